"""What happened in other rooms, as posting rules need it. Money is minor units, times aware UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TaxFact:
    """One tax of an order; ``is_included`` where the price holds it already."""

    jurisdiction: str
    amount_minor: int
    is_included: bool
    is_on_shipping: bool


@dataclass(frozen=True, slots=True)
class PaymentFact:
    """What a provider has taken and given back so far for an order, and what is in the books."""

    id: UUID
    provider: str
    captured_minor: int
    refunded_minor: int
    captured_at: datetime
    refunded_at: datetime


@dataclass(frozen=True, slots=True)
class WalletFact:
    """One change of stored value; ``worth_minor`` is signed, above zero where we owe more."""

    id: int
    account: str
    kind: str
    worth_minor: int
    currency: str
    at: datetime
    order_id: UUID | None
    actor: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StockFact:
    """One movement of stock; ``value_minor`` is signed, above zero where stock gained value."""

    id: UUID
    account: str
    value_minor: int
    currency: str
    at: datetime
    document: str
    sku: str
    order_id: UUID | None = None
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStory:
    """One order and all money that has moved for it; a time is None where it has not happened.

    ``discount_minor`` holds the discounts on shipping too; ``exemption_minor`` is tax that was
    taken out of prices. ``posted`` says what the books hold already: sources, and the cumulative
    amounts by payment (``captured:<id>``, ``refunded:<id>``).
    """

    id: UUID
    number: str
    currency: str
    lines_minor: int
    discount_minor: int
    exemption_minor: int
    shipping_minor: int
    total_minor: int
    placed_at: datetime | None
    shipped_at: datetime | None
    cancelled_at: datetime | None
    taxes: tuple[TaxFact, ...] = ()
    payments: tuple[PaymentFact, ...] = ()
    wallet: tuple[WalletFact, ...] = ()
    posted: frozenset[str] = frozenset()
    captured: Mapping[UUID, int] = field(default_factory=dict)
    refunded: Mapping[UUID, int] = field(default_factory=dict)
    credited: Mapping[str, int] = field(default_factory=dict)
