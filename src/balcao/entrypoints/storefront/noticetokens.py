"""The links that end a notice: signed, so that only who got the mail can follow them."""

from __future__ import annotations

from uuid import UUID

from django.core.signing import BadSignature, Signer

SALT = "balcao.notice"


def token_of(notice_id: UUID) -> str:
    """The token of a notice."""
    return Signer(salt=SALT).sign(notice_id.hex)


def notice_of(token: str) -> UUID | None:
    """The notice of a token; None when it was not signed by us."""
    try:
        return UUID(hex=Signer(salt=SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
