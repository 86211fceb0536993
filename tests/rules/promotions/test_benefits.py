"""Every kind of benefit, by example."""

from __future__ import annotations

from typing import ClassVar

import pytest

from balcao.domains.promotions.values import Share
from tests.rules.promotions.making import (
    GIFT,
    basket,
    decided,
    item,
    off,
    promotion,
    variant,
    verdict,
)

A, B = {"kind": "brand", "in": ["a"]}, {"kind": "brand", "in": ["b"]}


def lines(*units: tuple[int, int, str], **facts):
    made = (item(at, price, n, brand=b) for at, (price, n, b) in enumerate(units, 1))
    return basket(*made, **facts)


CART = lines((1_000, 2, "a"), (250, 4, "b"), shipping_minor=1_500)


@pytest.mark.parametrize(
    ("then", "minor"),
    [
        ({"kind": "percent", "basis_points": 1_250}, 375),
        ({"kind": "percent", "basis_points": 5_000, "on": A}, 1_000),
        ({"kind": "percent", "basis_points": 5_000, "at_most_units": 3}, 1_125),
        ({"kind": "percent", "basis_points": 5_000, "at_most_units": 3, "pick": "cheapest"}, 375),
        ({"kind": "percent", "basis_points": 5_000, "on": B, "step_units": 3}, 375),
        ({"kind": "percent", "basis_points": 3_333, "per": "order"}, 1_000),
        ({"kind": "percent", "basis_points": 3_333, "per": "shipping"}, 500),
        ({"kind": "amount", "per": "unit", "amount_minor": 300}, 1_600),
        ({"kind": "amount", "per": "unit", "amount_minor": 300, "on": B}, 1_000),
        ({"kind": "amount", "per": "lines", "amount_minor": 300, "on": A}, 300),
        ({"kind": "amount", "per": "lines", "amount_minor": 9_000, "on": A}, 2_000),
        ({"kind": "amount", "per": "order", "amount_minor": 700}, 700),
        ({"kind": "amount", "per": "order", "amount_minor": 9_000}, 3_000),
        ({"kind": "amount", "per": "shipping", "amount_minor": 2_000}, 1_500),
        ({"kind": "fixed_price", "price_minor": 600}, 800),
        ({"kind": "fixed_price", "price_minor": 0, "at_most_units": 1}, 1_000),
        ({"kind": "free_shipping"}, 1_500),
        ({"kind": "shipping_price", "price_minor": 990}, 510),
        ({"kind": "shipping_price", "price_minor": 1_990}, 0),
    ],
    ids=str,
)
def test_simple_benefits(then, minor):
    assert off(CART, then) == minor


class TestPercent:
    def test_is_rounded_half_up_once_per_line(self):
        cart = lines((5, 1, "a"), (5, 1, "b"), (15, 3, "a"))
        shares = decided(cart, promotion("x", {"kind": "percent", "basis_points": 1_000})).applied
        assert [share.amount_minor for share in shares[0].shares] == [1, 1, 5]


class TestCaps:
    def test_are_shared_out_over_the_lines(self):
        then = {"kind": "percent", "basis_points": 5_000}
        outcome = decided(CART, promotion("x", then, at_most_minor=100))
        assert outcome.applied[0].shares == (Share(1, 67), Share(2, 33))


class TestTiers:
    TIERS: ClassVar = [{"at_least": 3, "basis_points": 1_000}, {"at_least": 6, "amount_minor": 200}]

    def test_count_all_selected_units_together(self):
        assert off(CART, {"kind": "tiered", "tiers": self.TIERS}) == 1_200

    def test_count_by_line_when_told_to(self):
        assert off(CART, {"kind": "tiered", "count": "line", "tiers": self.TIERS}) == 100

    def test_say_how_many_units_the_first_one_lacks(self):
        then = {"kind": "tiered", "tiers": self.TIERS, "on": A}
        said = verdict(CART, promotion("x", then))
        assert (said.reason, said.facts["missing_quantity"]) == ("quantity_too_low", 1)

    def test_can_set_a_price(self):
        tiers = [{"at_least": 4, "price_minor": 200}]
        assert off(CART, {"kind": "tiered", "count": "line", "tiers": tiers}) == 200


