"""The history of a price as a step chart, in units of its drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from balcao.domains.pricing.values.changes import PricePoint
from balcao.entrypoints.console.templatetags.console_words import day, minor
from balcao.kernel.money import Money

WIDE, HIGH = 720, 200
TOP, BOTTOM, LEFT, RIGHT = 14, 24, 74, 12
DAYS: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with its words; ``at`` is x or y."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class StepChart:
    """A drawn history: one path, broken where there was no price."""

    path: str
    prices: tuple[Tick, ...]
    days: tuple[Tick, ...]
    band_x: float
    band_wide: float
    lowest: Tick | None
    says: str
    wide: int = WIDE
    high: int = HIGH
    left: int = LEFT
    right: int = WIDE - RIGHT
    bottom: int = HIGH - BOTTOM
    top: int = TOP


def chart_of(
    points: Sequence[PricePoint],
    lowest_price: Money | None,
    currency: str,
    zone: str,
    now: datetime,
) -> StepChart | None:
    """The base price from its first change until now; None when it never had one."""
    lowest = lowest_price.minor if lowest_price else None
    base = [point for point in points if point.list_id is None and point.at <= now]
    amounts = [point.amount_minor for point in base if point.amount_minor is not None]
    if not amounts:
        return None
    since = min(base[0].at, now - DAYS)
    marks = sorted({*amounts, *([] if lowest is None else [lowest])})
    low, high = marks[0], max(marks[-1], marks[0] + 1)

    def x(at: datetime) -> float:
        whole = (now - since).total_seconds() or 1
        return round(LEFT + (WIDE - LEFT - RIGHT) * (at - since).total_seconds() / whole, 1)

    def y(amount: int) -> float:
        return round(HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * (amount - low) / (high - low), 1)

    band = x(max(since, now - DAYS))
    return StepChart(
        path=_path([(x(point.at), point.amount_minor) for point in base], x(now), y),
        prices=tuple(Tick(y(one), minor(one, currency)) for one in dict.fromkeys((low, marks[-1]))),
        days=(Tick(LEFT, day(since, zone)), Tick(WIDE - RIGHT, "now")),
        band_x=band,
        band_wide=round(x(now) - band, 1),
        lowest=None if lowest is None else Tick(y(lowest), minor(lowest, currency)),
        says=_words(base, amounts, currency, zone),
    )


def _path(steps: Sequence[tuple[float, int | None]], end: float, y: Callable[[int], float]) -> str:
    drawn, is_down = [], False
    for at, amount in steps:
        if amount is None:
            drawn += [f"H{at}"] if is_down else []
            is_down = False
            continue
        height = y(amount)
        drawn.append(f"H{at}V{height}" if is_down else f"M{at} {height}")
        is_down = True
    return " ".join([*drawn, f"H{end}"] if is_down else drawn)


def _words(base: Sequence[PricePoint], amounts: Sequence[int], currency: str, zone: str) -> str:
    return (
        f"Base price since {day(base[0].at, zone)}: {len(base)} change"
        f"{'' if len(base) == 1 else 's'}, between {minor(min(amounts), currency)} "
        f"and {minor(max(amounts), currency)}."
    )
