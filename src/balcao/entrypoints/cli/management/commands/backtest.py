"""``balcao backtest``: how good the demand forecast would have been on sales of the past."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from balcao.adapters.forecast.sales_file import Sales, read_sales
from balcao.domains.replenishment.errors import BadSalesFile
from balcao.domains.replenishment.ports import Forecaster, Progress, forecaster
from balcao.domains.replenishment.ports.forecaster import QUIET
from balcao.domains.replenishment.queries.forecasting import back_test
from balcao.domains.replenishment.values.backtest import BackTest
from balcao.domains.replenishment.values.demand import CleanDemand, DemandForecast, Rhythm

BAR_WIDTH = 40


class Command(BaseCommand):
    help = "FILE: forecast the last weeks of a sales history from what came before, and compare."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="parquet or CSV: day, sku, quantity[, price]")
        parser.add_argument("--weeks", type=int, default=12, help="whole weeks held out at the end")
        parser.add_argument("--horizon", type=int, default=4, help="weeks that are looked ahead")
        parser.add_argument("--every", type=int, help="weeks between forecasts; as the horizon")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, **options: Any) -> None:
        try:
            sales = read_sales(options["file"], Rhythm.WEEK, held_out=options["weeks"])
        except BadSalesFile as error:
            raise CommandError(error.message) from None
        watched = Watched(forecaster())
        result = back_test(
            sales.histories,
            rhythm=Rhythm.WEEK,
            held_out=options["weeks"],
            horizon=options["horizon"],
            every=options["every"] or options["horizon"],
            by=watched,
            on_progress=self._progress,
        )
        if options["json"]:
            self.stdout.write(json.dumps(as_json(sales, result, watched), indent=2))
        else:
            self._tell(sales, result, watched)

    def _tell(self, sales: Sales, result: BackTest, watched: Watched) -> None:
        say = self.stdout.write
        say(f"Sales: {sales.rows:,} rows; left out:")
        for kind, rows in sales.dropped:
            say(f"  {rows:>8,}  {kind}")
        closed = f", {sales.closed} of them closed" if sales.closed else ""
        say(f"Whole weeks: {result.starts_on} to before {result.ends_on}{closed}")
        say(f"Training:    {result.starts_on} to before {result.split_on}")
        say(f"Held out:    {result.split_on} to before {result.ends_on}")
        origins = ", ".join(str(day) for day in result.origins)
        say(f"Forecasts:   {result.horizon} weeks ahead, made on {origins}")
        say(f"Items:       {result.items:,}, {result.units:,} units")
        say("\nMethods on the first day, chosen by what came before it:")
        counts = dict(result.patterns)
        for pattern, method, why in result.methods:
            say(f"  {counts[pattern]:>6,} {pattern.value}: {method}\n         ({why})")
        self._scores(result)
        say(
            f"\nCost: {watched.seconds:.1f} s for {watched.items:,} forecasts of {watched.code}, "
            f"{watched.per_second:,.0f} a second."
        )

    def _scores(self, result: BackTest) -> None:
        say = self.stdout.write
        say("\nErrors, weighted by price (week: of single weeks; horizon: of their sums):\n")
        say(f"  {'':42}{'week':>8}{'horizon':>9}{'bias':>8}{'RMSSE':>8}")
        for score in result.scores:
            say(
                f"  {score.name:42}{score.error:8.1%}{score.horizon_error:9.1%}"
                f"{score.bias:+8.1%}{score.scaled:8.2f}"
            )
        for reason in result.left_out:
            say(f"  not possible: {reason}")
        say(f"\nA safety stock for 95 % would have been enough in {result.kept:.1%} of horizons.")
        verdict = "beats" if result.ratio < 1 else "does not beat"
        say(
            f"\nThe forecast {verdict} the strongest seasonal naive ({result.yardstick.name}): "
            f"{result.forecast.error:.1%} to {result.yardstick.error:.1%}, "
            f"ratio {result.ratio:.3f}."
        )

    def _progress(self, done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        filled = BAR_WIDTH * done // max(1, total)
        bar = "#" * filled + "." * (BAR_WIDTH - filled)
        # Django's own stderr paints everything as an error.
        sys.stderr.write(f"\r[{bar}] {done}/{total}" + ("\n" if done == total else ""))
        sys.stderr.flush()


class Watched:
    """A forecaster with a stopwatch."""

    def __init__(self, forecaster: Forecaster) -> None:
        self.code = forecaster.code
        self.seconds = 0.0
        self.items = 0
        self._forecaster = forecaster

    @property
    def per_second(self) -> float:
        """Items forecast in a second, choice of methods included."""
        return self.items / self.seconds if self.seconds else 0.0

    def forecast(
        self,
        demands: Sequence[CleanDemand],
        *,
        horizon: int,
        season: int,
        on_progress: Progress = QUIET,
    ) -> list[DemandForecast]:
        start = perf_counter()
        told = self._forecaster.forecast(
            demands, horizon=horizon, season=season, on_progress=on_progress
        )
        self.seconds += perf_counter() - start
        self.items += len(demands)
        return told


def as_json(sales: Sales, result: BackTest, watched: Watched) -> dict[str, Any]:
    """Everything the words say, for programs; days as ISO texts."""
    plain = json.loads(json.dumps(asdict(result), default=str))
    plain |= {
        "rows": sales.rows,
        "dropped": dict(sales.dropped),
        "closed_periods": sales.closed,
        "yardstick": result.yardstick.name,
        "ratio": round(result.ratio, 4),
        "seconds": round(watched.seconds, 2),
        "items_a_second": round(watched.per_second, 1),
    }
    return plain
