"""Codes on a cart and what promotions do for it, by program."""

from __future__ import annotations

import json
from typing import Any

import pytest

from balcao.domains.promotions.operations.unlocking import MOST_FAILURES
from tests.entrypoints.api.conftest import Api
from tests.offers import group, offer, percent
from tests.shop import Shop

pytestmark = pytest.mark.django_db
FROM_100 = {"when": {"kind": "subtotal", "at_least_minor": 10000}}


@pytest.fixture
def cart(anybody: Api, shop: Shop) -> str:
    lines = [{"variant_id": str(shop.variants["VASE-S"]), "quantity": 1}]
    answer = anybody.post("/carts", {"lines": lines}, key=None)
    return str(answer.json()["id"])


def explained(anybody: Api, cart: str, language: str = "en") -> dict[str, Any]:
    answer = anybody.get(f"/carts/{cart}/promotions?language={language}")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


class TestExplaining:
    def test_says_what_is_missing_and_then_what_it_gives(self, anybody, shop, cart):
        offer(shop, percent(1000, **FROM_100), name="Ten off")
        (nearly,) = explained(anybody, cart)["promotions"]
        assert (nearly["applied"], nearly["facts"]["missing_minor"]) == (False, 1010)
        assert "10.10" in nearly["says"]
        (em_portugues,) = explained(anybody, cart, "pt-br")["promotions"]
        assert "10,10" in em_portugues["says"]
        more = {"variant_id": str(shop.variants["VASE-S"]), "quantity": 1}
        anybody.post(f"/carts/{cart}/lines", more, key=None)
        whole = explained(anybody, cart)
        assert [one["applied"] for one in whole["promotions"]] == [True]
        assert whole["discount"]["amount_minor"] == 1798
        assert whole["total"]["amount_minor"] == 2 * 8990 - 1798

    def test_keeps_promotions_behind_codes_and_names_of_groups_to_itself(self, anybody, shop, cart):
        group(shop, "whales", "ana@example.com")
        for_whales = {"when": {"kind": "group", "in": ["whales"]}}
        offer(shop, percent(1000), code="SECRET", name="Hidden")
        offer(shop, percent(2000, **for_whales), name="For some")
        told = explained(anybody, cart)
        assert [one["name"] for one in told["promotions"]] == ["For some"]
        assert told["promotions"][0]["says"] == "Only for some customers."
        assert "whales" not in json.dumps(told)
        assert "SECRET" not in json.dumps(told)


class TestCodes:
    def test_are_entered_in_any_writing_once_and_taken_off(self, anybody, shop, cart):
        offer(shop, percent(1000), code="SAVE10", name="Ten off")
        for typed in (" save10 ", "SAVE10"):
            answer = anybody.post(f"/carts/{cart}/codes", {"code": typed}, key=None)
            assert answer.status_code == 200, answer.content
            assert answer.json()["codes"] == ["SAVE10"]
            assert answer.json()["discount"]["amount_minor"] == 899
        assert answer.json()["promotions"][0]["code"] == "SAVE10"
        without = anybody.call("DELETE", f"/carts/{cart}/codes/save10").json()
        assert (without["codes"], without["discount"]["amount_minor"]) == ([], 0)

    def test_that_do_nothing_yet_say_why(self, anybody, shop, cart):
        offer(shop, percent(1000, **FROM_100), code="SAVE10")
        answer = anybody.post(f"/carts/{cart}/codes?language=en", {"code": "SAVE10"}, key=None)
        (verdict,) = answer.json()["promotions"]
        assert (verdict["applied"], verdict["facts"]["missing_minor"]) == (False, 1010)

    def test_that_nobody_knows_are_refused_and_cannot_be_guessed_for_long(self, anybody, cart):
        codes = [f"GUESS{n}" for n in range(MOST_FAILURES + 1)]
        answers = [anybody.post(f"/carts/{cart}/codes", {"code": c}, key=None) for c in codes]
        assert {one.status_code for one in answers[:-1]} == {404}
        assert answers[0].json()["type"].endswith("/no_such_code")
        assert answers[-1].status_code == 429
        assert answers[-1]["Retry-After"]
        assert explained(anybody, cart)["codes"] == []

    def test_of_the_cart_of_an_order_stay_as_they_are(self, anybody, shop):
        nobody = "00000000-0000-7000-8000-000000000000"
        answer = anybody.post(f"/carts/{nobody}/codes", {"code": "SAVE10"}, key=None)
        assert answer.status_code == 404
        assert answer.json()["type"].endswith("/no_such_cart")
