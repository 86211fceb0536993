"""The methods of statsforecast that suit each pattern, and what people call them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from statsforecast import models

from balcao.domains.replenishment.values.demand import Pattern

Make = Callable[[int], Any]
"""Makes a model for a season (in periods)."""

METHODS: Final[dict[str, Make]] = {
    "simple exponential smoothing": lambda _: models.SimpleExponentialSmoothingOptimized(),
    "slow exponential smoothing": lambda _: models.SimpleExponentialSmoothing(alpha=0.2),
    "theta": lambda _: models.Theta(season_length=1),
    "average of 8 periods": lambda _: models.WindowAverage(window_size=8),
    "average of 13 periods": lambda _: models.WindowAverage(window_size=13),
    "Croston-Syntetos-Boylan": lambda _: models.CrostonSBA(),
    "Teunter-Syntetos-Babai": lambda _: models.TSB(alpha_d=0.2, alpha_p=0.1),
    "ADIDA": lambda _: models.ADIDA(),
    "IMAPA": lambda _: models.IMAPA(),
    "seasonal exponential smoothing": lambda season: models.SeasonalExponentialSmoothingOptimized(
        season_length=season
    ),
    "seasonal theta": lambda season: models.Theta(season_length=season),
    "seasonal decomposition": lambda season: models.MSTL(
        season_length=season,
        trend_forecaster=models.SimpleExponentialSmoothing(alpha=0.2),
    ),
}
WINDOWS: Final[dict[str, int]] = {"average of 8 periods": 8, "average of 13 periods": 13}
"""Methods that need so many periods."""

_OFTEN: Final = (
    "simple exponential smoothing",
    "slow exponential smoothing",
    "theta",
    "average of 8 periods",
    "average of 13 periods",
    "ADIDA",
    "IMAPA",
)
_RARELY: Final = (
    "Teunter-Syntetos-Babai",
    "Croston-Syntetos-Boylan",
    "simple exponential smoothing",
    "slow exponential smoothing",
    "average of 8 periods",
    "average of 13 periods",
    "ADIDA",
    "IMAPA",
)
CANDIDATES: Final[dict[Pattern, tuple[str, ...]]] = {
    Pattern.SMOOTH: _OFTEN,
    Pattern.ERRATIC: (*_OFTEN, "Teunter-Syntetos-Babai"),
    Pattern.INTERMITTENT: _RARELY,
    Pattern.LUMPY: _RARELY,
    Pattern.SEASONAL: (
        "seasonal exponential smoothing",
        "seasonal theta",
        "seasonal decomposition",
        "simple exponential smoothing",
        "theta",
    ),
}
USUAL: Final[dict[Pattern, str]] = {
    Pattern.SMOOTH: "theta",
    Pattern.ERRATIC: "simple exponential smoothing",
    # Not Croston's: it expects the same however long nothing is sold, and would buy dead items.
    Pattern.INTERMITTENT: "Teunter-Syntetos-Babai",
    Pattern.LUMPY: "Teunter-Syntetos-Babai",
    Pattern.SEASONAL: "seasonal decomposition",
}
"""What the literature advises, for when there are too few items to compare."""
