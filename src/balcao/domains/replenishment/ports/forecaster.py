"""What a forecaster must be able to do.

A forecaster is an installed package that registers an entry point in the group
``balcao.forecasters``; see ``docs/how-to/forecast-demand.md``. It is loaded when a job or a command
first asks, never in a web process: the libraries behind it are large.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from balcao.domains.replenishment.values.demand import CleanDemand, DemandForecast

Progress = Callable[[int, int], None]
"""Told how many steps are done, and of how many."""


def _quiet(done: int, total: int) -> None:
    """Progress that nobody looks at."""


QUIET: Progress = _quiet


class Forecaster(Protocol):
    """One way to look ahead."""

    code: str

    def forecast(
        self,
        demands: Sequence[CleanDemand],
        *,
        horizon: int,
        season: int,
        on_progress: Progress = QUIET,
    ) -> list[DemandForecast]:
        """One forecast per demand, in the same order.

        All items of a store are given at once, so that the choice of a method can rest on many.
        ``horizon`` and ``season`` count periods. Never negative, always finite, and the same for
        the same input.
        """
