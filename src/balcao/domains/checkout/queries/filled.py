"""What a shopper has filled in so far, checked; empty where it has not been."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from balcao.domains.customers.values import Address
from balcao.plumbing.sql import run_sql


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The parts of a checkout. ``accounts`` are stored value to pay from, in this order."""

    email: str = ""
    address: Address | None = None
    rate_code: str = ""
    provider: str = ""
    accounts: tuple[UUID, ...] = ()
    tax_id: str = ""
    note: str = ""
    gift_message: str = ""


def filled_of(cart_id: UUID) -> Filled:
    """What was filled in for a cart; nothing for one that nobody has begun to buy."""
    for row in run_sql("checkout/filled", _filled, cart_id=cart_id):
        return row
    return Filled()


def chosen_at(cart_id: UUID) -> tuple[str, str]:
    """The code of the way to pay and the mail address; empty where nothing was chosen."""
    filled = filled_of(cart_id)
    return filled.provider, filled.email


def _filled(*, address: str | None, accounts: list[UUID], **said: Any) -> Filled:
    parts = json.loads(address) if address else None
    return Filled(**said, accounts=tuple(accounts), address=Address(**parts) if parts else None)
