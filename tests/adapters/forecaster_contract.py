"""What every forecaster must be able to do; run against each of them."""

from __future__ import annotations

from math import isfinite

from hypothesis import given, settings
from hypothesis import strategies as st

from balcao.domains.replenishment.ports import Forecaster
from balcao.domains.replenishment.rules.demand import pattern_of
from balcao.domains.replenishment.values.demand import CleanDemand, DemandForecast, Pattern

units = st.floats(0, 10**6, allow_subnormal=False)
histories = st.one_of(
    st.lists(units, max_size=40),
    st.lists(st.sampled_from([0.0, 0.0, 0.0, 1.0, 24.0]), max_size=60),
    st.builds(lambda value, n: [value] * n, units, st.integers(0, 40)),
)


def demand(numbers: list[float], item: str = "CUP") -> CleanDemand:
    return CleanDemand(item, tuple(numbers), pattern_of(numbers))


class ForecasterContract:
    """Inherit and say which forecaster is meant."""

    forecaster: Forecaster

    def ask(self, *demands: CleanDemand, horizon: int = 4, season: int = 52):
        return self.forecaster.forecast(demands, horizon=horizon, season=season)

    def ask_one(self, numbers: list[float], **how: int) -> DemandForecast:
        return self.ask(demand(numbers), **how)[0]

    def test_expects_of_a_steady_item_what_it_always_sold(self):
        told = self.ask_one([10.0] * 30)
        assert [round(number, 3) for number in told.path] == [10, 10, 10, 10]
        assert told.spread < 1

    def test_expects_nothing_of_what_never_sold(self):
        told = self.ask_one([0.0] * 30)
        assert (told.path, told.spread) == ((0, 0, 0, 0), 0)

    def test_expects_less_of_what_died_than_of_what_lives(self):
        living = [0, 12, 0, 0, 12, 0] * 6
        died = living[:12] + [0] * 24
        assert self.ask_one([float(n) for n in died]).mean < self.ask_one(living).mean / 2

    def test_has_a_word_on_a_new_item(self):
        told = self.ask_one([4.0, 8.0])
        assert 4 <= told.mean <= 8
        assert told.spread > 0

    def test_sees_more_spread_where_sales_are_wild(self):
        even = self.ask_one([9.0, 11.0] * 20)
        wild = self.ask_one([0.0, 20.0, 2.0, 19.0, 1.0, 18.0] * 7)
        assert wild.spread > 3 * even.spread

    def test_follows_the_weekdays_of_a_seasonal_item(self):
        week = [10.0, 10.0, 10.0, 10.0, 20.0, 60.0, 0.0]
        told = self.forecaster.forecast(
            [CleanDemand("CUP", tuple(week * 12), Pattern.SEASONAL)], horizon=7, season=7
        )[0]
        assert max(range(7), key=lambda day: told.path[day]) == 5
        assert min(range(7), key=lambda day: told.path[day]) == 6

    def test_follows_the_weeks_of_a_seasonal_year(self):
        year = [10.0] * 40 + [30.0, 60.0, 90.0, 120.0] + [10.0] * 8
        # Two whole years and 40 weeks of the third: the season is about to begin.
        told = self.forecaster.forecast(
            [CleanDemand("CUP", tuple((year * 3)[: 104 + 40]), Pattern.SEASONAL)],
            horizon=4,
            season=52,
        )[0]
        assert told.mean > 30

    def test_answers_in_the_order_of_the_question(self):
        names = ["POT", "CUP", "LID", "JUG"]
        told = self.ask(
            demand([5.0] * 20, "POT"),
            demand([0.0] * 20, "CUP"),
            demand([0.0, 0.0, 7.0] * 8, "LID"),
            demand([1.0], "JUG"),
        )
        assert [one.item for one in told] == names

    def test_answers_nothing_to_nothing(self):
        assert self.ask() == []

    def test_says_how_and_why(self):
        told = self.ask_one([3.0, 4.0, 5.0] * 8)
        assert told.method
        assert told.why

    def test_tells_how_far_it_is(self):
        heard: list[tuple[int, int]] = []
        self.forecaster.forecast(
            [demand([5.0] * 20), demand([])],
            horizon=2,
            season=7,
            on_progress=lambda done, total: heard.append((done, total)),
        )
        assert heard[-1] == (2, 2)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(histories, min_size=1, max_size=6), st.integers(1, 13))
    def test_is_finite_never_negative_and_the_same_again(self, many, horizon):
        demands = [demand(numbers, str(nr)) for nr, numbers in enumerate(many)]
        told = self.ask(*demands, horizon=horizon)
        for one in told:
            assert len(one.path) == horizon
            assert all(isfinite(number) and number >= 0 for number in one.path)
            assert isfinite(one.spread)
            assert one.spread >= 0
        assert self.ask(*demands, horizon=horizon) == told
