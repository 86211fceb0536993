"""Stock counts as other rooms see them. Quantities are units, times aware UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from balcao.kernel.money import Money


class CountState(StrEnum):
    """How far a count is."""

    OPEN = "open"
    COUNTING = "counting"
    REVIEW = "review"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class CountScope(StrEnum):
    """What a count holds: everything at a place, a class that is due, a bin, or a list."""

    FULL = "full"
    CLASS = "class"
    BIN = "bin"
    LIST = "list"


class CountClass(StrEnum):
    """A: few variants that most of the value goes through; C: many that little does."""

    A = "a"
    B = "b"
    C = "c"


@dataclass(frozen=True, slots=True)
class CountLineInfo:
    """One variant, or one lot of it, to be counted.

    ``expected`` and ``difference`` are None as long as the count is blind. ``first`` is what was
    counted before it had to be counted again. ``value`` is the value of the difference, signed:
    estimated in review, exact once it is closed.
    """

    line_no: int
    variant_id: UUID
    sku: str
    title: str
    lot: str
    assigned_to: str
    counted: int | None
    counted_by: str
    counted_at: datetime | None
    again: bool
    first: int | None = None
    first_by: str = ""
    expected: int | None = None
    difference: int | None = None
    value: Money | None = None


@dataclass(frozen=True, slots=True)
class CountInfo:
    """A count of a place. It is blind until everything is counted."""

    id: UUID
    number: str
    location_id: int
    location: str
    scope: CountScope
    class_: str
    state: CountState
    note: str
    author: str
    created_at: datetime
    closed_at: datetime | None
    approved_by: str
    version: int
    total: int
    counted: int
    again: int
    lines: tuple[CountLineInfo, ...] = ()

    @property
    def is_blind(self) -> bool:
        """Whether what is expected is kept back."""
        return self.state in (CountState.OPEN, CountState.COUNTING)

    @property
    def left(self) -> int:
        """Lines that somebody has to count, again or for the first time."""
        return self.total - self.counted + self.again

    @property
    def document(self) -> str:
        """The name of it in the ledger."""
        return f"count:{self.number}"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How right the books were in a month, or at one count.

    ``value_off`` sums the differences without their signs, ``value_net`` with them.
    """

    label: str
    counts: int
    lines: int
    lines_right: int
    units: int
    units_off: int
    value_off: Money
    value_net: Money

    @property
    def lines_percent(self) -> float:
        """Lines without a difference, in percent."""
        return 100.0 * self.lines_right / self.lines if self.lines else 100.0

    @property
    def units_percent(self) -> float:
        """Units that were where the books said, in percent; never below zero."""
        if not self.units:
            return 0.0 if self.units_off else 100.0
        return max(0.0, 100.0 - 100.0 * self.units_off / self.units)


@dataclass(frozen=True, slots=True)
class Due:
    """Variants of one class at one place that have not been counted for too long."""

    location_id: int
    location: str
    class_: CountClass
    every_days: int
    variants: int
    never: int
