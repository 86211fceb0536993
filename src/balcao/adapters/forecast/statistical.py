"""Forecasts by statsforecast: methods per demand pattern, chosen on the histories themselves.

For each pattern every candidate forecasts the last stretches of the histories from what came before
(rolling origin). The mean of the three with the least weighted error over the horizon is used:
combining is steadier than picking one (Bates & Granger, "The combination of forecasts", Operational
Research Quarterly 20, 1969). Nothing after the end of a history is ever looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from balcao.adapters.forecast.methods import CANDIDATES, METHODS, USUAL, WINDOWS
from balcao.domains.replenishment.ports import Progress
from balcao.domains.replenishment.ports.forecaster import QUIET
from balcao.domains.replenishment.values.demand import CleanDemand, DemandForecast, Pattern

Floats = NDArray[np.float64]
ORIGINS: Final = 3
"""Past stretches of one horizon each on which methods are compared."""
LEAST_BEFORE: Final = 8
"""Periods that a method must see before it is asked."""
ENOUGH_TRIALS: Final = 30
"""Trials of a pattern below which the usual method is taken unseen."""
COMBINED: Final = 3
TOLD_EVERY: Final = 50
NEXT_TO_NOTHING: Final = 1e-3
"""Units per period below which an error relative to demand says nothing."""
PRIOR: Final = 6.0
"""Periods of own error that the error typical of the pattern weighs as much as."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One item at one past origin: what each candidate said, and what happened."""

    said: Floats  # candidates x horizon
    happened: Floats  # horizon
    weight: float


@dataclass(frozen=True, slots=True)
class Choice:
    """What is used for a pattern, why, and how far it was off."""

    methods: tuple[str, ...]
    why: str
    relative: float
    """Root mean squared error of a period over mean demand, over all items of the pattern."""
    growth: float
    """How much faster the variance of the error grows over the horizon than if periods were
    independent; at least 1."""

    @property
    def name(self) -> str:
        return self.methods[0] if len(self.methods) == 1 else f"mean of {', '.join(self.methods)}"


class StatisticalForecaster:
    """Methods per demand pattern, chosen by what they would have said before."""

    code = "statsforecast"

    def forecast(
        self,
        demands: Sequence[CleanDemand],
        *,
        horizon: int,
        season: int,
        on_progress: Progress = QUIET,
    ) -> list[DemandForecast]:
        found: dict[int, DemandForecast] = {}
        done = 0
        for pattern in CANDIDATES:
            at = [nr for nr, one in enumerate(demands) if one.pattern is pattern]
            of = [demands[nr] for nr in at]
            told = _by_pattern(
                of, pattern, horizon, season, _after(on_progress, done, len(demands))
            )
            found |= dict(zip(at, told, strict=True))
            done += len(at)
        error = _typical(list(found.values()))
        for nr, one in enumerate(demands):
            if nr not in found:
                found[nr] = _without_method(one, horizon, error)
        on_progress(len(demands), len(demands))
        return [found[nr] for nr in range(len(demands))]


def _after(whole: Progress, before: int, total: int) -> Callable[[int], None]:
    """Tells now and then how many items are done, of all patterns."""
    return lambda done: whole(before + done, total) if done % TOLD_EVERY == 0 else None


def _by_pattern(
    demands: Sequence[CleanDemand],
    pattern: Pattern,
    horizon: int,
    season: int,
    on_item: Callable[[int], None],
) -> list[DemandForecast]:
    if not demands:
        return []
    names = CANDIDATES[pattern]
    least = 2 * season if pattern is Pattern.SEASONAL else LEAST_BEFORE
    trials = []
    for nr, one in enumerate(demands, start=1):
        trials.append(_trials(one, names, horizon, season, least))
        on_item(nr)
    choice = _choose(pattern, names, [trial for of_one in trials for trial in of_one])
    picked = [names.index(name) for name in choice.methods]
    result = []
    for one, of_one in zip(demands, trials, strict=True):
        units = np.asarray(one.units)
        path = np.mean([_say(name, units, horizon, season) for name in choice.methods], axis=0)
        spread = _spread(of_one, picked, choice, mean=float(path.mean()))
        expected = tuple(float(number) for number in path)
        result.append(DemandForecast(one.item, expected, spread, pattern, choice.name, choice.why))
    return result


