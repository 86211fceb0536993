"""Mails that the demo keeps instead of sending, to be read here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin

from balcao.entrypoints.console.listing import onward, page_of
from balcao.entrypoints.console.pages import show
from balcao.entrypoints.emails.models import KeptMail
from balcao.kernel.errors import NotFound
from balcao.plumbing.web.headers import CSP

FIELDS: Final = ("id", "at", "sender", "recipient", "subject")
# A mail may show its own styles and pictures and nothing else, and only inside our page.
MAIL_POLICY: Final = (
    "default-src 'none'; img-src 'self' data: https:; style-src 'unsafe-inline'; "
    "frame-ancestors 'self'; sandbox allow-popups"
)


@dataclass(frozen=True, slots=True)
class Mail:
    """A kept mail."""

    id: int
    at: datetime
    sender: str
    recipient: str
    subject: str
    text: str = ""
    has_html: bool = False


def mails(request: HttpRequest) -> HttpResponse:
    """Show kept mails, the latest first."""
    text = request.GET.get("q", "").strip()
    rows = KeptMail.objects.all()
    rows = rows.filter(recipient__icontains=text) if text else rows
    page = page_of(
        rows.values(*FIELDS),
        key=("at", "id"),
        kinds=(datetime.fromisoformat, int),
        cursor=request.GET.get("cursor"),
        descending=True,
    )
    shown = [Mail(**{**row, "subject": readable(row["subject"])}) for row in page.items]
    return show(
        request, "mails.html", "Mail outbox", mails=shown, q=text, more=onward(request, page)
    )


def mail(request: HttpRequest, mail_id: int) -> HttpResponse:
    """Show one mail."""
    row = _row(mail_id)
    sender, recipient = readable(row.sender), readable(row.recipient)
    subject = readable(row.subject)
    found = Mail(row.pk, row.at, sender, recipient, subject, row.text, bool(row.html))
    return show(request, "mail.html", subject, mail=found)


@xframe_options_sameorigin
def html(_: HttpRequest, mail_id: int) -> HttpResponse:
    """The mail's own HTML, for the frame on its page."""
    response = HttpResponse(_row(mail_id).html)
    response[CSP] = MAIL_POLICY
    return response


def _row(mail_id: int) -> KeptMail:
    row = KeptMail.objects.filter(pk=mail_id).first()
    if row is None:
        raise NotFound("This mail is not kept any more.")
    return row


def readable(header: str) -> str:
    """A header as people read it; mail writes accents in a code of its own."""
    try:
        return str(make_header(decode_header(header)))
    except (HeaderParseError, LookupError, UnicodeError):
        return header
