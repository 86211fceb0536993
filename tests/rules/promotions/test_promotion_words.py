"""Rules and verdicts in plain words, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from balcao.domains.promotions.rules import (
    check_rule,
    compile_rules,
    explain,
    in_words,
    reason_in_words,
)
from balcao.domains.promotions.rules.kinds import BENEFITS, CONDITIONS
from balcao.domains.promotions.rules.reasons import REASONS
from balcao.domains.promotions.rules.texts import TEXTS
from tests.rules.promotions.guesses import baskets, promotions
from tests.rules.promotions.making import PERCENT, basket, promotion, verdict
from tests.rules.promotions.test_benefits import CART
from tests.rules.promotions.test_conditions import FAILS, HOLDS

SHOES = "00000000-0000-0000-0000-00000000000a"
RULE = {
    "when": {
        "kind": "all",
        "of": [{"kind": "returning"}, {"kind": "weekday", "in": ["sat", "sun"]}],
    },
    "then": {"kind": "percent", "basis_points": 2_000, "on": {"kind": "category", "in": [SHOES]}},
    "at_most_minor": 5_000,
    "stacking": {"no_other_codes": True},
}


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


class TestInWords:
    def test_in_english(self):
        said = in_words(check_rule(RULE), language="en", currency="BRL", names={SHOES: "Shoes"})
        assert plain(said) == (
            "20% off the category Shoes, if the shopper has ordered before (at least 1×) and it is"
            " Saturday or Sunday; at most R$50.00; not with other codes."
        )

    def test_in_portuguese(self):
        said = in_words(
            check_rule(RULE), language="pt-br", currency="BRL", names={SHOES: "Sapatos"}
        )
        assert plain(said) == (
            "20% de desconto: a categoria Sapatos, se o cliente já comprou antes (pelo menos 1×) e"
            " é sábado ou domingo; no máximo R$ 50,00; não acumula com outros cupons."
        )

    @pytest.mark.parametrize("language", ["en", "pt-br"])
    @pytest.mark.parametrize("when", [*HOLDS, *(when for when, _, _ in FAILS)], ids=str)
    def test_of_every_kind_of_condition(self, when, language):
        said = in_words({"then": PERCENT, "when": when}, language=language, currency="BRL")
        assert said.endswith(".")
        assert "{" not in said
        assert "None" not in said

    def test_every_kind_has_words_in_both_languages(self):
        assert TEXTS["en"].keys() == TEXTS["pt-br"].keys()
        assert REASONS["en"].keys() == REASONS["pt-br"].keys()
        used = {when["kind"] for when in [*HOLDS, *(when for when, _, _ in FAILS)]}
        assert set(CONDITIONS) - used == set()

    @settings(max_examples=100, deadline=None)
    @given(promotions())
    def test_of_any_rule(self, made):
        for one in made:
            for language in ("en", "pt-br"):
                assert "{" not in in_words(one.rule, language=language, currency=one.currency)


class TestReasonInWords:
    @pytest.mark.parametrize(
        ("language", "said"), [("pt-br", "Faltam R$ 12,40."), ("en", "R$12.40 more.")]
    )
    def test_says_how_much_is_missing(self, language, said):
        when = {"kind": "subtotal", "at_least_minor": 4_240}
        one = verdict(basket((1_000, 3)), promotion("x", PERCENT, when=when))
        assert plain(reason_in_words(one, language, "BRL")) == said

    @settings(max_examples=100, deadline=None)
    @given(baskets(), promotions())
    def test_of_any_verdict(self, cart, made):
        for one in explain(compile_rules(made), cart).verdicts:
            for language in ("en", "pt-br"):
                said = reason_in_words(one, language, cart.currency)
                assert said.endswith(".")
                assert "{" not in said

    @pytest.mark.parametrize(("when", "reason", "_"), FAILS, ids=str)
    def test_knows_every_reason(self, when, reason, _):
        said = reason_in_words(verdict(CART, promotion("x", PERCENT, when=when)), "en", "BRL")
        assert said.endswith(".")
        assert reason in REASONS["en"]


class TestKinds:
    def test_are_all_those_of_the_rule_language(self):
        assert set(BENEFITS) == {
            "percent",
            "amount",
            "fixed_price",
            "tiered",
            "buy_get",
            "bundle_price",
            "gift",
            "spend_save",
            "free_shipping",
            "shipping_price",
        }
