"""Every kind of condition: when it holds, and what is said when it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from balcao.domains.promotions.rules import compile_rules, explain
from balcao.domains.promotions.values import Left, Shopper
from tests.rules.promotions.making import (
    AT,
    PERCENT,
    basket,
    item,
    product,
    promotion,
    variant,
    verdict,
)

SHOES, SALE = "00000000-0000-0000-0000-00000000000a", "00000000-0000-0000-0000-00000000000b"
CART = basket(
    item(
        1,
        5_000,
        2,
        brand="Acme",
        category=SHOES,
        collections=frozenset({SALE}),
        tags=frozenset({"Summer"}),
        attributes={"Color": "Red"},
        compare_at_minor=6_000,
        weight_grams=400,
    ),
    item(2, 1_000, brand="Best", weight_grams=100),
    shopper=Shopper(email="ana@example.com", groups=frozenset({"vip"}), orders=2),
    country="BR",
    region="SP",
    shipping_code="standard",
    shipping_minor=1_500,
    payment="bank_transfer",
    time_zone="America/Sao_Paulo",
)
ACME = {"kind": "brand", "in": ["acme"]}

HOLDS = [
    {"kind": "product", "in": [product(1)]},
    {"kind": "variant", "in": [variant(2), variant(9)]},
    {"kind": "category", "in": [SHOES]},
    {"kind": "collection", "in": [SALE]},
    {"kind": "brand", "in": [" ACME "]},
    {"kind": "tag", "in": ["summer"]},
    {"kind": "attribute", "name": "color", "in": ["red", "blue"]},
    {"kind": "unit_price", "at_most_minor": 1_000},
    {"kind": "on_sale"},
    {"kind": "quantity", "at_least": 3},
    {"kind": "quantity", "at_least": 2, "at_most": 2, "on": ACME},
    {"kind": "subtotal", "at_least_minor": 11_000, "at_most_minor": 11_000},
    {"kind": "subtotal", "at_least_minor": 10_000, "on": ACME},
    {"kind": "weight", "at_most_grams": 900},
    {"kind": "group", "in": ["VIP", "staff"]},
    {"kind": "returning", "at_least": 2},
    {"kind": "nth_order", "n": 3},
    {"kind": "nth_order", "n": 3, "every": True},
    {"kind": "store", "in": [1, 2]},
    {"kind": "country", "in": ["PT", "BR"]},
    {"kind": "region", "country": "BR", "in": ["sp"]},
    {"kind": "shipping", "in": ["standard"]},
    {"kind": "payment", "in": ["bank_transfer"]},
    {"kind": "weekday", "in": ["tue"]},
    {"kind": "hour", "from": "09:00", "until": "09:01"},
    {"kind": "hour", "from": "22:00", "until": "10:00"},
    {"kind": "not", "of": {"kind": "first_order"}},
    {"kind": "any", "of": [{"kind": "first_order"}, ACME]},
    {"kind": "all", "of": [ACME, {"kind": "brand", "in": ["best"]}]},
]
FAILS = [
    ({"kind": "product", "in": [product(7)]}, "not_in_cart", {}),
    ({"kind": "attribute", "name": "size", "in": ["red"]}, "not_in_cart", {}),
    ({"kind": "quantity", "at_least": 5}, "quantity_too_low", {"missing_quantity": 2}),
    ({"kind": "quantity", "at_most": 1}, "quantity_too_high", {"over_quantity": 2}),
    (
        {"kind": "subtotal", "at_least_minor": 12_240},
        "subtotal_too_low",
        {"missing_minor": 1_240, "currency": "BRL"},
    ),
    ({"kind": "subtotal", "at_most_minor": 10_000}, "subtotal_too_high", {"over_minor": 1_000}),
    ({"kind": "weight", "at_least_grams": 1_000}, "weight_too_low", {"missing_grams": 100}),
    ({"kind": "weight", "at_most_grams": 800}, "weight_too_high", {"over_grams": 100}),
    ({"kind": "group", "in": ["staff"]}, "not_in_group", {"groups": ["staff"], "given": ["vip"]}),
    ({"kind": "first_order"}, "too_many_orders", {"at_most_orders": 0}),
    ({"kind": "returning", "at_least": 5}, "too_few_orders", {"missing_orders": 3}),
    ({"kind": "nth_order", "n": 2}, "too_many_orders", {"at_most_orders": 1}),
    ({"kind": "nth_order", "n": 4, "every": True}, "not_nth_order", {"missing_orders": 1}),
    ({"kind": "code"}, "needs_code", {}),
    ({"kind": "store", "in": [2]}, "other_store", {"stores": [2]}),
    ({"kind": "country", "in": ["PT"]}, "other_country", {"countries": ["PT"], "given": ["BR"]}),
    ({"kind": "region", "country": "PT", "in": ["SP"]}, "other_region", {"given": "SP"}),
    ({"kind": "shipping", "in": ["express"]}, "other_shipping", {"shipping": ["express"]}),
    ({"kind": "payment", "in": ["card"]}, "other_payment", {"payment": ["card"]}),
    ({"kind": "weekday", "in": ["sat", "sun"]}, "other_weekday", {"weekdays": ["sat", "sun"]}),
    (
        {"kind": "hour", "from": "10:00", "until": "12:00"},
        "other_hour",
        {"from": "10:00", "until": "12:00"},
    ),
    ({"kind": "not", "of": ACME}, "excluded", {"by": ACME, "lines": [1]}),
    (
        {"kind": "all", "of": [ACME, {"kind": "quantity", "at_least": 4}]},
        "quantity_too_low",
        {"missing_quantity": 1},
    ),
    (
        {"kind": "any", "of": [{"kind": "first_order"}, {"kind": "quantity", "at_least": 9}]},
        "quantity_too_low",
        {"missing_quantity": 6, "ways": 2},
    ),
]


class TestConditions:
    @pytest.mark.parametrize("when", HOLDS, ids=str)
    def test_hold(self, when):
        assert verdict(CART, promotion("one", PERCENT, when=when)).applied

    @pytest.mark.parametrize(("when", "reason", "facts"), FAILS, ids=str)
    def test_say_what_is_missing(self, when, reason, facts):
        said = verdict(CART, promotion("one", PERCENT, when=when))
        assert (said.applied, said.reason) == (False, reason)
        assert facts.items() <= dict(said.facts).items()

    @pytest.mark.parametrize("when", HOLDS, ids=str)
    def test_are_found_through_the_index_as_by_asking_each(self, when):
        rules = compile_rules([promotion("one", PERCENT, when=when)])
        assert explain(rules, CART).applied

    def test_of_an_empty_cart_say_so(self):
        said = verdict(basket(), promotion("one", PERCENT, when=ACME))
        assert said.reason == "empty_cart"

    def test_of_a_code_hold_once_it_is_entered(self):
        one = promotion("one", PERCENT, when={"kind": "code"})
        assert verdict(replace(CART, codes={"one": "HELLO"}), one).applied

    def test_of_the_clock_follow_the_time_zone_of_the_store(self):
        one = promotion("one", PERCENT, when={"kind": "hour", "from": "12:00", "until": "13:00"})
        assert not verdict(CART, one).applied
        assert verdict(replace(CART, time_zone="Europe/London"), one).applied


class TestSelectors:
    @pytest.mark.parametrize(
        ("on", "lines"),
        [
            (ACME, [1]),
            ({"kind": "not", "of": ACME}, [2]),
            ({"kind": "any", "of": [ACME, {"kind": "brand", "in": ["best"]}]}, [1, 2]),
            ({"kind": "all", "of": [ACME, {"kind": "on_sale"}]}, [1]),
            ({"kind": "unit_price", "at_least_minor": 1_000, "at_most_minor": 4_999}, [2]),
        ],
        ids=str,
    )
    def test_say_which_lines(self, on, lines):
        rules = compile_rules([promotion("one", {**PERCENT, "on": on})])
        shares = explain(rules, CART).applied[0].shares
        assert [share.line_no for share in shares] == lines

    def test_of_all_need_one_line_that_is_everything(self):
        on = {"kind": "all", "of": [ACME, {"kind": "brand", "in": ["best"]}]}
        assert verdict(CART, promotion("one", {**PERCENT, "on": on})).reason == "no_matching_lines"


class TestGates:
    def test_the_end_of_a_period_is_excluded(self):
        one = promotion("one", PERCENT, starts_at=AT, ends_at=AT + timedelta(hours=1))
        assert verdict(CART, one).applied
        late = verdict(replace(CART, at=AT + timedelta(hours=1)), one)
        early = verdict(replace(CART, at=AT - timedelta(seconds=1)), one)
        assert (late.reason, early.reason) == ("ended", "not_started")
        assert datetime.fromisoformat(str(early.facts["from"])) == AT.astimezone(UTC)

    @pytest.mark.parametrize(
        ("left", "reason"),
        [
            (Left(uses=0), "used_up"),
            (Left(shopper_uses=0), "used_up_by_shopper"),
            (Left(today=0), "used_up_today"),
            (Left(budget_minor=0), "budget_used_up"),
        ],
        ids=str,
    )
    def test_limits_that_are_used_up(self, left, reason):
        assert verdict(CART, promotion("one", PERCENT), left={"one": left}).reason == reason

    def test_what_is_left_of_a_budget_is_given_and_no_more(self):
        said = verdict(CART, promotion("one", PERCENT), left={"one": Left(budget_minor=7)})
        assert said.facts["amount_minor"] == 7

    def test_a_code_that_was_not_entered(self):
        assert verdict(CART, promotion("one", PERCENT, needs_code=True)).reason == "needs_code"

    def test_amounts_of_another_currency(self):
        then = {"kind": "amount", "per": "order", "amount_minor": 100}
        said = verdict(CART, promotion("one", then, currency="USD"))
        assert (said.reason, said.facts["currency"]) == ("other_currency", "USD")
        assert verdict(CART, promotion("one", PERCENT, currency="USD")).applied