def _say(name: str, units: Floats, horizon: int, season: int) -> Floats:
    """What a method expects; never negative. Too short a history: the mean of what there is."""
    if len(units) < WINDOWS.get(name, 1) or not units.any():
        return np.full(horizon, units.mean())
    said = np.asarray(METHODS[name](season).forecast(units, horizon)["mean"], dtype=np.float64)
    return np.where(np.isfinite(said), np.maximum(said, 0.0), units.mean())


def _trials(
    one: CleanDemand, names: Sequence[str], horizon: int, season: int, least: int
) -> list[Trial]:
    units = np.asarray(one.units)
    result = []
    for back in range(1, ORIGINS + 1):
        cut = len(units) - back * horizon
        if cut < least:
            break
        before = units[:cut]
        if before.any():
            said = np.stack([_say(name, before, horizon, season) for name in names])
            result.append(Trial(said, units[cut : cut + horizon], one.weight))
    return result


def _choose(pattern: Pattern, names: Sequence[str], trials: Sequence[Trial]) -> Choice:
    """The best candidates of a pattern, by weighted error over horizons."""
    usual = names.index(USUAL[pattern])
    if len(trials) < ENOUGH_TRIALS:
        why = f"{pattern.value} demand; too few items of it to compare methods"
        return Choice((names[usual],), why, *_errors(trials, [usual]))
    weight = np.array([trial.weight for trial in trials])
    sums = np.array([trial.happened.sum() for trial in trials])
    said = np.array([trial.said.sum(axis=1) for trial in trials])
    scale = float((weight * sums).sum()) or 1.0
    errors = (weight[:, None] * np.abs(said - sums[:, None])).sum(axis=0) / scale
    best = [int(at) for at in np.argsort(errors, kind="stable")[:COMBINED]]
    together = float((weight * np.abs(said[:, best].mean(axis=1) - sums)).sum()) / scale
    why = (
        f"{pattern.value} demand; the {COMBINED} best of {len(names)} methods on {len(trials)} "
        f"past stretches, off by {together:.0%} of demand; the best alone {errors[best[0]]:.0%}, "
        f"the worst {errors.max():.0%}"
    )
    return Choice(tuple(names[at] for at in best), why, *_errors(trials, best))


def _errors(trials: Sequence[Trial], picked: Sequence[int]) -> tuple[float, float]:
    """Relative error of a period, and growth of its variance over the horizon."""
    if not trials:
        return 1.0, 1.0
    off = np.stack([trial.said[picked].mean(axis=0) - trial.happened for trial in trials])
    level = np.array([trial.happened.mean() for trial in trials])
    sold = level > NEXT_TO_NOTHING
    if not sold.any():
        return 1.0, 1.0
    shrunk = off[sold] / level[sold, None]
    # Ratios of nearly nothing would drown the rest: take the median item, not the mean.
    relative = float(np.sqrt(np.median((shrunk**2).mean(axis=1))))
    single = float((shrunk**2).sum(axis=1).mean())
    growth = float((shrunk.sum(axis=1) ** 2).mean()) / single if single else 1.0
    return relative, max(1.0, growth)


def _spread(of_one: Sequence[Trial], picked: Sequence[int], choice: Choice, mean: float) -> float:
    """Standard deviation of a period's error: the item's own, leaning on its pattern's."""
    off = [trial.said[picked].mean(axis=0) - trial.happened for trial in of_one]
    own = np.concatenate(off) if off else np.empty(0)
    expected = PRIOR * (choice.relative * mean) ** 2
    variance = (float((own**2).sum()) + expected) / (len(own) + PRIOR)
    return float(np.sqrt(variance * choice.growth))


def _typical(found: Sequence[DemandForecast]) -> float:
    """The median of spread over mean, for items that have no error of their own yet."""
    ratios = [one.spread / one.mean for one in found if one.mean > 0]
    return float(np.median(ratios)) if ratios else 1.0


def _without_method(one: CleanDemand, horizon: int, error: float) -> DemandForecast:
    if one.pattern is Pattern.NONE:
        nothing = (0.0,) * horizon
        return DemandForecast(one.item, nothing, 0.0, one.pattern, "none", "nothing was sold yet")
    mean = float(np.mean(one.units))
    # What is counted in units varies at least as a Poisson process does.
    spread = max(error * mean, mean**0.5)
    why = f"only {len(one.units)} periods since the first sale"
    path = (mean,) * horizon
    return DemandForecast(one.item, path, spread, one.pattern, "average so far", why)
