from __future__ import annotations

import pytest

from balcao.domains.cart.models import Cart
from tests.entrypoints.api.conftest import body_of
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def cart(anybody, shop):
    lines = [{"variant_id": str(shop.variants["CUP"]), "quantity": 1}]
    return anybody.post("/carts", {"lines": lines}, key=None).json()["id"]


class TestCart:
    def test_is_filled_and_emptied_line_by_line(self, anybody, shop, cart):
        cup, vase = str(shop.variants["CUP"]), str(shop.variants["VASE-S"])
        more = anybody.post(f"/carts/{cart}/lines", {"variant_id": cup, "quantity": 2}, key=None)
        assert more.json()["units"] == 3
        put = anybody.call("PUT", f"/carts/{cart}/lines/{vase}", {"quantity": 4})
        assert put.json()["units"] == 7
        left = anybody.call("DELETE", f"/carts/{cart}/lines/{cup}").json()
        assert [(line["sku"], line["quantity"]) for line in left["lines"]] == [("VASE-S", 4)]
        assert left["subtotal"]["amount_minor"] == 4 * 8990

    def test_begins_with_all_of_its_lines_or_not_at_all(self, anybody, shop):
        cup, nothing = str(shop.variants["CUP"]), "00000000-0000-7000-8000-000000000000"
        twice = [{"variant_id": cup, "quantity": 2}, {"variant_id": cup, "quantity": 3}]
        made = anybody.post("/carts", {"lines": twice}, key=None).json()
        assert [(line["sku"], line["quantity"]) for line in made["lines"]] == [("CUP", 5)]
        count = Cart.objects.count()
        for wrong, problem in (
            ({"variant_id": nothing, "quantity": 1}, "not_for_sale"),
            ({"variant_id": cup, "quantity": 999}, "bad_cart_quantity"),
        ):
            answer = anybody.post("/carts", {"lines": [*twice, wrong]}, key=None)
            assert answer.json()["type"].endswith(f"/{problem}"), answer.content
        assert Cart.objects.count() == count

    def test_speaks_the_language_asked_for(self, anybody, cart):
        title = anybody.get(f"/carts/{cart}?language=en").json()["lines"][0]["title"]
        assert title == "Xícara Serra (en)"

    def test_says_what_is_missing_until_nothing_is(self, anybody, cart, shop):
        path, said = f"/carts/{cart}/checkout", body_of(shop)
        assert set(anybody.get(path).json()["missing"]) == {
            "email",
            "address",
            "shipping",
            "payment",
        }
        parts = [{"email": said["email"], "address": said["address"]}, {"shipping": "standard"}]
        for part in [*parts, {"payment": "cash_on_delivery"}]:
            checkout = anybody.call("PATCH", path, part)
        assert checkout.json()["missing"] == []
        assert checkout.json()["totals"]["total"] == {"amount_minor": 5400, "currency": "BRL"}

    def test_is_ordered_once_whatever_the_keys(self, anybody, cart, shop):
        said = body_of(shop)
        details = {name: said[name] for name in ("email", "address", "shipping", "payment")}
        anybody.call("PATCH", f"/carts/{cart}/checkout", details)
        body = {"expected_total": {"amount_minor": 5400, "currency": "BRL"}}
        first = anybody.post(f"/carts/{cart}/complete", body, key="1")
        assert first.status_code == 201
        for key in ("1", "2"):
            again = anybody.post(f"/carts/{cart}/complete", body, key=key)
            assert again.json() == first.json()
            assert again["Idempotency-Replayed"] == "true"
        late = anybody.call("PUT", f"/carts/{cart}/lines/{shop.variants['CUP']}", {"quantity": 2})
        assert late.json()["type"].endswith("/cart_ordered")
        assert_books_balance()

    def test_of_another_is_not_guessed(self, anybody, shop):
        found = anybody.get("/carts/00000000-0000-7000-8000-000000000000")
        assert found.status_code == 404


class TestBrowsing:
    def test_finds_by_words_sorts_and_pages(self, anybody, shop):
        found = anybody.get("/search?sort=price&limit=2").json()
        assert [card["handle"] for card in found["items"]] == ["xicara", "vaso-lua"]
        onward = anybody.get(f"/search?sort=price&limit=2&cursor={found['next_cursor']}").json()
        assert [card["handle"] for card in onward["items"]] == ["ultimo"]
        assert onward["next_cursor"] is None

    def test_counts_what_stands_on_a_shelf(self, anybody, shop):
        (shelf,) = anybody.get("/categories").json()["items"]
        assert (shelf["slug"], shelf["products"]) == ("ceramica", 3)

    def test_offers_ways_to_ship_and_pay(self, anybody, shop):
        ways = anybody.get("/shipping-options?country=BR&language=en").json()["items"]
        assert [(w["name"], w["price"]["amount_minor"]) for w in ways] == [
            ("Standard delivery", 1500)
        ]
        codes = [c["code"] for c in anybody.get("/payment-choices").json()["items"]]
        assert codes == ["bank_transfer", "cash_on_delivery"]
        assert anybody.get("/store").json()["currency"] == "BRL"
