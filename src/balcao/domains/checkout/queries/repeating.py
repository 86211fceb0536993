"""Whether a purchase is asked for once more."""

from __future__ import annotations

from typing import Final

from balcao.plumbing.idempotency import is_used

SCOPE: Final = "purchase"


def is_repeated(store_id: int, key: str) -> bool:
    """Whether an order was made, or tried to be paid, with this key: nothing new is asked then."""
    return is_used(store_id=store_id, scope=SCOPE, key=key)
