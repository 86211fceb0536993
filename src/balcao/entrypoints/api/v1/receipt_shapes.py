"""What came in for a purchase order, and what it cost to get it here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import Field

from balcao.domains.purchasing.values.orders import LotIn, ReceivedLine
from balcao.entrypoints.api.shapes import (
    In,
    Moment,
    MoneyIn,
    MoneyOut,
    Out,
)
from balcao.entrypoints.api.v1.supplier_shapes import MOST_UNITS, RateIn


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
