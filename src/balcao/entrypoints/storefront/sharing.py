"""Links to a copy of a cart: signed, so that only what was shared can be looked at."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.core.signing import BadSignature, Signer

SALT: Final = "balcao.storefront.shared"


def token_of(copy_id: UUID) -> str:
    """The token of a copy."""
    return Signer(salt=SALT).sign(copy_id.hex)


def copy_of(token: str) -> UUID | None:
    """The copy of a token; None when it was not signed by us."""
    try:
        return UUID(hex=Signer(salt=SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
