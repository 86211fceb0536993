"""Orders as staff and shoppers see them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from balcao.entrypoints.api.shapes import AddressOut, In, Moment, MoneyOut, Out, Paged


class OrderLineOut(Out):
    """One variant as it was called and priced when it was bought."""

    line_no: int
    variant_id: UUID
    sku: str
    title: str
    options: str
    quantity: int
    unit: MoneyOut
    total: MoneyOut
    is_gift: bool = Field(default=False, description="Put in by a promotion, at no cost.")
    promised_at: Moment | None = Field(
        None, description="When it can be sent, if it was not there when it was bought."
    )


class DiscountOut(Out):
    """What one promotion took off one line, or off the shipping where ``line_no`` is null."""

    promotion_id: UUID
    name: str
    code: str
    line_no: int | None
    amount: MoneyOut


class TaxLineOut(Out):
    """One tax on one line, or on the shipping; ``rate_ppm`` 190000 is 19 %."""

    line_no: int | None
    jurisdiction: str
    name: str
    rate_ppm: int
    base: MoneyOut
    amount: MoneyOut
    is_included: bool = Field(description="Paid inside the price, not added on top.")


class ParcelOut(Out):
    """A parcel and how far it has come."""

    state: str
    carrier: str
    tracking_number: str
    packed_at: Moment
    shipped_at: Moment | None
    delivered_at: Moment | None


class TimelineOut(Out):
    """Something that happened, or a note."""

    at: Moment
    kind: str
    actor: str
    detail: dict[str, Any]


class OrderRowOut(Out):
    """An order in a list."""

    id: UUID
    number: str
    state: str
    email: str
    name: str
    total: MoneyOut
    units: int
    provider: str
    placed_at: Moment


class OrdersOut(Paged):
    """A page of orders."""

    items: list[OrderRowOut]


class OrderBase(Out):
    """What staff and shopper both see."""

    number: str
    state: str
    email: str
    address: AddressOut
    lines: list[OrderLineOut]
    subtotal: MoneyOut
    discount: MoneyOut
    shipping: MoneyOut
    exemption: MoneyOut = Field(description="Tax taken out of the prices for an exempt shopper.")
    tax: MoneyOut = Field(description="Tax on top of the prices; zero where prices include it.")
    total: MoneyOut
    credit: MoneyOut = Field(description="What gift cards, store credit and points pay of it.")
    discounts: list[DiscountOut]
    taxes: list[TaxLineOut]
    tax_id: str
    note: str = Field(description="What the shopper wrote to the shop.")
    gift_message: str = Field(description="What lies in the parcel for who gets it.")
    agreed: dict[str, int] = Field(
        description="The legal pages that were shown when it was placed, kind to version."
    )
    provider: str
    rate_name: str
    earliest: date | None = Field(None, description="First day of arrival that was promised.")
    latest: date | None = Field(None, description="Last day of arrival that was promised.")
    placed_at: Moment
    paid_at: Moment | None
    parcel: ParcelOut | None


class SetAsideOut(Out):
    """Units set aside for a line at a place; of a kit, one of its components."""

    line_no: int
    variant_id: UUID
    sku: str
    location: str
    quantity: int
    state: str


class OrderOut(OrderBase):
    """An order as the desk sees it; ``next_states`` says where it can go from here."""

    id: UUID
    locale: str
    pays_on_delivery: bool
    timeline: list[TimelineOut]
    next_states: list[str]
    set_aside: tuple[SetAsideOut, ...] = ()
    version: int


class FactOut(Out):
    """A label and its value."""

    label: str
    value: str


class StatusOut(OrderBase):
    """An order as its shopper sees it, with what they still have to do."""

    to_do: str
    to_do_facts: list[FactOut]


class ShipIn(In):
    """The parcel was handed over."""

    carrier: str = Field(min_length=1, max_length=80)
    tracking_number: str = Field("", max_length=80)


class CancelIn(In):
    """Why, for the timeline."""

    reason: str = Field("", max_length=300)


class NoteIn(In):
    """A note that only staff see."""

    text: str = Field(min_length=1, max_length=2000)
