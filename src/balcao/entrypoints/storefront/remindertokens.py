"""The links in reminders of carts: signed, of no use for anything else, and two kinds.

The one that brings a cart back ends after 30 days; the one that ends the mails never does.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.core.signing import BadSignature, Signer, TimestampSigner

BACK: Final = "balcao.reminder.back"
LEAVE: Final = "balcao.reminder.leave"
LIVES: Final = timedelta(days=30)


def back_token(reminder_id: UUID) -> str:
    """The token that brings the lines of a cart back."""
    return TimestampSigner(salt=BACK).sign(reminder_id.hex)


def leave_token(reminder_id: UUID) -> str:
    """The token that ends the mails."""
    return Signer(salt=LEAVE).sign(reminder_id.hex)


def reminder_to_return(token: str) -> UUID | None:
    """The reminder of a token that brings back; None when not signed by us, or too old."""
    try:
        return UUID(hex=TimestampSigner(salt=BACK).unsign(token, max_age=LIVES))
    except (BadSignature, ValueError):
        return None


def reminder_to_leave(token: str) -> UUID | None:
    """The reminder of a token that ends the mails; None when it was not signed by us."""
    try:
        return UUID(hex=Signer(salt=LEAVE).unsign(token))
    except (BadSignature, ValueError):
        return None
