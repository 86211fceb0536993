"""Shoppers through the API: signing in, orders, addresses, consents; and what staff do of it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from balcao.domains.checkout.operations import purchase
from balcao.domains.customers.models import Customer
from tests.entrypoints.api.conftest import Api
from tests.entrypoints.signing import mailed_code
from tests.shop import ADDRESS, NOW, Shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(anybody: Api) -> Api:
    return signed(anybody)


def signed(anybody: Api, email: str = "ana@example.com") -> Api:
    assert anybody.post("/shopper/codes", {"email": email}, key=None).status_code == 202
    code = mailed_code()
    made = anybody.post("/shopper/session", {"email": email, "code": code}, key=None)
    assert made.status_code == 201
    return Api(Client(), made.json()["token"])


class TestASession:
    def test_begins_with_a_code_and_ends(self, ana: Api):
        assert ana.get("/shopper").json()["email"] == "ana@example.com"
        assert ana.call("DELETE", "/shopper/session").status_code == 204
        refused = ana.get("/shopper")
        assert (refused.status_code, refused.json()["type"]) == (
            401,
            "/api/v1/problems/shopper_unknown",
        )

    def test_does_not_begin_with_a_wrong_code(self, anybody: Api):
        anybody.post("/shopper/codes", {"email": "ana@example.com"}, key=None)
        said = {"email": "ana@example.com", "code": "1"}
        refused = anybody.post("/shopper/session", said, key=None)
        assert (refused.status_code, refused.json()["field"]) == (422, "code")

    def test_is_refused_after_too_many_mails(self, anybody: Api):
        for _ in range(5):
            anybody.post("/shopper/codes", {"email": "ana@example.com"}, key=None)
        refused = anybody.post("/shopper/codes", {"email": "ana@example.com"}, key=None)
        assert refused.status_code == 429
        assert 0 < int(refused["Retry-After"]) <= 3600  # five mails an hour
        assert len(mail.outbox) == 5

    def test_opens_nothing_of_staff(self, ana: Api):
        assert ana.get("/orders").status_code == 401


class TestOrders:
    def test_are_listed_and_bought_again(self, shop: Shop, ana: Api):
        made = purchase(shop.request(("CUP", 2)), now=NOW)
        purchase(shop.request(("CUP", 1), email="bia@example.com"), now=NOW)
        (mine,) = ana.get("/shopper/orders").json()["items"]
        assert (mine["number"], mine["lines"][0]["quantity"]) == (made.number, 2)
        first = ana.post(f"/shopper/orders/{made.number}/again", {}, key=None).json()
        said = {"cart_id": first["cart_id"]}
        second = ana.post(f"/shopper/orders/{made.number}/again", said, key=None).json()
        assert second == {"cart_id": first["cart_id"], "left_out": []}
        cart = ana.get(f"/carts/{first['cart_id']}").json()
        assert [line["quantity"] for line in cart["lines"]] == [2]

    def test_of_others_are_not_there(self, shop: Shop, ana: Api):
        other = purchase(shop.request(("CUP", 1), email="bia@example.com"), now=NOW)
        again = ana.post(f"/shopper/orders/{other.number}/again", {}, key=None)
        assert again.status_code == 404


class TestAddresses:
    def test_are_kept_changed_and_removed(self, ana: Api):
        said = {"address": ADDRESS.as_json()}
        made = ana.post("/shopper/addresses", said, key=None)
        assert (made.status_code, made.json()["is_default"]) == (201, True)
        again = ana.post("/shopper/addresses", said, key=None)
        assert again.json()["id"] == made.json()["id"]
        path = f"/shopper/addresses/{made.json()['id']}"
        moved = {"address": {**ADDRESS.as_json(), "line1": "Rua Direita, 7"}}
        assert ana.call("PUT", path, moved).json()["address"]["line1"] == "Rua Direita, 7"
        assert len(ana.get("/shopper/addresses").json()["items"]) == 1
        assert ana.call("DELETE", path).status_code == 204
        assert ana.call("DELETE", path).status_code == 404

    def test_that_cannot_be_are_refused(self, ana: Api):
        said = {"address": {**ADDRESS.as_json(), "postal_code": "1"}}
        refused = ana.post("/shopper/addresses", said, key=None)
        assert (refused.status_code, "postal_code" in refused.json()["fields"]) == (422, True)


class TestStaff:
    def test_see_addresses_write_consents_down_and_sign_out(self, ana: Api, owner: Api):
        ana.post("/shopper/addresses", {"address": ADDRESS.as_json()}, key=None)
        path = f"/customers/{Customer.objects.get(email='ana@example.com').pk}"
        assert len(owner.get(f"{path}/addresses").json()["items"]) == 1
        said = {"is_given": True, "text_version": "phone"}
        (told,) = owner.call("PUT", f"{path}/consents", said).json()["items"]
        assert (told["is_given"], told["actor"]) == (True, "owner@example.com")
        assert ana.get("/shopper/consents").json()["items"] == [told]
        assert owner.call("DELETE", f"{path}/sessions").json() == {"ended": 1}
        assert ana.get("/shopper").status_code == 401


def test_a_shopper_agrees_and_takes_it_back(ana: Api):
    for is_given in (True, True, False):
        said = {"is_given": is_given, "text_version": "2026-11", "text": "Write to me"}
        told = ana.call("PUT", "/shopper/consents", said).json()["items"]
    assert [one["is_given"] for one in told] == [False, True]


def test_a_note_and_a_message_go_with_a_purchase_and_a_checkout(shop: Shop, owner: Api):
    wanted = {
        "lines": [{"variant_id": str(shop.variants["CUP"]), "quantity": 1}],
        "email": "ana@example.com", "address": ADDRESS.as_json(), "shipping": "standard",
        "payment": "bank_transfer", "note": " Blue gate ", "gift_message": "For\nBia",
        "expected_total": {"amount_minor": 5400, "currency": "BRL"},
    }  # fmt: skip
    made = owner.post("/purchases", wanted)
    order = owner.get(f"/orders/{made.json()['order_id']}").json()
    assert (order["note"], order["gift_message"]) == ("Blue gate", "For\nBia")
    cart = owner.post("/carts", {"lines": wanted["lines"]}, key=None).json()
    details = {
        "email": "ana@example.com", "address": ADDRESS.as_json(), "shipping": "standard",
        "payment": "bank_transfer", "gift_message": "For Bia",
    }  # fmt: skip
    shown = owner.call("PATCH", f"/carts/{cart['id']}/checkout", details).json()
    assert shown["gift_message"] == "For Bia"
    total = {"expected_total": wanted["expected_total"]}
    done = owner.post(f"/carts/{cart['id']}/complete", total)
    assert owner.get(f"/orders/{done.json()['order_id']}").json()["gift_message"] == "For Bia"


def test_carts_are_put_together_and_copied(shop: Shop, ana: Api, anybody: Api):
    lines = [{"variant_id": str(shop.variants["CUP"]), "quantity": 2}]
    first = anybody.post("/carts", {"lines": lines}, key=None).json()["id"]
    mine = ana.post("/shopper/cart", {"cart_id": first}, key=None).json()
    assert mine == {"cart_id": first}
    assert ana.post("/shopper/cart", {}, key=None).json() == mine
    copy = anybody.post(f"/carts/{first}/copies", key=None)
    assert (copy.status_code, copy.json()["state"]) == (201, "shared")
    assert anybody.post(f"/carts/{copy.json()['id']}/lines", lines[0], key=None).status_code == 409
