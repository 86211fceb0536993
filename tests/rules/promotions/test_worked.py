"""Cases worked out by others: what our engine makes of them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from balcao.domains.promotions.rules import compile_rules, decide
from tests.rules.promotions.making import basket, item, promotion
from tests.rules.promotions.worked import CASES, Case
from tests.rules.promotions.worked_elsewhere import MORE_CASES

WOOCOMMERCE: Final = json.loads(
    Path("tests/data/discounts/woocommerce.json").read_text(encoding="utf-8")
)
# Where we differ on purpose: the discount we give, and why.
DIFFERENT: Final = {
    13: (1_676, "percentages of the order are rounded half up to the cent, 10.772 of 53.86"),
    16: (2_036, "each line is rounded half up: 12.555 is 12.56, and 20% of 33.61 is 6.72"),
}


def minor(major: Any) -> int:
    return int(Decimal(str(major)) * 100)


def rule_of(coupon: dict[str, Any], *, per_order: bool) -> dict[str, Any]:
    limit = coupon.get("limit_usage_to_x_items")
    units = {"at_most_units": limit} if limit else {}
    if coupon["discount_type"] == "percent":
        points = int(coupon["amount"]) * 100
        per = {"per": "order"} if per_order else units
        return {"kind": "percent", "basis_points": points, **per}
    per_unit = coupon["discount_type"] == "fixed_product"
    per = {"per": "unit", **units} if per_unit else {"per": "order"}
    return {"kind": "amount", "amount_minor": minor(coupon["amount"]), **per}


class TestWooCommerce:
    @pytest.mark.parametrize("case", WOOCOMMERCE, ids=lambda case: str(case["number"]))
    def test_discounts_are_those_of_its_own_tests(self, case):
        cart = basket(*((minor(one["price"]), one["qty"]) for one in case["cart"]))
        # What follows one after another here is one promotion on lines and one on the order, which
        # is computed on what the lines leave; one with a limit of units has to be on lines.
        coupons = sorted(case["coupons"], key=lambda one: "limit_usage_to_x_items" not in one)
        rules = [
            promotion(str(n), rule_of(one, per_order=case["one_after_another"] and n > 0))
            for n, one in enumerate(coupons)
        ]
        found = decide(compile_rules(rules), cart).discount_minor
        expected, reason = DIFFERENT.get(case["number"], (minor(case["discount"]), ""))
        assert found == expected, reason

    def test_differences_are_a_cent(self):
        theirs = {case["number"]: minor(case["discount"]) for case in WOOCOMMERCE}
        assert {abs(theirs[n] - ours) for n, (ours, _) in DIFFERENT.items()} == {1}


class TestOtherShops:
    @pytest.mark.parametrize("case", [*CASES, *MORE_CASES], ids=lambda case: case.about)
    def test_rules_as_they_describe_them(self, case: Case):
        lines = (
            item(n, price, count, brand=brand, compare_at_minor=99_999 if brand == "sale" else None)
            for n, (price, count, brand) in enumerate(case.cart, 1)
        )
        made = [promotion(str(n), **one) for n, one in enumerate(case.promotions)]
        codes = {one.id: "CODE" for one in made if one.needs_code}
        cart = basket(*lines, codes=codes, **(case.basket or {}))
        choose = "priority" if any(one.priority for one in made) else "best"
        outcome = decide(compile_rules(made), cart, choose=choose)
        assert outcome.discount_minor == case.discount

    def test_are_many(self):
        assert len(WOOCOMMERCE) + len(CASES) + len(MORE_CASES) >= 60
        assert all(case.source for case in [*CASES, *MORE_CASES])
