"""Sums of a back-test."""

from __future__ import annotations

import json
from dataclasses import fields

from hypothesis import given, settings
from hypothesis import strategies as st

from balcao.domains.analytics.rules.tallying import SHOWN, Tally, moved
from balcao.domains.analytics.values import Sums
from tests.rules.analytics.making import CUP, VASE, known, past, percent_off, tried

LINES = st.tuples(st.sampled_from([CUP, VASE]), st.integers(1, 9), st.integers(0, 99_999))
ORDERS = st.lists(st.lists(LINES, min_size=1, max_size=4), max_size=30)


def added(parts):
    return {field.name: sum(getattr(one, field.name) for one in parts) for field in fields(Sums)}


def tally_of(orders, points, groups):
    facts = known(unit_costs={CUP: (700, 2)}, groups=groups)
    tally = Tally()
    for order, change in zip(orders, tried(percent_off(points), orders, facts), strict=True):
        mine = groups.get(order.shopper, frozenset())
        tally.add(change, day=facts.day_of(order), groups=mine)
    return tally


class TestTally:
    @settings(max_examples=60)
    @given(lines=ORDERS, points=st.integers(1, 10_000), tax=st.integers(0, 25))
    def test_of_days_and_of_segments_is_the_total(self, lines, points, tax):
        orders = [past(nr, *some, tax_percent=tax) for nr, some in enumerate(lines)]
        groups = {"shopper0@example.com": frozenset({"vip"})}
        tally = tally_of(orders, points, groups)
        total = added([tally.total])
        assert added(tally.days.values()) == total
        assert added(tally.segments.values()) == total
        assert total["orders"] == len(orders)
        assert (
            total["lines_after"] - total["discount_after"] + 1500 * len(orders)
            == (total["paid_after"])
        )

    @settings(max_examples=30)
    @given(lines=ORDERS, cut=st.integers(0, 30))
    def test_goes_on_from_json(self, lines, cut):
        orders = [past(nr, *some, tax_percent=7) for nr, some in enumerate(lines)]
        facts, whole = known(unit_costs={CUP: (700, 2)}), Tally()
        parts = Tally()
        for nr, change in enumerate(tried(percent_off(1_500), orders, facts)):
            if nr == cut:
                parts = Tally(json.loads(json.dumps(parts.document())))
            for tally in (whole, parts):
                tally.add(change, day=facts.day_of(orders[nr]), groups=())
        assert parts.document() == whole.document()

    def test_leaves_orders_without_a_known_cost_out_of_the_margin(self):
        orders = [past(1, (CUP, 2, 1000)), past(2, (VASE, 1, 9000))]
        total = tally_of(orders, 1_000, {}).total
        assert (total.costed, total.uncosted) == (1, 1)
        assert total.cost_before == 700
        assert total.margin_before == 2000 + 1500 - 700
        assert total.margin_change == -200
        assert total.discount_change == 200 + 900

    def test_says_how_many_orders_end_below_cost(self):
        orders = [past(nr, (CUP, 10, 400), shipping_minor=0) for nr in range(3)]
        total = tally_of(orders, 2_000, {}).total
        assert (total.at_loss_before, total.at_loss_after) == (0, 3)

    def test_shows_the_orders_that_lose_most(self):
        orders = [past(nr, (CUP, 1, 100 * nr)) for nr in range(1, 30)]
        losses = tally_of(orders, 1_000, {}).losses
        assert len(losses) == SHOWN
        assert [one.number for one in losses] == [f"B-{nr}" for nr in range(29, 19, -1)]
        assert losses[0].change_minor == -290

    def test_counts_a_shopper_of_two_segments_in_both(self):
        groups = {f"shopper{nr}@example.com": frozenset({"a", "b"}) for nr in range(3)}
        tally = tally_of([past(1, (CUP, 1, 1000))], 1_000, groups)
        assert {key: one.orders for key, one in tally.segments.items()} == {"a": 1, "b": 1}


class TestWhatAnOrderLeaves:
    def test_is_of_margin_where_the_cost_is_known(self):
        order = past(1, (CUP, 1, 1000))
        (change,) = tried(percent_off(1_000), [order], known(costs={order.id: 300}))
        assert moved(change) == -100
