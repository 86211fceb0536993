"""A promotion tried on past orders."""

from __future__ import annotations

import json

from balcao.domains.analytics.rules.sides import given_in, repriced, side_of
from balcao.domains.analytics.values import Beside
from balcao.domains.analytics.values.subjects import Limits
from tests.rules.analytics.making import CUP, START, VASE, known, past, percent_off, tried


class TestAnOrderWithTheDiscountsItHad:
    def test_is_the_order_that_it_was(self):
        order = past(1, (CUP, 3, 333), (VASE, 1, 8990), off={1: 100, None: 500}, tax_percent=19)
        assert repriced(order, given_in(order), cost_minor=7) == side_of(order, 7)

    def test_keeps_its_tax_in_the_proportion_of_what_is_paid(self):
        order = past(1, (CUP, 1, 11900), tax_percent=19, shipping_minor=0)
        side = repriced(order, {1: 5950})
        assert (order.lines[0].included_minor, side.included_minor) == (1900, 950)
        assert side.revenue_minor == 5000

    def test_gives_no_more_than_there_is(self):
        order = past(1, (CUP, 1, 1000))
        side = repriced(order, {1: 4000, None: 9000})
        assert (side.discount_minor, side.paid_minor) == (2500, 0)


class TestOnTopOfWhatWasGiven:
    def test_adds_what_the_promotion_gives(self):
        order = past(1, (CUP, 2, 1000), off={1: 300})
        (change,) = tried(percent_off(1_000), [order], known())
        assert (change.before.discount_minor, change.after.discount_minor) == (300, 500)
        assert change.is_touched

    def test_does_not_count_twice_what_the_promotion_gave_itself(self):
        order = past(1, (CUP, 2, 1000), off={1: 200}, by="new")
        (change,) = tried(percent_off(1_000), [order], known())
        assert change.before == change.after
        assert not change.is_touched

    def test_of_a_promotion_that_is_about_nothing_sold_changes_nothing(self):
        order = past(1, (CUP, 2, 1000), off={1: 300}, tax_percent=7)
        none = percent_off(
            0,
            rule={
                "when": {"kind": "quantity", "at_least": 50},
                "then": {"kind": "percent", "basis_points": 100},
            },
        )
        (change,) = tried(none, [order], known(costs={order.id: 900}))
        assert change.before == change.after

    def test_is_decided_by_the_hour_and_the_shopper_of_the_order(self):
        first = {"when": {"kind": "first_order"}, "then": {"kind": "percent", "basis_points": 1000}}
        orders = [past(nr, (CUP, 1, 1000)) for nr in (1, 2)]
        facts = known(bought={orders[1].id: 4})
        changes = tried(percent_off(0, rule=first), orders, facts)
        assert [one.is_touched for one in changes] == [True, False]

    def test_is_tried_whenever_it_would_be_valid(self):
        later = percent_off(1_000, starts_at=START.replace(year=2030))
        (change,) = tried(later, [past(1, (CUP, 1, 1000))], known())
        assert change.after.discount_minor == 100

    def test_that_needs_a_code_is_tried_as_if_everybody_had_it(self):
        (change,) = tried(percent_off(1_000, needs_code=True), [past(1, (CUP, 1, 1000))], known())
        assert change.after.discount_minor == 100


class TestBesideThoseThatAreActive:
    def test_is_compared_to_what_they_would_have_given(self):
        old = percent_off(500, "old")
        order = past(1, (CUP, 1, 1000))
        (change,) = tried(
            percent_off(1_000), [order], known(), beside=Beside.WITH_ACTIVE, others=(old,)
        )
        assert (change.before.discount_minor, change.after.discount_minor) == (50, 150)

    def test_takes_the_place_of_itself(self):
        old, order = percent_off(500), past(1, (CUP, 1, 1000))
        (change,) = tried(
            percent_off(1_000), [order], known(), beside=Beside.WITH_ACTIVE, others=(old,)
        )
        assert (change.before.discount_minor, change.after.discount_minor) == (50, 100)


class TestInsteadOfWhatWasGiven:
    def test_is_all_that_is_given(self):
        order = past(1, (CUP, 1, 1000), off={1: 400, None: 100})
        (change,) = tried(percent_off(1_000), [order], known(), beside=Beside.INSTEAD)
        assert (change.before.discount_minor, change.after.discount_minor) == (500, 100)


class TestLimits:
    def test_of_uses_end_a_promotion(self):
        orders = [past(nr, (CUP, 1, 1000)) for nr in range(5)]
        changes = tried(percent_off(1_000), orders, known(), new=Limits(uses=2))
        assert [one.is_touched for one in changes] == [True, True, False, False, False]

    def test_by_shopper_count_each_one(self):
        orders = [past(nr, (CUP, 1, 1000)) for nr in range(6)]
        changes = tried(percent_off(1_000), orders, known(), new=Limits(shopper_uses=1))
        assert [one.is_touched for one in changes] == [True] * 3 + [False] * 3

    def test_by_day_begin_again_at_midnight_of_the_store(self):
        # 12:00 UTC is 9:00 in São Paulo, so its day turns between orders 14 and 15.
        orders = [past(nr, (CUP, 1, 1000)) for nr in (0, 14, 15)]
        changes = tried(percent_off(1_000), orders, known(), new=Limits(day_uses=1))
        assert [one.is_touched for one in changes] == [True, False, True]

    def test_of_the_budget_give_the_rest(self):
        orders = [past(nr, (CUP, 1, 1000)) for nr in range(3)]
        changes = tried(percent_off(1_000), orders, known(), new=Limits(budget_minor=150))
        assert [one.after.discount_minor for one in changes] == [100, 50, 0]

    def test_go_on_from_json_where_a_run_broke_off(self):
        orders = [past(nr, (CUP, 1, 1000)) for nr in range(8)]
        limits = {"new": Limits(shopper_uses=2, uses=5, day_uses=4, budget_minor=470)}
        whole = tried(percent_off(1_000), orders, known(), **limits)
        memory: dict[str, object] = {}
        first = tried(percent_off(1_000), orders[:3], known(), memory=memory, **limits)
        memory = json.loads(json.dumps(memory))
        rest = tried(percent_off(1_000), orders[3:], known(), memory=memory, **limits)
        assert first + rest == whole
