"""How well a supplier keeps what was agreed. Shares are per mille, so that no float is rounded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Score:
    """What happened to the lines of one supplier that were due in a period.

    On time: nothing of the line came after the promised day. In full: all of it came. Shares are
    per mille of ``lines``; None where there is nothing to divide.
    """

    lines: int
    on_time: int | None
    in_full: int | None
    on_time_in_full: int | None
    lead_days_mean: float | None
    lead_days_spread: float | None
    lead_samples: int
    price_change: int | None
    returned: int | None
    damaged: int | None


@dataclass(frozen=True, slots=True)
class MonthScore:
    """On time and in full, by the month in which lines were due."""

    month: date
    lines: int
    on_time_in_full: int | None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A supplier over a period: start included, end excluded, days of the store's calendar."""

    since: date
    until: date
    score: Score
    months: tuple[MonthScore, ...]
    lead_days: tuple[tuple[int, int], ...]
