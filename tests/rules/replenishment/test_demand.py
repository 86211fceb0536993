"""Histories are made fit for forecasting, and told apart by how they sell."""

from __future__ import annotations

from datetime import date
from math import pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.replenishment.errors import BadHistory
from balcao.domains.replenishment.rules.demand import cleaned, is_seasonal, pattern_of
from balcao.domains.replenishment.values.demand import DemandHistory, Pattern, Rhythm

MONDAY = date(2026, 1, 5)


def history(*units: int, served: tuple[bool, ...] = ()) -> DemandHistory:
    return DemandHistory("CUP", MONDAY, units, served)


def clean(*units: int, served: tuple[bool, ...] = ()) -> tuple[float, ...]:
    return cleaned(history(*units, served=served), season=52).units


class TestCleaning:
    def test_begins_with_the_first_sale(self):
        assert clean(0, 0, 3, 0, 4) == (3, 0, 4)

    def test_counts_what_came_back_as_no_demand(self):
        assert clean(3, -2, 4) == (3, 0, 4)

    def test_cuts_out_periods_without_supply(self):
        assert clean(3, 0, 4, 5, served=(True, False, True, True)) == (3, 4, 5)

    def test_keeps_a_period_that_sold_although_it_is_marked_as_closed(self):
        assert clean(3, 2, 4, served=(True, False, True)) == (3, 2, 4)

    def test_caps_one_huge_order_and_leaves_the_rest_alone(self):
        assert clean(5, 6, 5, 7, 6, 5, 900, 6)[:6] == (5, 6, 5, 7, 6, 5)
        assert clean(5, 6, 5, 7, 6, 5, 900, 6)[6] < 20

    def test_fills_a_gap_where_the_season_counts(self):
        units = [round(50 + 40 * sin(2 * pi * at / 7)) for at in range(56)]
        units[30] = 0
        served = tuple(at != 30 for at in range(56))
        result = cleaned(history(*units, served=served), season=7)
        assert result.pattern is Pattern.SEASONAL
        assert len(result.units) == 56
        assert result.units[30] > 0

    def test_refuses_a_mask_of_another_length(self):
        with pytest.raises(BadHistory, match="Give one for each period"):
            clean(1, 2, served=(True,))

    @given(st.lists(st.integers(-50, 10**6), max_size=80), st.data())
    def test_never_makes_demand_that_was_not_there(self, units, data):
        served = data.draw(st.lists(st.booleans(), min_size=len(units), max_size=len(units)))
        result = cleaned(history(*units, served=tuple(served)), season=52)
        assert all(number >= 0 for number in result.units)
        assert sum(result.units) <= sum(max(0, number) for number in units) + 1e-6
        assert (result.pattern is Pattern.NONE) == (not any(number > 0 for number in units))


class TestPatterns:
    @pytest.mark.parametrize(
        ("units", "pattern"),
        [
            ([0] * 9, Pattern.NONE),
            ([4, 5, 4], Pattern.NEW),
            ([4, 5, 4, 6, 5, 4, 5, 6], Pattern.SMOOTH),
            ([1, 30, 2, 40, 1, 1, 35, 2], Pattern.ERRATIC),
            ([4, 0, 0, 5, 0, 4, 0, 0], Pattern.INTERMITTENT),
            ([1, 0, 0, 50, 0, 2, 0, 0], Pattern.LUMPY),
        ],
    )
    def test_follow_interval_and_variation(self, units, pattern):
        assert pattern_of(units) is pattern

    def test_are_seasonal_only_after_two_whole_seasons(self):
        wave = [20 + 10 * sin(2 * pi * at / 7) for at in range(28)]
        assert is_seasonal(wave, 7)
        assert not is_seasonal(wave[:13], 7)

    def test_are_not_seasonal_where_nothing_comes_round(self):
        assert not is_seasonal([5.0] * 40, 7)
        assert not is_seasonal([float(at * 37 % 11) for at in range(60)], 7)


class TestRhythm:
    def test_says_when_a_period_begins(self):
        assert Rhythm.WEEK.after(MONDAY, 2) == date(2026, 1, 19)
        assert Rhythm.DAY.after(MONDAY, 2) == date(2026, 1, 7)
