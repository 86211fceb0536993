"""Scoring forecasts against sales that were held back, beside those of somebody naive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import compress, pairwise
from math import sqrt
from statistics import NormalDist, fmean
from typing import Final

from balcao.domains.replenishment.errors import TooLittleHistory
from balcao.domains.replenishment.values.backtest import Score
from balcao.domains.replenishment.values.demand import DemandForecast, DemandHistory, Rhythm

Path = Sequence[float]
Naive = Callable[[Sequence[int], int], Path]
"""From what was sold so far to what is expected over a horizon."""

LEAST_TRAINING: Final = 8
"""Periods that must lie before the first one that is held out."""
SAFE: Final = NormalDist().inv_cdf(0.95)


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A forecast that anybody can make without a library; it ``needs`` so many periods before."""

    name: str
    says: Naive
    needs: int = 1
    is_seasonal: bool = False

    def path(self, history: DemandHistory, known: int, horizon: int) -> Path:
        """What it expects after so many periods. Closed ones stay where a season is counted."""
        return self.says(sold_until(history, known, with_closed=self.needs > 1), horizon)


def season_of(length: int) -> Naive:
    """What was sold one season ago, repeated; the last value while there is less than a season."""

    def says(sold: Sequence[int], horizon: int) -> Path:
        known = sold[-length:] if len(sold) >= length else sold[-1:]
        return [float(known[at % len(known)]) for at in range(horizon)]

    return says


def average_of(length: int) -> Naive:
    """The mean of the last so many periods."""

    def says(sold: Sequence[int], horizon: int) -> Path:
        return [fmean(sold[-length:])] * horizon

    return says


YARDSTICKS: Final[dict[Rhythm, tuple[Yardstick, ...]]] = {
    Rhythm.WEEK: (
        Yardstick("seasonal naive, same week a year ago", season_of(52), 52, is_seasonal=True),
        Yardstick("seasonal naive, same week of the month", season_of(4), 4, is_seasonal=True),
        # A week of days repeated adds up to the week before, so this one is seasonal by days.
        Yardstick("seasonal naive by weekday (= last week)", season_of(1), is_seasonal=True),
        Yardstick("moving average, 8 weeks", average_of(8)),
    ),
    Rhythm.DAY: (
        Yardstick("seasonal naive, same weekday", season_of(7), 7, is_seasonal=True),
        Yardstick("seasonal naive, same day 4 weeks ago", season_of(28), 28, is_seasonal=True),
        Yardstick("naive, last day", season_of(1)),
        Yardstick("moving average, 28 days", average_of(28)),
    ),
}


def origins(periods: int, *, held_out: int, horizon: int, every: int) -> range:
    """How many periods are known at each forecast: rolled forward over what is held out.

    :raises TooLittleHistory: no room for training before, or for one horizon within.
    """
    if held_out < horizon or horizon < 1 or every < 1:
        raise TooLittleHistory(
            f"A horizon of {horizon} does not fit into {held_out} held-out periods.",
            field="horizon",
        )
    if periods - held_out < LEAST_TRAINING:
        raise TooLittleHistory(
            f"The file holds {max(0, periods)} whole periods; {held_out} held out leave fewer than "
            f"{LEAST_TRAINING} to learn from. Hold out less.",
            field="held_out",
        )
    return range(periods - held_out, periods - horizon + 1, every)


def sold_until(history: DemandHistory, periods: int, *, with_closed: bool = False) -> list[int]:
    """What was sold before a moment, in the periods that were open or in all."""
    units = [max(0, number) for number in history.units[:periods]]
    if with_closed or not history.served:
        return units
    return list(compress(units, history.served[:periods])) or units


@dataclass(slots=True)
class Tally:
    """Adds up the errors of one contestant."""

    name: str
    is_seasonal_naive: bool = False
    demand: float = 0.0
    off: float = 0.0
    horizon_off: float = 0.0
    too_much: float = 0.0
    squares: dict[str, list[float]] = field(default_factory=dict)

    def add(self, history: DemandHistory, at: int, path: Path) -> None:
        """Compare one path with what happened from period ``at`` on; closed periods are left out.

        Units that came back are not demand, so a period counts at least zero.
        """
        pairs = [
            (expected, max(0, units))
            for nr, (expected, units) in enumerate(
                zip(path, history.units[at : at + len(path)], strict=True)
            )
            if not history.served or history.served[at + nr]
        ]
        errors = [expected - units for expected, units in pairs]
        self.demand += history.weight * sum(units for _, units in pairs)
        self.off += history.weight * sum(map(abs, errors))
        self.horizon_off += history.weight * abs(sum(errors))
        self.too_much += history.weight * sum(errors)
        self.squares.setdefault(history.item, []).extend(error * error for error in errors)

    def score(self, scales: dict[str, tuple[float, float]]) -> Score:
        """The whole; ``scales`` holds squared naive step and revenue of each item in training."""
        total = self.demand or 1.0
        ratios = [
            (sqrt(fmean(squares) / scales[item][0]), scales[item][1])
            for item, squares in self.squares.items()
            if squares and scales[item][0] > 0
        ]
        weights = sum(weight for _, weight in ratios) or 1.0
        return Score(
            name=self.name,
            error=self.off / total,
            horizon_error=self.horizon_off / total,
            bias=self.too_much / total,
            scaled=sum(ratio * weight for ratio, weight in ratios) / weights,
            is_seasonal_naive=self.is_seasonal_naive,
        )


def is_kept(history: DemandHistory, at: int, forecast: DemandForecast) -> bool:
    """Whether a horizon's demand stayed within its expectation and a safety stock for 95 %."""
    periods = len(forecast.path)
    asked = sum(max(0, units) for units in history.units[at : at + periods])
    return asked <= sum(forecast.path) + SAFE * forecast.spread * sqrt(periods)


def scale_of(sold: Sequence[int], weight: float) -> tuple[float, float]:
    """Mean squared step from one period to the next, and revenue, both of the training part."""
    first = next((at for at, units in enumerate(sold) if units), len(sold))
    steps = [(after - before) ** 2 for before, after in pairwise(sold[first:])]
    return (fmean(steps) if steps else 0.0), weight * sum(sold)
