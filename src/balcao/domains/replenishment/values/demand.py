"""What was asked for in the past, and what is expected to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Rhythm(StrEnum):
    """How long a period of a history is."""

    DAY = "day"
    WEEK = "week"

    @property
    def days(self) -> int:
        """Days in a period."""
        return 7 if self is Rhythm.WEEK else 1

    @property
    def season(self) -> int:
        """Periods until things come round again: a week of days, a year of weeks."""
        return 52 if self is Rhythm.WEEK else 7

    def after(self, start: date, periods: int) -> date:
        """The first day of the period that begins so many periods after ``start``."""
        return start + timedelta(days=self.days * periods)


class Pattern(StrEnum):
    """How an item sells, which decides what methods suit it.

    The four in the middle are those of Syntetos, Boylan and Croston, "On the categorization of
    demand patterns", Journal of the Operational Research Society 56 (2005).
    """

    NONE = "none"
    """Nothing was ever sold."""
    NEW = "new"
    """Too few periods to say."""
    SMOOTH = "smooth"
    """Often, in even quantities."""
    ERRATIC = "erratic"
    """Often, in uneven quantities."""
    INTERMITTENT = "intermittent"
    """Now and then, in even quantities."""
    LUMPY = "lumpy"
    """Now and then, in uneven quantities."""
    SEASONAL = "seasonal"
    """Comes round again, and the history is long enough to see it."""


@dataclass(frozen=True, slots=True)
class DemandHistory:
    """Units asked for of one item, period by period, oldest first; nothing left out.

    ``starts_on`` is the first day of the first period. A negative number of units (more came back
    than was sold) is allowed and counts as none. ``served`` says of each period whether the item
    could be bought at all; empty means always. ``weight`` is what one unit counts when errors are
    compared between items: its price, or 1 everywhere.
    """

    item: str
    starts_on: date
    units: tuple[int, ...]
    served: tuple[bool, ...] = ()
    weight: float = 1.0

    def until(self, periods: int) -> DemandHistory:
        """What was known after so many periods."""
        return DemandHistory(
            self.item, self.starts_on, self.units[:periods], self.served[:periods], self.weight
        )


@dataclass(frozen=True, slots=True)
class CleanDemand:
    """A history made ready for a forecaster: from the first sale on, no negative number, periods
    without supply cut out (or filled in, where the season counts), outliers capped.
    """

    item: str
    units: tuple[float, ...]
    pattern: Pattern
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class DemandForecast:
    """What is expected of one item.

    ``path`` holds the expected units of each period of the horizon. ``spread`` is the standard
    deviation of the error of one period, made so that the error over the horizon has
    ``spread * sqrt(periods)``. ``method`` and ``why`` are for people.
    """

    item: str
    path: tuple[float, ...]
    spread: float
    pattern: Pattern
    method: str
    why: str

    @property
    def mean(self) -> float:
        """Expected units per period over the horizon."""
        return sum(self.path) / len(self.path)
