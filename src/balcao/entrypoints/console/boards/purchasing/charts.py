"""The scorecard as drawings: bars whose heights are percent of their frame."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from balcao.domains.purchasing.values.scorecard import Scorecard

FRAME: Final = 100


@dataclass(frozen=True, slots=True)
class MonthBar:
    """On time and in full in one month; ``height`` and ``y`` are percent of the frame."""

    month: date
    lines: int
    percent: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class DayBar:
    """How many deliveries took so many days."""

    days: int
    count: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that is drawn of a scorecard."""

    months: tuple[MonthBar, ...]
    days: tuple[DayBar, ...]


def chart_of(card: Scorecard) -> Chart:
    """Bars of the months, and of the lead times from the shortest to the longest."""
    months = []
    for one in card.months:
        height = (one.on_time_in_full or 0) // 10
        months.append(MonthBar(one.month, one.lines, height, FRAME - height, height))
    most = max((count for _, count in card.lead_days), default=1)
    days = []
    for lead, count in card.lead_days:
        height = FRAME * count // most
        days.append(DayBar(lead, count, FRAME - height, height))
    return Chart(tuple(months), tuple(days))
