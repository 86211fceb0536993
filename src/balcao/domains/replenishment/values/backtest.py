"""How good forecasts were, on sales that were held back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from balcao.domains.replenishment.values.demand import Pattern, Rhythm


@dataclass(frozen=True, slots=True)
class Score:
    """How one contestant did. All errors are weighted by what a unit is worth.

    ``error``: sum of absolute errors of single periods over the sum of demand (weighted WAPE).
    ``horizon_error``: the same for the sums over each horizon, which is what is ordered for.
    ``bias``: sum of errors over the sum of demand; above zero means too much was expected.
    ``scaled``: root mean squared error over that of the last value repeated in training (RMSSE of
    the M5 competition), mean over items weighted by their revenue.
    """

    name: str
    error: float
    horizon_error: float
    bias: float
    scaled: float
    is_seasonal_naive: bool = False


@dataclass(frozen=True, slots=True)
class BackTest:
    """A whole back-test. Days are first days of periods; ``ends_on`` is the day after the last."""

    starts_on: date
    split_on: date
    ends_on: date
    rhythm: Rhythm
    horizon: int
    origins: tuple[date, ...]
    items: int
    units: int
    patterns: tuple[tuple[Pattern, int], ...]
    methods: tuple[tuple[Pattern, str, str], ...]
    scores: tuple[Score, ...]
    kept: float
    """Of all horizons of all items, the share whose demand stayed within what a safety stock for
    95 % would have covered."""
    left_out: tuple[str, ...]
    """Yardsticks that could not be used, with the reason."""

    @property
    def forecast(self) -> Score:
        """The score of the forecaster."""
        return self.scores[0]

    @property
    def yardstick(self) -> Score:
        """The strongest seasonal naive forecast."""
        naive = [score for score in self.scores if score.is_seasonal_naive]
        return min(naive, key=lambda score: score.error)

    @property
    def ratio(self) -> float:
        """Error of the forecast over that of the strongest seasonal naive; below 1 is better."""
        naive = self.yardstick.error
        return self.forecast.error / naive if naive else 1.0
