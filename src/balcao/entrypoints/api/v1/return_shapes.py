"""Returns to suppliers, as staff see them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import Field

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
)
from balcao.entrypoints.api.v1.supplier_shapes import MOST_UNITS


class HappeningOut(Out):
    """Something that happened, or a note."""

    at: Moment
    kind: str
    actor: str
    detail: dict[str, Any]


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
