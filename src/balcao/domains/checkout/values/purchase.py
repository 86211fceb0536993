"""A purchase, as asked for and as made. Money is minor units of one currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from balcao.domains.customers.values import Address
from balcao.domains.inventory.values import ONLINE
from balcao.kernel.money import Money


@dataclass(frozen=True, slots=True)
class WantedLine:
    """So many units of one variant."""

    variant_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseRequest:
    """Everything that makes an order, and the total the shopper agreed to.

    ``key`` is the idempotency key: one key, one effect. ``cart_version`` says which state of the
    cart the shopper saw. ``channel`` is where it is sold: units may be kept back from it.
    ``codes`` are promotion codes as typed, ``accounts`` gift cards and other stored value to pay
    from in this order, ``expected_credit`` what the shopper saw that these pay, ``tax_id`` the VAT
    number of a buyer who is a business. ``return_url`` is where a provider with a page of its own
    sends the shopper back to. ``note`` is for the shop, ``gift_message`` for who gets the parcel.
    ``agreed`` are the legal pages that were shown, by kind and version.
    """

    store_id: int
    key: str
    locale: str
    email: str
    address: Address
    rate_code: str
    provider: str
    lines: tuple[WantedLine, ...]
    expected_total: Money
    cart_id: UUID | None = None
    cart_version: int | None = None
    payment_token: str = ""
    channel: str = ONLINE
    codes: tuple[str, ...] = ()
    accounts: tuple[UUID, ...] = ()
    expected_credit: Money | None = None
    tax_id: str = ""
    return_url: str = ""
    note: str = ""
    gift_message: str = ""
    agreed: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Purchase:
    """An order that was made, or waits for an outside payment while ``state`` is pending.

    ``action`` is what the shopper's browser has to do next for its provider; it is not kept.
    """

    order_id: UUID
    number: str
    token: str
    state: str
    total: Money
    is_replay: bool = False
    action: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What a sweep of ended holds came to."""

    placed: int
    voided: int
    undecided: int
    at: datetime
