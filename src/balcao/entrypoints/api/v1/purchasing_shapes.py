"""Purchase orders, receipts and returns to suppliers, as staff see them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from balcao.domains.purchasing.values.orders import LotIn, ReceivedLine, WantedLine
from balcao.domains.purchasing.values.returns import ReturnedLine
from balcao.entrypoints.api.shapes import (
    MOST_ID,
    MOST_MINOR,
    In,
    Moment,
    MoneyIn,
    MoneyOut,
    Out,
    Paged,
    When,
)
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


class LotShape(In):
    """Units that share a lot; a serial number is a lot of one unit."""

    code: str = Field(min_length=1, max_length=80)
    quantity: int = Field(ge=1, le=MOST_UNITS)
    expires_on: date | None = None


class ReceivedIn(In):
    """What came of one line: accepted and broken units; lots add up to both together."""

    line_no: int = Field(ge=1, le=500)
    accepted: int = Field(ge=0, le=MOST_UNITS)
    damaged: int = Field(0, ge=0, le=MOST_UNITS)
    lots: list[LotShape] = Field(default_factory=list, max_length=1000)

    def line(self) -> ReceivedLine:
        """As the domain knows it."""
        lots = tuple(LotIn(lot.code, lot.quantity, lot.expires_on) for lot in self.lots)
        return ReceivedLine(self.line_no, self.accepted, self.damaged, lots)


class PurchaseReceiptIn(In):
    """One delivery."""

    lines: list[ReceivedIn] = Field(min_length=1, max_length=500)
    delivery_note: str = Field("", max_length=80)
    note: str = Field("", max_length=300)


class LandedCostIn(In):
    """Freight, duty or the like; ``rate`` when it is not in the store's currency."""

    kind: Literal["freight", "duty", "insurance", "other"]
    basis: Literal["value", "quantity", "weight"] = "value"
    amount: MoneyIn
    rate: RateIn | None = None
    document: str = Field("", max_length=80)


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


class LotOut(Out):
    """Units that share a lot."""

    code: str
    quantity: int
    expires_on: date | None


class ReceiptLineOut(Out):
    """What came in of one line; values are in the store's currency."""

    line_no: int
    variant_id: UUID
    sku: str
    accepted: int
    damaged: int
    value: MoneyOut
    landed: MoneyOut
    lots: list[LotOut]


class LandedCostOut(Out):
    """A cost on a receipt; ``shares`` says what each line bears, by its number."""

    id: UUID
    kind: str
    basis: str
    amount: MoneyOut
    rate: Decimal
    in_store: MoneyOut
    document: str
    actor: str
    at: Moment
    is_reversed: bool
    reverses: UUID | None
    shares: dict[int, MoneyOut]


class PurchaseReceiptOut(Out):
    """One delivery with the costs on it."""

    id: UUID
    order_id: UUID
    order_number: str
    number: str
    location_id: int
    delivery_note: str
    note: str
    actor: str
    at: Moment
    reversed_at: Moment | None
    value: MoneyOut
    units: int
    lines: list[ReceiptLineOut]
    costs: list[LandedCostOut]


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


class HappeningOut(Out):
    """Something that happened, or a note."""

    at: Moment
    kind: str
    actor: str
    detail: dict[str, Any]


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


class PurchaseOut(Out):
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


class ReturnedIn(In):
    """What goes back: good and broken units; without a price, what was last paid."""

    variant_id: UUID
    good: int = Field(0, ge=0, le=MOST_UNITS)
    damaged: int = Field(0, ge=0, le=MOST_UNITS)
    cost_minor: int | None = Field(None, ge=0, le=MOST_MINOR)
    per_units: int = Field(1, ge=1, le=MOST_UNITS)

    def line(self) -> ReturnedLine:
        """As the domain knows it."""
        return ReturnedLine(**self.__dict__)


class NewReturnIn(In):
    """Goods that should go back, and why."""

    supplier_id: UUID
    location_id: int | None = Field(None, ge=1, le=MOST_ID)
    reason: str = Field(min_length=1, max_length=300)
    lines: list[ReturnedIn] = Field(min_length=1, max_length=200)


class CreditIn(In):
    """What the supplier credited, in its currency."""

    amount: MoneyIn
    credit_note: str = Field("", max_length=80)


class ReturnLineOut(Out):
    """A line; ``expected`` is the credit asked for, ``cost`` what left the stock."""

    line_no: int
    variant_id: UUID
    sku: str
    title: str
    good: int
    damaged: int
    expected: MoneyOut
    cost: MoneyOut


class ReturnRowOut(Out):
    """A return in a list."""

    id: UUID
    number: str
    state: str
    supplier: str
    units: int
    expected: MoneyOut
    credited: MoneyOut
    created_at: Moment


class ReturnsOut(Paged):
    """A page of returns."""

    items: list[ReturnRowOut]


class SupplierReturnOut(Out):
    """A return to a supplier; credits are in the supplier's currency."""

    id: UUID
    number: str
    state: str
    supplier_id: UUID
    supplier_name: str
    location_id: int
    reason: str
    author: str
    created_at: Moment
    sent_at: Moment | None
    credited_at: Moment | None
    credit_note: str
    lines: list[ReturnLineOut]
    expected: MoneyOut
    credited: MoneyOut
    timeline: list[HappeningOut]
    next_states: list[str]
    version: int
