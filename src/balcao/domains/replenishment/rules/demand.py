"""Making sales histories fit for forecasting: what was bought is not quite what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from math import sqrt
from statistics import fmean, pstdev, quantiles
from typing import Final

from balcao.domains.replenishment.errors import BadHistory
from balcao.domains.replenishment.values.demand import CleanDemand, DemandHistory, Pattern

# Syntetos, Boylan & Croston (2005): where Croston's method overtakes exponential smoothing.
OFTEN: Final = 1.32
EVEN: Final = 0.49
ENOUGH: Final = 8
"""Periods from the first sale on below which an item is new."""
FENCE: Final = 3.0
"""Tukey's outer fence: a period beyond the upper quartile by more than three interquartile ranges
is an outlier, such as one wholesale order among retail."""
FEWEST_FOR_FENCE: Final = 6
SIGNIFICANT: Final = 1.645
"""Standard deviations of the one-sided 95 % level of the season test."""


def cleaned(history: DemandHistory, *, season: int) -> CleanDemand:
    """One history as a forecaster wants it; ``season`` in periods.

    :raises BadHistory: ``served`` has another length than ``units``.
    """
    served = history.served or (True,) * len(history.units)
    if len(served) != len(history.units):
        raise BadHistory(
            f"{history.item}: {len(history.units)} periods, but {len(served)} say whether they "
            "were served. Give one for each period, or none at all.",
            field="served",
        )
    sold = [max(0, units) for units in history.units]
    first = next((at for at, units in enumerate(sold) if units), len(sold))
    sold, open_ = sold[first:], [ok or units > 0 for ok, units in zip(served, sold, strict=True)]
    open_ = open_[first:]
    filled = _capped(_filled(sold, open_))
    if is_seasonal(filled, season):
        return CleanDemand(history.item, tuple(filled), Pattern.SEASONAL, history.weight)
    units = _capped(list(compress(sold, open_)))
    return CleanDemand(history.item, tuple(units), pattern_of(units), history.weight)


def pattern_of(units: Sequence[float]) -> Pattern:
    """The pattern by mean interval between sales and squared variation of their quantities."""
    sales = [number for number in units if number > 0]
    if not sales:
        return Pattern.NONE
    if len(units) < ENOUGH:
        return Pattern.NEW
    often = len(units) / len(sales) < OFTEN
    even = pstdev(sales) < sqrt(EVEN) * fmean(sales)
    if often:
        return Pattern.SMOOTH if even else Pattern.ERRATIC
    return Pattern.INTERMITTENT if even else Pattern.LUMPY


def is_seasonal(units: Sequence[float], season: int) -> bool:
    """Whether demand a season ago says something about demand now.

    The test of the M4 competition: autocorrelation at the season against its standard error by
    Bartlett's formula; asked only when two whole seasons are there.
    """
    if season < 2 or len(units) < 2 * season:
        return False
    mean = fmean(units)
    off = [number - mean for number in units]
    total = sum(one * one for one in off)
    if not total:
        return False
    lags = [
        sum(a * b for a, b in zip(off, off[lag:], strict=False)) / total
        for lag in range(1, season + 1)
    ]
    error = sqrt((1 + 2 * sum(lag * lag for lag in lags[:-1])) / len(units))
    return lags[-1] > SIGNIFICANT * error


def _filled(sold: list[int], served: list[bool]) -> list[float]:
    """Periods without supply get the mean of up to four served ones on each side."""
    result: list[float] = []
    for at, units in enumerate(sold):
        if served[at]:
            result.append(float(units))
            continue
        before = [n for n, ok in zip(sold[:at], served[:at], strict=True) if ok][-4:]
        after = [n for n, ok in zip(sold[at:], served[at:], strict=True) if ok][:4]
        result.append(fmean(before + after) if before or after else 0.0)
    return result


def _capped(units: Sequence[float]) -> list[float]:
    """Outliers lowered to the outer fence of what a period with sales usually brings."""
    sales = [number for number in units if number > 0]
    if len(sales) < FEWEST_FOR_FENCE:
        return [float(number) for number in units]
    low, _, high = quantiles(sales, n=4, method="inclusive")
    fence = high + FENCE * (high - low)
    return [float(min(number, fence)) for number in units]
