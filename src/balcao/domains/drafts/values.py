"""Drafts as other rooms see them. Amounts are minor units of one currency, times aware UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from balcao.domains.customers.values import Address
from balcao.kernel.money import Money


class DraftState(StrEnum):
    """QUOTED has fixed prices and a time limit; ORDERED has become an order."""

    DRAFT = "draft"
    QUOTED = "quoted"
    ORDERED = "ordered"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class DraftUnits:
    """So many units of one variant."""

    variant_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEdit:
    """All that is typed into a draft but for what is given by hand.

    ``note`` is for the customer to read. ``providers`` are the ways to pay the customer may choose
    from; none named means all.
    """

    email: str = ""
    locale: str = ""
    address: Address | None = None
    rate_code: str = ""
    lines: tuple[DraftUnits, ...] = ()
    codes: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    tax_id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLineView:
    """A line; ``unit`` is the price given by hand, with who gave it and why."""

    variant_id: UUID
    quantity: int
    unit: Money | None = None
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What staff took off the whole, and what they ask for shipping (None: what the rate says)."""

    discount: Money
    reason: str
    shipping: Money | None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """One draft; ``token`` is the customer's key, ``version`` the ETag.

    ``terms`` is what the quote was fixed at, kept as it was priced; empty before.
    """

    id: UUID
    store_id: int
    number: str
    state: str
    currency: str
    token: str
    said: DraftEdit
    lines: tuple[DraftLineView, ...]
    by_hand: ByHand
    author: str
    version: int
    created_at: datetime
    updated_at: datetime
    sent_at: datetime | None
    expires_at: datetime | None
    terms: Mapping[str, Any] = field(default_factory=dict)

    def is_open(self, now: datetime) -> bool:
        """Whether its customer can accept it at this moment."""
        is_quoted = self.state == DraftState.QUOTED
        return is_quoted and self.expires_at is not None and now < self.expires_at

    def state_at(self, now: datetime) -> str:
        """Its state; a quote whose time is over has expired, swept or not."""
        if self.state == DraftState.QUOTED and not self.is_open(now):
            return DraftState.EXPIRED.value
        return self.state


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A draft in a list; ``total`` is None until it has been priced."""

    id: UUID
    number: str
    state: str
    email: str
    name: str
    total: Money | None
    units: int
    author: str
    updated_at: datetime
    expires_at: datetime | None
