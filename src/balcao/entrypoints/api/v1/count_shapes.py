"""Stock counts as the API says them. Quantities are units."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from balcao.entrypoints.api.shapes import MOST_ID, In, Moment, MoneyOut, Out, Paged
from balcao.entrypoints.api.v1.moving_shapes import LotCode, Note, Place, Some


class StockCountIn(In):
    """What is to be counted: everything, a class that is due, a bin, or a list of variants."""

    location_id: Place
    scope: Literal["full", "class", "bin", "list"]
    class_code: Literal["a", "b", "c"] | None = None
    bin_id: int | None = Field(None, ge=1, le=MOST_ID)
    variant_ids: list[UUID] = Field([], max_length=5000)
    note: Note = ""


class CountedIn(In):
    """Good units that lie there, promised ones included."""

    variant_id: UUID
    lot: LotCode = ""
    counted: Some


class CountLineIn(In):
    """Something that lies there and is not among the lines."""

    variant_id: UUID
    lot: LotCode = ""
    expires_on: date | None = None


class FinishIn(In):
    """Whether lines that nobody counted are left out."""

    leave_out: bool = False


class LinesIn(In):
    """Lines by number."""

    lines: list[int] = Field(min_length=1, max_length=5000)


class CountLineOut(Out):
    """One line. While a count is blind, what is expected and the difference are null."""

    line_no: int
    variant_id: UUID
    sku: str
    title: str
    lot: str
    assigned_to: str
    counted: int | None
    counted_by: str
    counted_at: Moment | None
    again: bool
    first: int | None
    first_by: str
    expected: int | None
    difference: int | None
    value: MoneyOut | None


class StockCountRowOut(Out):
    """A count without its lines."""

    id: UUID
    number: str
    location_id: int
    location: str
    scope: str
    class_code: str = Field(validation_alias="class_")
    state: Literal["open", "counting", "review", "closed", "cancelled"]
    note: str
    author: str
    created_at: Moment
    closed_at: Moment | None
    approved_by: str
    version: int
    total: int
    counted: int
    again: int


class StockCountOut(StockCountRowOut):
    """A count with its lines."""

    lines: list[CountLineOut]


class StockCountsOut(Paged):
    """A page of counts."""

    items: list[StockCountRowOut]


class DueOut(Out):
    """Variants of a class at a place that should be counted."""

    location_id: int
    location: str
    class_code: str = Field(validation_alias="class_")
    every_days: int
    variants: int
    never: int


class DuesOut(Out):
    """What should be counted."""

    items: list[DueOut]


class AccuracyOut(Out):
    """How right the books were in a month of the store's calendar."""

    label: str
    counts: int
    lines: int
    lines_right: int
    lines_percent: float
    units: int
    units_off: int
    units_percent: float
    value_off: MoneyOut
    value_net: MoneyOut


class AccuraciesOut(Out):
    """How right the books were, month by month."""

    items: list[AccuracyOut]
