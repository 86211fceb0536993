from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.inventory.rules.valuing import Layer, share, use_up, value_of_arrival
from balcao.kernel.shares import spread

DAY = datetime(2026, 1, 1, tzinfo=UTC)
LAYERS = st.lists(st.tuples(st.integers(1, 50), st.integers(0, 10_000)), min_size=1, max_size=6)


def layers_of(pairs):
    return [
        Layer(nr, DAY + timedelta(days=nr), "", units, value)
        for nr, (units, value) in enumerate(pairs, start=1)
    ]


class TestShare:
    def test_rounds_half_up(self):
        assert share(100, 1, 3) == 33
        assert share(101, 1, 2) == 51

    def test_gives_all_of_the_value_to_all_of_the_units(self):
        assert share(100, 3, 3) == 100

    @given(st.integers(0, 10**9), st.lists(st.integers(1, 9), min_size=1, max_size=20))
    def test_loses_nothing_however_units_leave(self, value, leaving):
        units, left = sum(leaving), value
        for part in leaving:
            gone = share(left, part, units)
            assert 0 <= gone <= left
            left, units = left - gone, units - part
        assert (left, units) == (0, 0)


class TestValueOfArrival:
    def test_is_what_was_paid(self):
        assert value_of_arrival(3, given=1000, here=5, value_here=1, last_cost=9) == 1000

    def test_is_the_average_of_those_that_are_here(self):
        assert value_of_arrival(2, given=None, here=4, value_here=1000, last_cost=9) == 500

    def test_is_the_last_price_where_nothing_is_left(self):
        assert value_of_arrival(2, given=None, here=0, value_here=0, last_cost=9) == 18

    def test_is_nothing_where_nobody_knows(self):
        assert value_of_arrival(2, given=None, here=0, value_here=0, last_cost=None) == 0


class TestUseUp:
    def test_takes_the_oldest_first(self):
        taken, left = use_up(layers_of([(2, 20), (5, 100)]), 3)
        assert [(one.quantity, one.value) for one in taken] == [(2, 20), (1, 20)]
        assert [(one.quantity, one.value) for one in left] == [(0, 0), (4, 80)]

    @given(LAYERS, st.data())
    def test_splits_units_and_value_without_a_rest(self, pairs, data):
        layers = layers_of(pairs)
        units = data.draw(st.integers(0, sum(n for n, _ in pairs)))
        taken, left = use_up(layers, units)
        assert sum(one.quantity for one in taken) == units
        touched = layers[: len(left)]
        for side in ("quantity", "value"):
            halves = sum(getattr(one, side) for one in [*taken, *left])
            assert halves == sum(getattr(one, side) for one in touched)
        assert all(one.quantity >= 0 and one.value >= 0 for one in [*taken, *left])
        assert all(one.quantity == 0 for one in left[:-1])


class TestSpread:
    def test_gives_the_odd_cents_to_the_largest_rests(self):
        assert spread(100, [1, 1, 1]) == [34, 33, 33]
        assert spread(-100, [1, 1, 1]) == [-34, -33, -33]

    def test_shares_equally_where_nothing_weighs(self):
        assert spread(5, [0, 0]) == [3, 2]

    @given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
    def test_lands_every_minor_unit_within_one_of_the_exact_share(self, amount, weights):
        shares = spread(amount, weights)
        assert sum(shares) == amount
        whole = sum(weights)
        if whole:
            exact = [amount * weight / whole for weight in weights]
            assert all(abs(got - want) < 1.0001 for got, want in zip(shares, exact, strict=True))
