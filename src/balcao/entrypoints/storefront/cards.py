"""Gift cards that a shopper has named at checkout, carried in the form and signed.

The form carries accounts, not codes: a page that is left open shows no code, and nobody can name an
account whose code they do not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.core import signing

SALT: Final = "checkout.cards"
MOST_CARDS: Final = 10


def cards_in(signed: str) -> tuple[UUID, ...]:
    """The accounts that a form carries; none where the signature is not ours."""
    try:
        found = signing.loads(signed, salt=SALT) if signed else []
    except signing.BadSignature:
        return ()
    return tuple(UUID(one) for one in found)


def with_card(signed: str, account_id: UUID) -> str:
    """The same with one more card, at most ten."""
    return sign([*cards_in(signed), account_id])


def sign(accounts: Sequence[UUID]) -> str:
    """Accounts as the form carries them."""
    kept = list(dict.fromkeys(str(one) for one in accounts))[:MOST_CARDS]
    return signing.dumps(kept, salt=SALT)
