"""Cards through the API: what the browser has to do, how it stands, and cards that are kept."""

from __future__ import annotations

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.ports import Decline
from balcao.domains.payments.queries import payment_of
from tests.cards import FormCard, offering
from tests.entrypoints.api.test_shoppers import signed
from tests.shop import NOW
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
ACTION = {
    "type": "stripe_card",
    "client_secret": "pi_1_secret_x",
    "publishable_key": "pk",
    "redirect_url": None,
}


@pytest.fixture
def form():
    with offering(FormCard()) as provider:
        yield provider


@pytest.fixture
def made(shop, form):
    return purchase(shop.request(("CUP", 2), provider="form"), now=NOW)


@pytest.fixture
def ana(anybody):
    return signed(anybody)


def of(made, what):
    return f"/order-status/{made.token}/payment/{what}"


class TestAnAction:
    def test_comes_with_the_purchase_and_again_with_its_key(self, anybody, form, purchase_body):
        body = {**purchase_body, "payment": "form"}
        for _ in range(2):
            made = anybody.post("/purchases", body, key="k").json()
            assert (made["state"], made["action"]) == ("pending", ACTION)

    def test_is_none_where_nothing_is_left_to_do(self, anybody, purchase_body):
        assert anybody.post("/purchases", purchase_body).json()["action"] is None

    def test_is_checked_with_the_provider(self, anybody, form, made):
        waiting = anybody.post(of(made, "check"), key=None).json()
        assert waiting == {"outcome": "pending", "declined": None, "action": ACTION}
        payment = payment_of(made.order_id)
        form.shopper_pays(payment, declined=Decline.CODE)
        assert anybody.post(of(made, "check"), key=None).json()["declined"] == "code"
        form.shopper_pays(payment)
        for _ in range(2):
            paid = anybody.post(of(made, "check"), key=None).json()
            assert paid == {"outcome": "captured", "declined": None, "action": None}
        assert order_by_id(made.order_id).state == "paid"
        assert_books_balance()

    def test_is_of_nobody_without_the_secret(self, anybody):
        found = anybody.post("/order-status/not-a-token-of-any-order/payment/check", key=None)
        assert found.status_code == 404


class TestKeptCards:
    def test_are_kept_listed_paid_with_and_removed(self, ana, anybody, shop, form, made):
        kept = ana.call("PUT", of(made, "kept-card"), {"is_kept": True})
        assert kept.status_code == 204
        form.shopper_pays(payment_of(made.order_id))
        anybody.post(of(made, "check"), key=None)
        (card,) = ana.get("/shopper/cards").json()["items"]
        assert (card["brand"], card["last4"], card["exp_month"]) == ("visa", "4242", 12)
        assert "token" not in card

        another = purchase(shop.request(("CUP", 1), provider="form"), now=NOW)
        paid = ana.post(of(another, "saved-card"), {"card_id": card["id"]}, key="k")
        assert paid.json()["outcome"] == "captured"
        again = ana.post(of(another, "saved-card"), {"card_id": card["id"]}, key="k")
        assert again.json()["type"].endswith("/not_payable")

        for _ in range(2):
            assert ana.call("DELETE", f"/shopper/cards/{card['id']}").status_code == 204
        assert ana.get("/shopper/cards").json()["items"] == []
        assert form.dropped == ["pm_1"]
        assert_books_balance()

    def test_are_not_kept_after_all(self, ana, form, made):
        for wish in (True, False):
            assert ana.call("PUT", of(made, "kept-card"), {"is_kept": wish}).status_code == 204
        assert form.keeps == {}

    def test_are_of_their_holder_alone(self, ana, anybody, shop, form, made):
        ana.call("PUT", of(made, "kept-card"), {"is_kept": True})
        form.shopper_pays(payment_of(made.order_id))
        anybody.post(of(made, "check"), key=None)
        (card,) = ana.get("/shopper/cards").json()["items"]
        eva = signed(anybody, "eva@example.com")
        another = purchase(shop.request(("CUP", 1), provider="form"), now=NOW)
        assert eva.get("/shopper/cards").json()["items"] == []
        assert eva.call("DELETE", f"/shopper/cards/{card['id']}").status_code == 404
        refused = eva.post(of(another, "saved-card"), {"card_id": card["id"]})
        assert refused.json()["type"].endswith("/no_such_saved_card")
        assert form.saved_calls == []

    def test_need_a_key_to_pay(self, ana, made):
        refused = ana.post(of(made, "saved-card"), {"card_id": str(made.order_id)}, key=None)
        assert refused.json()["type"].endswith("/idempotency_key_missing")