class TestBuyAndGet:
    THREE_FOR_TWO: ClassVar = {"kind": "buy_get", "buy": {"quantity": 2}, "get": {"quantity": 1}}

    def test_gives_the_cheapest_of_all(self):
        assert off(lines((900, 3, "a"), (100, 3, "b")), self.THREE_FOR_TWO) == 200

    def test_gives_the_cheapest_of_each_set(self):
        then = {**self.THREE_FOR_TWO, "pick": "each_set"}
        assert off(lines((900, 3, "a"), (100, 3, "b")), then) == 1_000
        assert off(lines((900, 2, "a"), (100, 2, "b")), then) == 100

    def test_gives_the_dearest(self):
        assert (
            off(lines((900, 3, "a"), (100, 3, "b")), {**self.THREE_FOR_TWO, "pick": "dearest"})
            == 1_800
        )

    def test_stops_after_so_many_times(self):
        assert off(lines((900, 9, "a")), {**self.THREE_FOR_TWO, "at_most_times": 2}) == 1_800

    def test_gives_named_goods(self):
        get = {"quantity": 2, "on": B, "basis_points": 5_000}
        then = {"kind": "buy_get", "buy": {"quantity": 1, "on": A}, "get": get}
        assert off(lines((900, 1, "a"), (100, 3, "b")), then) == 100

    def test_never_counts_a_unit_as_bought_and_as_got(self):
        then = {"kind": "buy_get", "buy": {"quantity": 1}, "get": {"quantity": 1, "on": B}}
        assert off(lines((100, 1, "b")), then) == 0
        assert off(lines((100, 3, "b")), then) == 100
        assert off(lines((100, 1, "b"), (50, 1, "b"), (900, 1, "a")), then) == 50

    def test_says_what_is_missing(self):
        cart = lines((900, 2, "a"))
        assert verdict(cart, promotion("x", self.THREE_FOR_TWO)).facts["missing_quantity"] == 1
        get = {"quantity": 1, "on": B}
        then = {"kind": "buy_get", "buy": {"quantity": 1, "on": A}, "get": get}
        assert verdict(cart, promotion("x", then)).reason == "reward_not_in_cart"

    def test_takes_an_amount_or_a_price(self):
        base = {"kind": "buy_get", "buy": {"quantity": 1}}
        cart = lines((900, 2, "a"))
        assert off(cart, {**base, "get": {"quantity": 1, "amount_minor": 150}}) == 150
        assert off(cart, {**base, "get": {"quantity": 1, "price_minor": 1}}) == 899


class TestBundles:
    ANY_THREE: ClassVar = {"kind": "bundle_price", "price_minor": 1_000, "parts": [{"quantity": 3}]}

    def test_are_formed_of_the_dearest_units(self):
        cart = lines((500, 2, "a"), (400, 2, "b"), (100, 1, "a"))
        assert off(cart, self.ANY_THREE) == 400

    def test_are_formed_as_often_as_they_save_something(self):
        assert off(lines((400, 3_000, "a")), self.ANY_THREE) == 200_000
        assert off(lines((400, 7, "a"), (300, 2, "b")), self.ANY_THREE) == 400

    def test_never_cost_more_than_their_units(self):
        assert off(lines((100, 3, "a")), self.ANY_THREE) == 0

    def test_need_every_part(self):
        parts = [{"quantity": 1, "on": A}, {"quantity": 2, "on": B}]
        then = {"kind": "bundle_price", "price_minor": 500, "parts": parts}
        assert off(lines((400, 1, "a"), (150, 2, "b")), then) == 200
        said = verdict(lines((400, 1, "a"), (150, 1, "b")), promotion("x", then))
        assert (said.reason, said.facts["missing_quantity"]) == ("bundle_incomplete", 1)

    def test_find_a_place_for_a_unit_that_fits_two_parts(self):
        parts = [{"quantity": 1}, {"quantity": 1, "on": A}]
        then = {"kind": "bundle_price", "price_minor": 100, "parts": parts}
        assert off(lines((500, 1, "a"), (200, 1, "b")), then) == 600


class TestSpendAndSave:
    STEPS: ClassVar = [
        {"at_least_minor": 2_000, "amount_minor": 300},
        {"at_least_minor": 3_000, "basis_points": 2_000},
    ]

    def test_goes_by_the_highest_step(self):
        assert off(CART, {"kind": "spend_save", "steps": self.STEPS}) == 600
        assert off(CART, {"kind": "spend_save", "steps": self.STEPS, "on": A}) == 300

    def test_says_what_the_first_step_lacks(self):
        said = verdict(CART, promotion("x", {"kind": "spend_save", "steps": self.STEPS, "on": B}))
        assert (said.reason, said.facts["missing_minor"]) == ("subtotal_too_low", 1_000)

    def test_repeats(self):
        then = {"kind": "spend_save", "every_minor": 1_400, "amount_minor": 100}
        assert off(CART, then) == 200
        assert off(CART, {**then, "at_most_times": 1}) == 100


