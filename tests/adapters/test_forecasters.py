"""Every forecaster keeps the contract; ours beats the naive ones on real sales."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from balcao.adapters.forecast.sales_file import Sales, read_sales
from balcao.adapters.forecast.statistical import StatisticalForecaster
from balcao.domains.replenishment.errors import NoForecaster
from balcao.domains.replenishment.ports import forecaster, registry, use_forecaster
from balcao.domains.replenishment.queries.forecasting import back_test
from balcao.domains.replenishment.values.demand import CleanDemand, Pattern, Rhythm
from tests.adapters.forecaster_contract import ForecasterContract

EXCERPT = Path(__file__).resolve().parents[1] / "data" / "online_retail" / "excerpt.parquet"
WHOLE = Path(__file__).resolve().parents[3] / "shared/data/online_retail/online_retail_II.parquet"


class TestStatisticalForecaster(ForecasterContract):
    forecaster = StatisticalForecaster()

    def test_takes_the_method_that_did_best_where_there_are_enough_items(self):
        rising = [
            CleanDemand(str(nr), tuple(float(nr + 2 * at) for at in range(40)), Pattern.SMOOTH)
            for nr in range(1, 20)
        ]
        told = self.ask(*rising)
        assert "theta" in told[0].method
        assert "the 3 best of 7 methods on 57 past stretches" in told[0].why
        assert told[0].mean > rising[0].units[-1] * 0.9

    def test_takes_the_usual_method_where_there_are_too_few(self):
        told = self.ask_one([0.0, 0.0, 5.0, 0.0, 40.0, 0.0] * 4)
        assert told.method == "Teunter-Syntetos-Babai"
        assert "too few items" in told.why

    def test_lets_what_is_worth_more_decide(self):
        flat = [CleanDemand(f"f{n}", (50.0, 52.0) * 20, Pattern.SMOOTH, 1.0) for n in range(20)]
        rising = [
            CleanDemand(f"r{n}", tuple(float(n + 2 * at) for at in range(40)), Pattern.SMOOTH, 1.0)
            for n in range(1, 20)
        ]
        dear = [replace(one, weight=1000.0) for one in rising]
        errors = [
            next(one for one in self.ask(*flat, *some) if one.item == "r1").mean
            for some in (rising, dear)
        ]
        truth = 1 + 2 * 41.5
        assert abs(errors[1] - truth) <= abs(errors[0] - truth)


class TestChoiceOfForecaster:
    @pytest.fixture(autouse=True)
    def _as_before(self):
        loaders, loaded = registry._LOADERS[:], registry._LOADED[:]
        yield
        registry._LOADERS[:], registry._LOADED[:] = loaders, loaded

    def test_loads_it_once_when_it_is_first_asked_for(self):
        asked: list[int] = []

        def load() -> StatisticalForecaster:
            asked.append(1)
            return StatisticalForecaster()

        use_forecaster(load)
        assert asked == []
        assert forecaster() is forecaster()
        assert asked == [1]

    def test_finds_the_installed_one(self):
        assert forecaster().code == "statsforecast"

    def test_says_which_there_are_when_the_settings_name_another(self, settings):
        settings.FORECASTER = "crystal-ball"
        registry._LOADED.clear()
        with pytest.raises(NoForecaster, match=r"crystal-ball.*statsforecast"):
            forecaster()

    def test_keeps_its_libraries_out_of_the_web_processes(self):
        asked = (
            "import balcao.config.wsgi, sys; from django.urls import reverse; "
            "from django.test import Client; reverse('storefront:home'); "
            "print(sorted({'statsforecast', 'polars', 'pandas', 'numpy'} & set(sys.modules)))"
        )
        ran = subprocess.run(
            [sys.executable, "-c", asked], capture_output=True, text=True, check=True
        )
        assert ran.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def excerpt() -> Sales:
    return read_sales(EXCERPT, Rhythm.WEEK, held_out=12)


@pytest.mark.long
class TestBackTestOnRealSales:
    def test_beats_every_seasonal_naive_on_the_held_out_months(self, excerpt):
        result = back_test(
            excerpt.histories,
            rhythm=Rhythm.WEEK,
            held_out=12,
            horizon=4,
            every=4,
            by=StatisticalForecaster(),
        )
        assert (str(result.split_on), str(result.ends_on)) == ("2010-09-13", "2010-12-06")
        assert result.items == 48
        assert result.ratio < 0.85
        assert result.forecast.bias > -0.3

    def test_sees_nothing_of_what_is_held_out(self, excerpt):
        seen: list[tuple[CleanDemand, ...]] = []

        class Spy(StatisticalForecaster):
            def forecast(self, demands, **how):
                seen.append(tuple(demands))
                return super().forecast(demands, **how)

        def run(histories):
            back_test(
                histories, rhythm=Rhythm.WEEK, held_out=12, horizon=12, every=12, by=Spy()
            )  # fmt: skip

        run(excerpt.histories)
        # Other sales after the split must not change a single number before it.
        run([
            replace(one, units=(*one.units[:-12], *([7] * 12))) for one in excerpt.histories
        ])  # fmt: skip
        assert seen[0] == seen[1]

    @pytest.mark.skipif(not WHOLE.exists(), reason="the whole file is not on this machine")
    def test_beats_every_naive_forecast_on_the_whole_file(self):
        sales = read_sales(WHOLE, Rhythm.WEEK, held_out=12)
        result = back_test(
            sales.histories,
            rhythm=Rhythm.WEEK,
            held_out=12,
            horizon=4,
            every=4,
            by=StatisticalForecaster(),
        )
        assert result.items > 3900
        assert result.ratio < 0.86
        assert all(result.forecast.error < other.error for other in result.scores[1:])


class TestSalesFile:
    def test_leaves_out_what_sells_no_goods(self, excerpt):
        kinds = {kind.split(" ")[0]: rows for kind, rows in excerpt.dropped}
        assert kinds["cancellations"] > 100
        assert kinds["not"] > 50
        assert {history.item for history in excerpt.histories}.isdisjoint({"POST", "M", "D"})

    def test_counts_whole_weeks_from_monday_and_knows_when_the_shop_was_closed(self, excerpt):
        first = excerpt.histories[0]
        assert first.starts_on.isoweekday() == 1
        assert excerpt.closed == 1
        closed = first.served.index(False)
        assert first.starts_on + timedelta(weeks=closed) == first.starts_on.replace(day=28)
