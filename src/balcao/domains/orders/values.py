"""Orders as other rooms see them. Times are aware UTC, amounts minor units with their currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from balcao.domains.customers.values import Address
from balcao.kernel.money import Money


class OrderState(StrEnum):
    """PENDING is held while the shopper pays; VOIDED is a hold that ended without payment."""

    PENDING = "pending"
    PLACED = "placed"
    PAID = "paid"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class OrderLineView:
    """One variant as it was called and priced when it was bought.

    ``promised_at`` is when it can be sent, if it was not there when it was bought.
    """

    line_no: int
    variant_id: UUID
    sku: str
    title: str
    options: str
    image: str
    quantity: int
    unit: Money
    total: Money
    promised_at: datetime | None = None
    is_gift: bool = False


@dataclass(frozen=True, slots=True)
class DiscountView:
    """What one promotion took off one line, or off the shipping where ``line_no`` is None."""

    promotion_id: UUID
    name: str
    code: str
    line_no: int | None
    amount: Money


@dataclass(frozen=True, slots=True)
class TaxLineView:
    """One tax on one line, or on the shipping; ``base`` is after discounts, without the tax."""

    line_no: int | None
    jurisdiction: str
    name: str
    rate_ppm: int
    base: Money
    amount: Money
    is_included: bool


@dataclass(frozen=True, slots=True)
class TaxTotal:
    """What one tax comes to over all lines and the shipping."""

    jurisdiction: str
    name: str
    rate_ppm: int
    amount: Money
    is_included: bool


@dataclass(frozen=True, slots=True)
class DiscountTotal:
    """What one promotion took off all lines, or off the shipping."""

    name: str
    code: str
    amount: Money
    is_shipping: bool


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel and how far it has come."""

    state: str
    carrier: str
    tracking_number: str
    packed_at: datetime
    shipped_at: datetime | None
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class TimelineView:
    """Something that happened, or a note."""

    at: datetime
    kind: str
    actor: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list."""

    id: UUID
    number: str
    state: str
    email: str
    name: str
    total: Money
    units: int
    provider: str
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order with everything on it; ``version`` is its ETag, ``token`` the shopper's key.

    ``note`` is what the shopper wrote to the shop, ``gift_message`` to who gets the parcel.
    ``earliest`` and ``latest`` are the days of arrival that were promised with it, if any were.
    """

    id: UUID
    store_id: int
    number: str
    token: str
    state: str
    email: str
    locale: str
    address: Address
    lines: tuple[OrderLineView, ...]
    subtotal: Money
    discount: Money
    exemption: Money
    shipping: Money
    tax: Money
    total: Money
    credit: Money
    provider: str
    pays_on_delivery: bool
    rate_name: str
    placed_at: datetime
    paid_at: datetime | None
    parcel: ParcelView | None
    timeline: tuple[TimelineView, ...]
    version: int
    cart_id: UUID | None = None
    draft_id: UUID | None = None
    next_states: tuple[str, ...] = ()
    discounts: tuple[DiscountView, ...] = ()
    taxes: tuple[TaxLineView, ...] = ()
    tax_id: str = ""
    note: str = ""
    gift_message: str = ""
    earliest: date | None = None
    latest: date | None = None

    @property
    def agreed(self) -> Mapping[str, int]:
        """The legal pages that were shown when it was placed, kind to version."""
        return next((one.detail for one in self.timeline if one.kind == "agreed"), {})


@dataclass(frozen=True, slots=True)
class DaySales:
    """What was ordered on one day of the store's calendar, cancelled orders left out."""

    orders: int
    revenue: Money


class PastLine(NamedTuple):
    """A line of a past order, made by the hundred thousand. Amounts are minor units.

    ``discount_minor`` is off the whole line. Where ``line_no`` is None it is the shipping, which
    has no variant.
    """

    line_no: int | None
    variant_id: UUID | None
    quantity: int
    unit_minor: int
    discount_minor: int
    included_minor: int
    added_minor: int
    is_gift: bool


class PastDiscount(NamedTuple):
    """What a promotion took off a line of a past order; ``line_no`` None is the shipping."""

    promotion_id: str
    line_no: int | None
    code: str
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PastOrder:
    """An order that counts as a sale. Amounts are minor units of ``currency``.

    ``shopper`` is a mail address in lower case, ``taxes`` are sums by jurisdiction.
    ``shipping_minor`` is before its discount; ``tax_minor`` is what was added on top.
    """

    id: UUID
    number: str
    currency: str
    shopper: str
    placed_at: datetime
    country: str
    region: str
    postal_code: str
    city: str
    tax_id: str
    provider: str
    rate_code: str
    lines_minor: int
    discount_minor: int
    shipping_minor: int
    exemption_minor: int
    tax_minor: int
    lines: tuple[PastLine, ...]
    shipping_off_minor: int = 0
    shipping_included_minor: int = 0
    shipping_added_minor: int = 0
    discounts: tuple[PastDiscount, ...] = ()
    taxes: Mapping[str, int] = field(default_factory=dict)
