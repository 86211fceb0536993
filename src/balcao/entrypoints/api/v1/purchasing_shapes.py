"""Purchase orders as staff see them."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import Field

from balcao.domains.purchasing.values.orders import WantedLine
from balcao.entrypoints.api.shapes import (
    MOST_ID,
    MOST_MINOR,
    In,
    Moment,
    MoneyOut,
    Out,
    Paged,
    When,
)
from balcao.entrypoints.api.v1.receipt_shapes import PurchaseReceiptOut
from balcao.entrypoints.api.v1.return_shapes import HappeningOut
from balcao.entrypoints.api.v1.supplier_shapes import MOST_UNITS, RateIn


class WantedIn(In):
    """So many units of a variant; without a price, what the supplier asks now.

    ``cost_minor`` is for each ``per_units`` units, in the supplier's currency.
    """

    variant_id: UUID
    quantity: int = Field(ge=1, le=MOST_UNITS)
    cost_minor: int | None = Field(None, ge=0, le=MOST_MINOR)
    per_units: int = Field(1, ge=1, le=MOST_UNITS)

    def line(self) -> WantedLine:
        """As the domain knows it."""
        return WantedLine(**self.__dict__)


class DraftIn(In):
    """What an order says; ``tolerance_percent`` is the store's without it."""

    lines: list[WantedIn] = Field(min_length=1, max_length=500)
    expected_at: When | None = None
    tolerance_percent: int | None = Field(None, ge=0, le=50)
    note: str = Field("", max_length=2000)


class NewPurchaseIn(DraftIn):
    """A new draft; without a location, for where stock is sold from first."""

    supplier_id: UUID
    location_id: int | None = Field(None, ge=1, le=MOST_ID)


class ApproveIn(In):
    """``rate``: one of the order's currency is worth so many of the store's."""

    rate: RateIn | None = None
    below_minimum: bool = False


class SendIn(In):
    """By mail a job sends it; otherwise somebody has told the supplier."""

    channel: Literal["mail", "phone", "other"] = "mail"


class ExpectIn(In):
    """The day that the supplier named."""

    expected_at: When


class ReasonIn(In):
    """Why, for the timeline."""

    reason: str = Field("", max_length=300)


class TextIn(In):
    """A note that the team sees."""

    text: str = Field(min_length=1, max_length=2000)


class PurchaseLineOut(Out):
    """A line; ``cost`` is for each ``per_units`` units, ``open`` is still expected."""

    line_no: int
    variant_id: UUID
    sku: str
    title: str
    supplier_sku: str
    units_per_pack: int
    quantity: int
    cost: MoneyOut
    per_units: int
    total: MoneyOut
    received: int
    damaged: int
    cancelled: int
    most: int
    open: int


class DispatchOut(Out):
    """One time the order was sent; ``sent_at`` is null while the mail waits."""

    id: UUID
    channel: str
    recipient: str
    actor: str
    asked_at: Moment
    sent_at: Moment | None
    attempts: int
    problem: str


class PurchaseRowOut(Out):
    """A purchase order in a list."""

    id: UUID
    number: str
    state: str
    supplier_id: UUID
    supplier: str
    location_id: int
    total: MoneyOut
    units: int
    received: int
    expected_at: Moment | None
    created_at: Moment
    is_late: bool


class PurchasesOut(Paged):
    """A page of purchase orders."""

    items: list[PurchaseRowOut]


class PurchaseOrderOut(Out):
    """A purchase order; ``rate`` and ``in_store`` are fixed when it is approved."""

    id: UUID
    number: str
    state: str
    supplier_id: UUID
    supplier_code: str
    supplier_name: str
    location_id: int
    currency: str
    rate: Decimal | None
    tolerance_percent: int
    expected_at: Moment | None
    payment_terms: str
    note: str
    author: str
    approved_by: str
    created_at: Moment
    approved_at: Moment | None
    sent_at: Moment | None
    closed_at: Moment | None
    lines: list[PurchaseLineOut]
    total: MoneyOut
    in_store: MoneyOut | None
    receipts: list[PurchaseReceiptOut]
    dispatches: list[DispatchOut]
    timeline: list[HappeningOut]
    next_states: list[str]
    version: int
