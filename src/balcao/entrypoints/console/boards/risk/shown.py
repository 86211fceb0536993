"""Risk as templates show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from balcao.domains.risk import queries
from balcao.domains.risk.values import Hour, Reason, ScoreView, Tried
from balcao.entrypoints.console.templatetags.console_words import minor

FRAME: Final = 100
HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class Row:
    """A scored order with its reasons in words."""

    view: ScoreView
    total: str
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class HourBar:
    """Attempts of one hour; heights are percent of the frame."""

    at: datetime
    attempts: int
    bad: int
    height: int
    bad_height: int
    label: str


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """Orders whose score begins with the same ten."""

    label: str
    orders: int
    height: int
    kind: str


def row_of(view: ScoreView) -> Row:
    """A score as a list shows it."""
    return Row(view, minor(view.total_minor, view.currency), in_words(view.reasons))


def in_words(reasons: Sequence[Reason]) -> tuple[tuple[str, int], ...]:
    """Reasons with their weights, in the language of the console."""
    return tuple((queries.in_words(one, "en"), one.weight) for one in reasons)


def hours_of(hours: Sequence[Hour], now: datetime, zone: str) -> list[HourBar]:
    """The last day hour by hour, hours without attempts too; each fourth with its hour."""
    known = {one.at.astimezone(UTC): one for one in hours}
    first = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=HOURS - 1)
    most = max((one.attempts for one in hours), default=0) or 1
    bars = []
    for nr in range(HOURS):
        at = first + timedelta(hours=nr)
        one = known.get(at.astimezone(UTC))
        attempts, bad = (one.attempts, one.declined + one.stopped) if one else (0, 0)
        label = f"{at.astimezone(ZoneInfo(zone)):%H}" if nr % 4 == 3 else ""
        height, dark = FRAME * attempts // most, FRAME * bad // most
        bars.append(HourBar(at, attempts, bad, height, dark, label))
    return bars


def spread_of(tried: Tried, review_at: int, refuse_at: int | None) -> list[ScoreBar]:
    """How many orders have which score; what would be held is drawn stronger."""
    most = max(tried.spread) or 1
    bars = []
    for nr, orders in enumerate(tried.spread):
        low = nr * 10
        kind = "refuse" if refuse_at is not None and low + 9 >= refuse_at else ""
        kind = kind or ("review" if low + 9 >= review_at or low == FRAME >= review_at else "accept")
        label = f"{low}" if low == FRAME else f"{low}–{low + 9}"
        height = max(2, FRAME * orders // most) if orders else 0
        bars.append(ScoreBar(label, orders, height, kind))
    return bars
