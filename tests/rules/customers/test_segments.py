from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from balcao.domains.customers.errors import BadCustomer, BadSegmentRule
from balcao.domains.customers.rules import check_rule, folded, ids_in, in_words, matches
from balcao.domains.customers.rules.tags import clean_tags
from balcao.domains.customers.values import PurchaseFacts, ShopperFacts
from balcao.kernel.ids import new_id
from tests.rules.customers.shoppers import NOW, THINGS, rules, shoppers


def bought(days: int = 0, spend: int = 1000, **more: object) -> PurchaseFacts:
    plain = {"order_id": new_id(), "at": NOW - timedelta(days=days), "currency": "BRL"}
    return PurchaseFacts(**{**plain, "spend_minor": spend, **more})


def shopper(*purchases: PurchaseFacts, **more: object) -> ShopperFacts:
    return replace(ShopperFacts(purchases=purchases), **more)


def findings(document: object, **more: str) -> list[tuple[str, str]]:
    with pytest.raises(BadSegmentRule) as refusal:
        check_rule(document, **more)
    return [(one["pointer"], one["says"]) for one in refusal.value.facts["findings"]]


class TestCheckRule:
    @given(rules)
    def test_takes_what_the_language_can_say(self, rule):
        assert check_rule(rule, in_currency="BRL") == rule

    def test_points_at_everything_that_is_wrong(self):
        rule = {
            "kind": "all",
            "of": [
                {"kind": "orders", "at_least": "3", "colour": 1},
                {"kind": "not", "of": {"kind": "hat"}},
                {"kind": "bought", "products": ["x"]},
                {"kind": "spend", "at_least_minor": 1},
                {"kind": "last_order"},
                {"kind": "first_order", "since": "2026-02-30"},
                {"kind": "tag", "any_of": []},
                7,
            ],
        }
        assert [pointer for pointer, _ in findings(rule)] == [
            "/of/0/colour",
            "/of/0/at_least",
            "/of/1/of/kind",
            "/of/2/products/0",
            "/of/3/currency",
            "/of/4",
            "/of/5/since",
            "/of/6/any_of",
            "/of/7",
        ]

    @pytest.mark.parametrize("document", [None, [], "x", {}, {"kind": 3}, {"kind": "all"}])
    def test_refuses_what_is_no_rule(self, document):
        assert findings(document)

    def test_refuses_true_as_a_number(self):
        assert findings({"kind": "orders", "at_least": True})[0][0] == "/at_least"

    def test_refuses_limits_that_nothing_can_meet(self):
        assert findings({"kind": "orders", "at_least": 3, "at_most": 2}) == [
            ("/at_most", "This is below at_least. Nothing can be both.")
        ]

    def test_refuses_a_tree_without_end(self):
        rule: dict = {"kind": "tag", "any_of": ["vip"]}
        for _ in range(40):
            rule = {"kind": "not", "of": rule}
        assert "too deep" in findings(rule)[0][1]

    def test_refuses_spend_in_another_currency(self):
        rule = {"kind": "not", "of": {"kind": "spend", "currency": "EUR", "at_least_minor": 1}}
        assert findings(rule, in_currency="BRL")[0][0] == "/of/currency"


class TestMatches:
    def test_counts_orders_within_days_to_the_second(self):
        rule = {"kind": "orders", "at_least": 2, "within_days": 30}
        on_time = bought(days=30)
        late = replace(on_time, at=on_time.at - timedelta(seconds=1))
        assert matches(rule, shopper(bought(), on_time), NOW)
        assert not matches(rule, shopper(bought(), late), NOW)

    def test_counts_spend_in_one_currency_only(self):
        rule = {"kind": "spend", "currency": "BRL", "at_least_minor": 2000}
        assert matches(rule, shopper(bought(), bought()), NOW)
        assert not matches(rule, shopper(bought(), bought(currency="EUR")), NOW)

    def test_knows_no_last_order_of_who_never_bought(self):
        rule = {"kind": "last_order", "before_days": 90}
        assert not matches(rule, shopper(), NOW)
        assert matches({"kind": "not", "of": rule}, shopper(), NOW)
        assert matches(rule, shopper(bought(days=91)), NOW)

    def test_compares_places_without_accents_and_capitals(self):
        rule = {"kind": "place", "countries": ["BR"], "cities": ["SÃO  PAULO"]}
        assert matches(rule, shopper(country="br", city=folded("São Paulo")), NOW)
        assert not matches(rule, shopper(country="br", city="rio"), NOW)

    def test_finds_who_bought_any_of_several_things(self):
        rule = {"kind": "bought", "products": [str(THINGS[0])], "brands": ["Ana"]}
        assert matches(rule, shopper(bought(product_ids=(THINGS[0],))), NOW)
        assert matches(rule, shopper(bought(brands=("Ana",))), NOW)
        assert not matches(rule, shopper(bought(brands=("Bo",))), NOW)

    @given(rules, shoppers)
    def test_never_says_both_yes_and_no(self, rule, someone):
        opposite = {"kind": "not", "of": rule}
        assert matches(rule, someone, NOW) != matches(opposite, someone, NOW)


LOYAL = {
    "kind": "all",
    "of": [
        {"kind": "orders", "at_least": 2, "within_days": 90},
        {"kind": "spend", "currency": "BRL", "at_least_minor": 123450},
        {"kind": "not", "of": {"kind": "tag", "any_of": ["vip"]}},
    ],
}


class TestInWords:
    def test_speaks_english(self):
        assert in_words(LOYAL, language="en") == (
            "At least 2 orders in the last 90 days and spent at least R$1,234.50 "
            "and not (has the tag vip)."
        )

    def test_speaks_portuguese(self):
        assert in_words(LOYAL, language="pt-br") == (
            "Pelo menos 2 pedidos nos últimos 90 dias e gastou pelo menos R$ 1.234,50 "
            "e não (tem a etiqueta vip)."
        )

    def test_calls_things_by_their_names(self):
        rule = {"kind": "bought", "products": [str(THINGS[0])]}
        names = {str(THINGS[0]): "Vase"}
        assert in_words(rule, language="en", names=names) == "Bought Vase."
        assert ids_in({"kind": "not", "of": rule}) == {str(THINGS[0])}

    @given(rules)
    def test_has_words_for_everything(self, rule):
        for language in ("en", "pt-br", "xx"):
            assert in_words(rule, language=language).endswith(".")


class TestCleanTags:
    def test_writes_each_once_in_lower_case(self):
        assert clean_tags([" VIP ", "vip", "", "b  b"]) == ["b b", "vip"]

    @pytest.mark.parametrize("tags", [["x" * 61], [str(n) for n in range(51)], ["a\0b"]])
    def test_refuses_what_cannot_be_kept(self, tags):
        with pytest.raises(BadCustomer):
            clean_tags(tags)