class TestGifts:
    THEN: ClassVar = {"kind": "gift", "variant": GIFT, "quantity": 2}

    def test_come_while_there_are_some(self):
        cart = lines((1_000, 1, "a"), gift_values={GIFT: 900})
        outcome = decided(cart, promotion("x", self.THEN))
        assert (outcome.discount_minor, outcome.applied[0].gifts[0].quantity) == (0, 2)

    def test_are_out_of_stock_otherwise(self):
        assert verdict(CART, promotion("x", self.THEN)).reason == "gift_out_of_stock"

    def test_break_a_tie_between_promotions(self):
        cart = lines((1_000, 1, "a"), gift_values={GIFT: 900})
        money = {"kind": "percent", "basis_points": 1}
        both = [
            promotion("gift", self.THEN, stacking={"group": "g"}),
            promotion("nil", {**money, "on": B}, stacking={"group": "g"}, priority=9),
        ]
        assert [one.promotion_id for one in decided(cart, *both).applied] == ["gift"]


class TestShipping:
    def test_is_unknown_until_it_is_chosen(self):
        cart = lines((1_000, 1, "a"))
        assert verdict(cart, promotion("x", {"kind": "free_shipping"})).reason == "shipping_unknown"

    def test_is_a_share_without_a_line(self):
        outcome = decided(CART, promotion("x", {"kind": "free_shipping"}))
        assert outcome.applied[0].shares == (Share(None, 1_500),)


class TestStacking:
    TEN: ClassVar = {"kind": "percent", "basis_points": 1_000}
    TWENTY: ClassVar = {"kind": "percent", "basis_points": 2_000}

    def test_adds_up_on_the_price_before_promotions(self):
        assert (
            decided(CART, promotion("a", self.TEN), promotion("b", self.TWENTY)).discount_minor
            == 900
        )

    def test_computes_order_promotions_on_what_lines_leave(self):
        order = promotion("b", {**self.TEN, "per": "order"})
        assert decided(CART, promotion("a", self.TEN), order).discount_minor == 300 + 270

    def test_rounds_percentages_of_the_order_once(self):
        cart = lines((5, 1, "a"))
        ten = {**self.TEN, "per": "order"}
        outcome = decided(cart, *(promotion(name, ten) for name in "abc"))
        assert outcome.discount_minor == 2

    def test_leaves_an_exclusive_promotion_alone(self):
        alone = promotion("x", {**self.TEN, "basis_points": 2_900}, stacking={"exclusive": True})
        both = [promotion("a", self.TEN), promotion("b", self.TWENTY)]
        assert [one.promotion_id for one in decided(CART, alone, *both).applied] == ["a", "b"]
        assert [one.promotion_id for one in decided(CART, alone, both[0]).applied] == ["x"]

    def test_lets_one_of_a_group_apply(self):
        both = [
            promotion(name, then, stacking={"group": "season"})
            for name, then in (("a", self.TEN), ("b", self.TWENTY))
        ]
        assert [one.promotion_id for one in decided(CART, *both).applied] == ["b"]
        by_priority = decided(CART, *both, choose="priority")
        assert [one.promotion_id for one in by_priority.applied] == ["a"]

    def test_keeps_a_code_from_other_codes_only(self):
        cart = basket((1_000, 1), codes={"a": "A", "b": "B"})
        strict = promotion("a", self.TWENTY, stacking={"no_other_codes": True}, needs_code=True)
        other = promotion("b", self.TEN, needs_code=True)
        automatic = promotion("c", self.TEN)
        outcome = decided(cart, strict, other, automatic)
        assert [one.promotion_id for one in outcome.applied] == ["a", "c"]
        lost = next(one for one in outcome.verdicts if one.promotion_id == "b")
        assert (lost.reason, lost.facts["lost_to"]) == ("lost_to_another", "a")
        assert lost.facts["rule"] == "no_other_codes"

    def test_leaves_out_what_gives_nothing(self):
        free = promotion("a", {"kind": "percent", "basis_points": 10_000}, priority=1)
        outcome = decided(CART, free, promotion("b", self.TEN))
        assert [one.promotion_id for one in outcome.applied] == ["a"]

    def test_uses_variant_ids_as_text(self):
        on = {"kind": "variant", "in": [variant(2)]}
        assert off(CART, {**self.TEN, "on": on}) == 100
