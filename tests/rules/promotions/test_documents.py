"""Rules as JSON: what is taken, and what is said of what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.promotions.errors import BadRule
from balcao.domains.promotions.ports import use_kinds
from balcao.domains.promotions.rules import check_rule, compile_rules, explain, has_amounts
from balcao.domains.promotions.values import Promotion
from tests.rules.promotions.making import PERCENT, basket, promotion

BAD = [
    ([], "", "object"),
    ({}, "/then", "missing"),
    ({"then": PERCENT, "if": {}}, "/if", "not known"),
    ({"then": {"kind": "percent"}}, "/then/basis_points", "missing"),
    ({"then": {**PERCENT, "basis_points": 10_001}}, "/then/basis_points", "10000"),
    ({"then": {**PERCENT, "basis_points": True}}, "/then/basis_points", "whole number"),
    ({"then": {**PERCENT, "basis_points": 1.5}}, "/then/basis_points", "whole number"),
    ({"then": {"kind": "magic"}}, "/then/kind", "percent"),
    ({"then": {**PERCENT, "on": {"kind": "first_order"}}}, "/then/on/kind", "“when”"),
    ({"then": {**PERCENT, "per": "order", "on": {"kind": "on_sale"}}}, "/then/on", "per order"),
    ({"then": {**PERCENT, "per": "order", "pick": "dearest"}}, "/then/pick", "per order"),
    ({"then": PERCENT, "when": {"kind": "all", "of": []}}, "/when/of", "list"),
    ({"then": PERCENT, "when": {"kind": "not", "of": [1]}}, "/when/of", "object"),
    ({"then": PERCENT, "when": {"kind": "product", "in": ["x"]}}, "/when/in/0", "UUID"),
    ({"then": PERCENT, "when": {"kind": "tag", "in": ["a", "a"]}}, "/when/in/1", "twice"),
    ({"then": PERCENT, "when": {"kind": "country", "in": ["br"]}}, "/when/in/0", "BR"),
    ({"then": PERCENT, "when": {"kind": "weekday", "in": ["sunday"]}}, "/when/in/0", "sun"),
    (
        {"then": PERCENT, "when": {"kind": "hour", "from": "9:00", "until": "25:00"}},
        "/when/until",
        "HH:MM",
    ),
    (
        {"then": PERCENT, "when": {"kind": "quantity", "at_least": 5, "at_most": 4}},
        "/when/at_most",
        "below",
    ),
    ({"then": PERCENT, "when": {"kind": "subtotal"}}, "/when", "at least one"),
    (
        {"then": PERCENT, "stacking": {"exclusive": True, "group": "a"}},
        "/stacking",
        "alone",
    ),
    (
        {
            "then": {
                "kind": "tiered",
                "tiers": [{"at_least": 3, "basis_points": 2}, {"at_least": 3, "basis_points": 9}],
            }
        },
        "/then/tiers",
        "order",
    ),
    (
        {"then": {"kind": "spend_save", "every_minor": 100}},
        "/then",
        "together",
    ),
    ({"then": PERCENT, "at_most_minor": 0}, "/at_most_minor", "from 1"),
    (
        {"then": PERCENT, "when": {"kind": "tag", "in": ["a"], "a/b~c": 1}},
        "/when/a~1b~0c",
        "not known",
    ),
]


class TestCheckRule:
    @pytest.mark.parametrize(("document", "pointer", "says"), BAD, ids=lambda one: str(one)[:60])
    def test_says_where_and_what_to_do(self, document, pointer, says):
        with pytest.raises(BadRule) as refused:
            check_rule(document)
        found = {one["pointer"]: one["says"] for one in refused.value.facts["findings"]}
        assert says in found[pointer]

    def test_reports_every_finding(self):
        bad = {"then": {"kind": "gift", "variant": "x", "quantity": 0}, "stacking": {"a": 1}}
        with pytest.raises(BadRule) as refused:
            check_rule(bad)
        pointers = [one["pointer"] for one in refused.value.facts["findings"]]
        assert pointers == ["/then/variant", "/then/quantity", "/stacking/a"]

    def test_refuses_amounts_without_a_currency(self):
        rule = {"then": PERCENT, "at_most_minor": 100}
        assert check_rule(rule) == check_rule(rule, currency="BRL") == rule
        with pytest.raises(BadRule) as refused:
            check_rule(rule, currency="")
        assert refused.value.facts["findings"][0]["pointer"] == "/at_most_minor"
        assert has_amounts(rule)
        assert not has_amounts({"then": PERCENT})

    def test_refuses_what_is_nested_too_deep(self):
        deep = {"kind": "on_sale"}
        for _ in range(20):
            deep = {"kind": "not", "of": deep}
        with pytest.raises(BadRule, match="too deep"):
            check_rule({"then": PERCENT, "when": deep})

    def test_returns_a_copy(self):
        rule = {"then": {**PERCENT, "on": {"kind": "tag", "in": ["a"]}}}
        taken = check_rule(rule)
        rule["then"]["on"]["in"].append("b")
        assert taken["then"]["on"]["in"] == ["a"]

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["then", "when", "kind", "of", "on", "in", "tiers", "buy"]),
                    inner | st.sampled_from(["percent", "all", "not", "tag", "tiered", "buy_get"]),
                    max_size=4,
                )
            ),
            max_leaves=12,
        )
    )
    def test_takes_or_refuses_anything(self, document):
        try:
            rule = check_rule(document)
        except BadRule:
            return
        compile_rules([Promotion(id="one", name="", rule=rule)])


class TestForeignKinds:
    def test_may_not_take_a_name_of_ours(self):
        class Percent:
            kind = "percent"
            keys = frozenset()

        with pytest.raises(ValueError, match="percent"):
            use_kinds([], [Percent()])

    def test_that_are_gone_give_nothing_and_stop_nothing(self):
        gone = Promotion(id="gone", name="", rule={"then": {"kind": "by_moon"}})
        outcome = explain(compile_rules([gone, promotion("here", PERCENT)]), basket((1_000, 1)))
        reasons = {one.promotion_id: one.reason for one in outcome.verdicts}
        assert reasons == {"gone": "rule_not_readable", "here": "applied"}
