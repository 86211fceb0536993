"""What may go wrong, in units and money."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.replenishment.rules.replenishment_risk import overstock_risk, stockout_risk
from balcao.domains.replenishment.values.replenishment import Demand, LeadTime, Levels, Position
from balcao.kernel.money import Money

MARGIN = Money(500, "BRL")
amounts = st.floats(0, 1000, allow_subnormal=False)


def risk(demand: Demand, shelf: int, arriving: int = 0, periods: float = 1.0):
    return stockout_risk(demand, LeadTime(periods), shelf, arriving, MARGIN)


class TestStockout:
    def test_is_even_odds_with_exactly_what_is_expected(self):
        found = risk(Demand(100, 30), 100)
        assert found.probability == pytest.approx(0.5)
        assert found.units == pytest.approx(30 * 0.39894, abs=1e-3)
        assert found.money == Money(5984, "BRL")  # 11.968 units at 5.00

    def test_is_certain_for_what_is_owed(self):
        found = risk(Demand(0, 0), -4)
        assert (found.probability, found.units, found.money.minor) == (1.0, 4.0, 2000)

    def test_is_none_where_nothing_is_expected(self):
        assert risk(Demand(0, 5), 0).money.minor == 0

    def test_counts_what_arrives_in_time(self):
        assert risk(Demand(10, 2), 0, 30).probability < 0.001

    def test_knows_demand_without_doubt(self):
        assert risk(Demand(10, 0), 7).units == 3
        assert risk(Demand(10, 0), 10).probability == 0

    def test_counts_a_loss_on_each_unit_as_no_money_at_risk(self):
        found = stockout_risk(Demand(10, 1), LeadTime(1), 0, 0, Money(-300, "BRL"))
        assert found.money == Money(0, "BRL")

    @given(amounts, amounts, st.integers(-50, 5000), st.integers(0, 500))
    def test_falls_with_every_unit_on_the_shelf(self, mean, spread, shelf, more):
        before, after = risk(Demand(mean, spread), shelf), risk(Demand(mean, spread), shelf + more)
        assert after.probability <= before.probability + 1e-12
        assert after.units <= before.units + 1e-9
        assert after.money.minor <= before.money.minor

    @given(amounts, amounts, st.integers(0, 5000))
    def test_never_misses_more_than_is_asked_for(self, mean, spread, shelf):
        found = risk(Demand(mean, spread), shelf)
        assert 0 <= found.units <= mean
        assert 0 <= found.probability <= 1


class TestOverstock:
    levels = Levels(40, 10, 16, 56, 100)

    def over(self, on_hand: int, incoming: int = 0, mean: float = 10):
        return overstock_risk(
            Demand(mean, 3),
            self.levels,
            Position(on_hand, incoming),
            Money(250, "BRL"),
            periods_a_month=4,
        )

    def test_counts_what_lies_or_comes_beyond_the_level_at_cost(self):
        found = self.over(90, 30)
        assert (found.units, found.money) == (20, Money(5000, "BRL"))
        assert found.months_of_cover == pytest.approx(3)

    def test_is_none_up_to_the_level(self):
        assert self.over(100).units == 0

    def test_lasts_for_ever_where_nothing_is_sold(self):
        assert self.over(500, mean=0).months_of_cover is None
