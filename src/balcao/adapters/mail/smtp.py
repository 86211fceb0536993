"""Posting letters through Django's mail settings: SMTP, or the demo's own mailbox."""

from __future__ import annotations

import smtplib
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import formataddr
from typing import Final

from django.core.mail import EmailMultiAlternatives

from balcao.adapters.mail.letter import Letter, Unmailable

PERMANENT: Final = 500  # SMTP replies from here on say that asking again is no use (RFC 5321)


def post(letter: Letter) -> None:
    """Hand a letter over to the mail server; when this returns, the server has accepted it.

    :raises Unmailable: the address cannot be one, or the server says nobody lives there.
    :raises OSError: the server is away or refuses for now (:class:`smtplib.SMTPException` is one).
    """
    mail = EmailMultiAlternatives(
        subject=_one_line(letter.subject),
        body=letter.text,
        from_email=formataddr((_one_line(letter.sender_name), checked_address(letter.sender))),
        to=[checked_address(letter.to)],
        headers={
            "Message-ID": f"<{letter.message_id}>",
            "Content-Language": letter.language,
            # Out-of-office robots stay silent (RFC 3834).
            "Auto-Submitted": "auto-generated",
            **_leaving(letter.leave_url),
        },
    )
    mail.attach_alternative(letter.html, "text/html")
    for one in letter.attachments:
        mail.attach(_one_line(one.name), one.content, one.kind)
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _ in refusal.recipients.values()]
        if codes and min(codes) >= PERMANENT:
            raise Unmailable(field="email", codes=codes) from refusal
        raise


def _leaving(url: str) -> dict[str, str]:
    if not url:
        return {}
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def checked_address(text: str) -> str:
    """The same address if it is exactly one.

    A text such as ``a@b.example,c@d.example`` would be read as two by a mail program. Local parts
    outside ASCII need SMTPUTF8, which Django's mail does not speak.

    :raises Unmailable: it is not one, or not one we can write to.
    """
    try:
        local, domain = _parts(text)
    except (HeaderParseError, ValueError, IndexError):
        raise Unmailable(field="email") from None
    if not local.isascii() or not domain or any(not sign.isprintable() for sign in text):
        raise Unmailable(field="email")
    return text


def _parts(text: str) -> tuple[str, str]:
    address = Address(addr_spec=text)
    return address.username, address.domain


def _one_line(text: str) -> str:
    """Text for a header: no line may end in it."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
