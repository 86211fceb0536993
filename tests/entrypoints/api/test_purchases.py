from __future__ import annotations

import pytest

from balcao.domains.inventory.queries import level_of
from tests.entrypoints.api.conftest import Api
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


def left(shop, sku="CUP"):
    return level_of(shop.location_id, shop.variants[sku]).sellable


class TestPurchase:
    def test_makes_an_order_in_one_call(self, anybody, shop, purchase_body):
        answer = anybody.post("/purchases", purchase_body)
        assert answer.status_code == 201
        made = answer.json()
        assert made["state"] == "placed"
        assert made["total"] == {"amount_minor": 9300, "currency": "BRL"}
        assert left(shop) == 98
        status = anybody.get(answer["Location"].removeprefix("/api/v1"))
        assert status.json()["number"] == made["number"]
        assert_books_balance()

    def test_costs_what_the_quote_said(self, anybody, shop, purchase_body):
        asked = {"lines": purchase_body["lines"], "country": "BR", "shipping": "standard"}
        quoted = anybody.post("/quotes", asked, key=None).json()
        assert quoted["total"] == purchase_body["expected_total"]

    def test_answers_the_same_key_with_the_same_order(self, anybody, shop, purchase_body):
        first = anybody.post("/purchases", purchase_body, key="k")
        second = anybody.post("/purchases", purchase_body, key="k")
        assert second.json() == first.json()
        assert second.status_code == first.status_code == 201
        assert "Idempotency-Replayed" not in first
        assert second["Idempotency-Replayed"] == "true"
        assert left(shop) == 98

    def test_refuses_the_same_key_for_something_else(self, anybody, purchase_body):
        anybody.post("/purchases", purchase_body, key="k")
        other = {**purchase_body, "email": "bia@example.com"}
        refused = anybody.post("/purchases", other, key="k")
        assert refused.status_code == 409
        assert refused.json()["type"] == "/api/v1/problems/idempotency_key_reused"

    def test_keeps_the_keys_of_different_tokens_apart(self, anybody, owner, purchase_body):
        first = anybody.post("/purchases", purchase_body, key="k").json()
        second = owner.post("/purchases", purchase_body, key="k").json()
        assert first["number"] != second["number"]

    def test_wants_a_key(self, anybody, purchase_body):
        refused = anybody.post("/purchases", purchase_body, key=None)
        assert (refused.status_code, refused.json()["status"]) == (400, 400)
        assert refused.json()["type"].endswith("/idempotency_key_missing")

    def test_says_the_new_total(self, anybody, shop, purchase_body):
        purchase_body["expected_total"]["amount_minor"] = 1
        refused = anybody.post("/purchases", purchase_body)
        assert refused.status_code == 409
        assert refused["Content-Type"] == "application/problem+json"
        assert refused.json()["total_minor"] == 9300
        assert left(shop) == 100

    def test_names_every_wrong_field_of_the_address(self, anybody, purchase_body):
        purchase_body["address"] |= {"postal_code": "nope", "city": ""}
        refused = anybody.post("/purchases", purchase_body)
        assert refused.status_code == 422
        assert set(refused.json()["fields"]) == {"postal_code", "city"}

    def test_points_into_the_body(self, anybody, purchase_body):
        purchase_body["lines"][0]["quantity"] = 0
        found = anybody.post("/purchases", purchase_body).json()["errors"]
        assert [one["pointer"] for one in found] == ["/lines/0/quantity"]

    def test_refuses_a_token_that_is_none(self, shop, anybody, purchase_body):
        refused = Api(anybody.client, "bal_nobody").post("/purchases", purchase_body)
        assert refused.status_code == 401
        assert refused["WWW-Authenticate"].startswith("Bearer")
