"""Trying promotions on any cart by program."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from balcao.domains.checkout.operations import purchase
from balcao.domains.promotions.models import Promotion
from balcao.domains.promotions.operations import create_promotion
from balcao.domains.promotions.values import PromotionDraft
from balcao.domains.team.values import Role
from tests.entrypoints.api.conftest import Api
from tests.offers import offer, percent
from tests.shop import NOW, Shop

pytestmark = pytest.mark.django_db
SATURDAY, TUESDAY = "2026-11-28T15:00:00Z", "2026-11-24T15:00:00Z"
RULE = {
    "when": {
        "kind": "all",
        "of": [{"kind": "returning"}, {"kind": "weekday", "in": ["sat", "sun"]}],
    },
    **percent(2000, at_most_minor=5000),
}
DRAFT = {"name": "Weekends", "rule": RULE, "currency": "BRL"}


@pytest.fixture
def seller(tokens: Any) -> Api:
    return Api(Client(), tokens[Role.MARKETING])


def tried(seller: Api, shop: Shop, *, units: int = 1, **more: object) -> dict[str, Any]:
    lines = [{"variant_id": str(shop.variants["VASE-S"]), "quantity": units}]
    answer = seller.post("/promotions/trials", {"lines": lines, "country": "BR", **more}, key=None)
    assert answer.status_code == 200, answer.content
    return answer.json()


class TestATrial:
    def test_compares_a_cart_with_and_without_a_draft_and_writes_nothing(self, seller, shop):
        purchase(shop.request(("CUP", 1)), now=NOW)
        trial = tried(seller, shop, email="ana@example.com", at=SATURDAY, draft=DRAFT)
        assert trial["before"]["total"]["amount_minor"] == 8990
        assert trial["after"]["discount"]["amount_minor"] == 1798
        assert [one["applied"] for one in trial["verdicts"]] == [True]
        assert not Promotion.objects.exists()

    def test_keeps_within_the_most_that_an_order_gets(self, seller, shop):
        purchase(shop.request(("CUP", 1)), now=NOW)
        whole = tried(seller, shop, units=9, email="ana@example.com", at=SATURDAY, draft=DRAFT)
        assert whole["after"]["discount"]["amount_minor"] == 5000

    def test_says_the_first_condition_that_failed(self, seller, shop):
        (verdict,) = tried(seller, shop, at=SATURDAY, draft=DRAFT)["verdicts"]
        assert (verdict["applied"], verdict["reason"]) == (False, "too_few_orders")
        purchase(shop.request(("CUP", 1)), now=NOW)
        known = {"email": "ana@example.com", "at": TUESDAY, "draft": DRAFT}
        (verdict,) = tried(seller, shop, **known)["verdicts"]
        assert verdict["says"]["en"] == "Only on Saturday or Sunday."

    def test_takes_a_stored_draft_as_though_it_were_on_and_its_code_entered(self, seller, shop):
        draft = PromotionDraft(name="Coded", rule=percent(1000), needs_code=True)
        key = create_promotion(store_id=shop.store_id, draft=draft, now=NOW)
        trial = tried(seller, shop, promotion_id=str(key))
        assert trial["verdicts"][0]["reason"] == "needs_code"
        trial = tried(seller, shop, promotion_id=str(key), with_code=True)
        assert trial["after"]["discount"]["amount_minor"] == 899

    def test_leaves_an_active_promotion_out_of_the_side_without_it(self, seller, shop):
        key = offer(shop, percent(1000))
        trial = tried(seller, shop, promotion_id=str(key))
        assert trial["before"]["discount"]["amount_minor"] == 0
        assert trial["after"]["discount"]["amount_minor"] == 899

    def test_explains_the_shop_as_it_is_without_any_promotion_named(self, seller, shop):
        offer(shop, percent(1000, when={"kind": "subtotal", "at_least_minor": 10_000}))
        trial = tried(seller, shop)
        assert trial["before"] == trial["after"]
        assert trial["verdicts"][0]["says"]["pt-br"] == "Faltam R$\xa010,10."

    def test_points_at_what_is_wrong_with_a_draft(self, seller, shop):
        lines = [{"variant_id": str(shop.variants["CUP"]), "quantity": 1}]
        body = {"lines": lines, "draft": {"name": "x", "rule": {"then": {"kind": "no"}}}}
        wrong = seller.post("/promotions/trials", body, key=None)
        assert wrong.status_code == 422
        assert wrong.json()["findings"][0]["pointer"] == "/then/kind"
