"""What is asked of the stock room. Quantities are units, money is in the store's currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from balcao.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Count:
    """On-hand as it should be from now on, at one location.

    ``unit_cost`` values the units that are more than before; None takes the average of the others.
    """

    variant_id: UUID
    quantity: int
    unit_cost: Money | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """So many units of a variant wanted by one line of an order."""

    line_no: int
    variant_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True)
class LotUnits:
    """So many units of one lot; a serial is a lot of one unit.

    ``expires_on`` is the first day on which they are not sold any more.
    """

    code: str
    quantity: int
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """Units of a variant that come in: good ones, and those that came broken.

    ``value`` is what all of them cost together; None values them at the average of those that are
    here. ``lots`` say which units they are, and add up to good and damaged together; damaged ones
    are taken from the last of them.
    """

    variant_id: UUID
    quantity: int
    damaged: int = 0
    value: Money | None = None
    lots: tuple[LotUnits, ...] = ()


@dataclass(frozen=True, slots=True)
class Departure:
    """Units of a variant that go out. Without ``lots``, what expires first goes first."""

    variant_id: UUID
    quantity: int
    damaged: int = 0
    lots: tuple[LotUnits, ...] = ()


@dataclass(frozen=True, slots=True)
class Awaited:
    """Units of a variant that a document still promises to bring."""

    variant_id: UUID
    quantity: int
    expected_at: datetime


@dataclass(frozen=True, slots=True)
class Revaluation:
    """An amount that so many units, which came in with one document, have cost besides."""

    variant_id: UUID
    units: int
    amount: Money


@dataclass(frozen=True, slots=True)
class StockRules:
    """What a store has decided about its stock. Money is minor units of the store's currency."""

    valuation: str
    allocation_strategy: str
    approve_above_minor: int
    recount_above_percent: int
    low_stock_units: int
    expiring_days: int
    slow_after_days: int
    count_every_a_days: int
    count_every_b_days: int
    count_every_c_days: int
