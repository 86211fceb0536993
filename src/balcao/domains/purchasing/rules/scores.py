"""How a supplier's score is made from what happened. Pure.

On time and in full follow the usual definition of OTIF (delivery in full, on time): a line counts
when all that was ordered was here on the promised day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, stdev
from typing import Final

from balcao.domains.purchasing.values.scorecard import MonthScore, Score
from balcao.domains.purchasing.values.suppliers import LeadTime

FEW: Final = 3


@dataclass(frozen=True, slots=True)
class DueLine:
    """A line that was due in the period. Days are those of the store's calendar.

    ``in_time`` counts the units that were here by the promised day, ``came`` all that ever came;
    ``last_day`` is None when nothing did.
    """

    due: date
    ordered: int
    in_time: int
    came: int
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Paid:
    """What one variant cost before and at the end of the period, per 1,000 units, and how much."""

    units: int
    before: int
    after: int


def score_of(
    lines: Sequence[DueLine],
    days: Sequence[int],
    paid: Sequence[Paid],
    *,
    came: int,
    damaged: int,
    returned: int,
) -> Score:
    """The score of a period."""
    mean, spread = mean_and_spread(days)
    before = sum(one.units * one.before for one in paid)
    after = sum(one.units * one.after for one in paid)
    return Score(
        lines=len(lines),
        on_time=_share(sum(_is_on_time(line) for line in lines), len(lines)),
        in_full=_share(sum(line.came >= line.ordered for line in lines), len(lines)),
        on_time_in_full=_share(sum(_is_otif(line) for line in lines), len(lines)),
        lead_days_mean=mean,
        lead_days_spread=spread,
        lead_samples=len(days),
        price_change=_share(after - before, before),
        returned=_share(returned, came),
        damaged=_share(damaged, came),
    )


def months_of(lines: Sequence[DueLine]) -> tuple[MonthScore, ...]:
    """On time and in full by month, months without a due line left out."""
    months = sorted({line.due.replace(day=1) for line in lines})
    found = []
    for month in months:
        mine = [line for line in lines if line.due.replace(day=1) == month]
        found.append(MonthScore(month, len(mine), _share(sum(map(_is_otif, mine)), len(mine))))
    return tuple(found)


def histogram_of(days: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """How often each lead time was seen, by days."""
    return tuple(sorted(Counter(days).items()))


def mean_and_spread(days: Sequence[int]) -> tuple[float | None, float | None]:
    """Mean and sample standard deviation; None where there are too few to say."""
    mean = round(fmean(days), 2) if days else None
    return mean, round(stdev(days), 2) if len(days) > 1 else None


def lead_time_from(days: Sequence[int], promised: int) -> LeadTime:
    """The lead time to plan with: as seen, or as promised where too little was seen."""
    if len(days) < FEW:
        return LeadTime(float(promised), 0.0, len(days))
    return LeadTime(round(fmean(days), 2), round(stdev(days), 2), len(days))


def _is_on_time(line: DueLine) -> bool:
    return line.last_day is not None and line.last_day <= line.due


def _is_otif(line: DueLine) -> bool:
    return line.in_time >= line.ordered


def _share(part: int, whole: int) -> int | None:
    """Per mille, halves rounded away from zero."""
    if not whole:
        return None
    sign = -1 if part < 0 else 1
    return sign * ((2000 * abs(part) + whole) // (2 * whole))
