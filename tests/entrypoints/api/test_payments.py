"""Money of orders through the API."""

from __future__ import annotations

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.orders.queries import order_by_id
from balcao.kernel.ids import new_id
from tests.cards import Card, offering
from tests.shop import NOW
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def card():
    with offering(Card()) as provider:
        yield provider


@pytest.fixture
def made(shop, card):
    return purchase(shop.request(("CUP", 2), provider="card"), now=NOW)


def payment_of(owner, made):
    (payment,) = owner.get(f"/orders/{made.order_id}/payments").json()["payments"]
    return payment


def code_of(answer) -> str:
    return answer.json()["type"].rpartition("/")[2]


def brl(minor: int) -> dict:
    return {"amount": {"amount_minor": minor, "currency": "BRL"}}


class TestPayments:
    def test_are_captured_given_back_and_listed(self, owner, card, made):
        payment = payment_of(owner, made)
        assert (payment["state"], payment["authorized"]["amount_minor"]) == ("authorized", 9300)
        taken = owner.post(f"/payments/{payment['id']}/capture", {})
        assert (taken.status_code, taken.json()["state"]) == (200, "captured")
        key = str(new_id())
        for _ in range(2):
            back = owner.post(f"/payments/{payment['id']}/refunds", brl(4000), key=key)
            assert (back.status_code, back.json()["state"]) == (201, "done")
        other = owner.post(f"/payments/{payment['id']}/refunds", brl(4001), key=key)
        assert (other.status_code, code_of(other)) == (409, "idempotency_key_reused")
        rest = owner.post(f"/payments/{payment['id']}/refunds", {"reason": "all of it"})
        assert rest.json()["amount"]["amount_minor"] == 5300
        seen = owner.get(f"/orders/{made.order_id}/payments").json()
        assert [one["state"] for one in seen["refunds"]] == ["done", "done"]
        assert sum(card.given_back.values()) == 9300
        assert_books_balance()

    def test_are_let_go_once(self, owner, made):
        payment = payment_of(owner, made)
        for _ in range(2):
            answer = owner.post(f"/payments/{payment['id']}/release")
            assert (answer.status_code, answer.json()["state"]) == (200, "voided")

    def test_are_never_taken_beyond_what_was_set_aside(self, owner, made):
        payment = payment_of(owner, made)
        answer = owner.post(f"/payments/{payment['id']}/capture", brl(9301))
        assert (answer.status_code, code_of(answer)) == (409, "capture_too_large")

    def test_need_a_key(self, owner, made):
        payment = payment_of(owner, made)
        for what in ("capture", "release", "refunds"):
            answer = owner.post(f"/payments/{payment['id']}/{what}", {}, key=None)
            assert code_of(answer) == "idempotency_key_missing"

    def test_are_divided_into_a_deposit_and_the_rest(self, owner, shop):
        made = purchase(shop.request(("CUP", 2)), now=NOW)
        first = {"first": {"amount_minor": 3000, "currency": "BRL"}}
        parts = owner.post(f"/orders/{made.order_id}/payments/split", first).json()["payments"]
        assert [one["amount"]["amount_minor"] for one in parts] == [3000, 6300]

    def test_are_made_another_way_by_who_has_the_secret_of_the_order(self, anybody, card, shop):
        made = purchase(shop.request(("CUP", 2)), now=NOW)
        said = {"payment": "card", "payment_token": "tok"}
        answer = anybody.post(f"/order-status/{made.token}/payment", said, key=None)
        assert answer.json() == {"outcome": "authorized", "declined": None, "action": None}
        assert (
            anybody.post("/order-status/not-a-token-of-any-order/payment", said).status_code == 404
        )
        again = anybody.post(f"/order-status/{made.token}/payment", said, key=None)
        assert code_of(again) == "not_payable"
        assert order_by_id(made.order_id).state == "placed"


class TestCalls:
    def test_that_nobody_answered_are_asked_again(self, owner, card, made):
        payment = payment_of(owner, made)
        card.silent = {"capture"}
        silent = owner.post(f"/payments/{payment['id']}/capture", {})
        assert (silent.status_code, code_of(silent)) == (409, "provider_silent")
        (call,) = owner.get("/provider-calls?state=silent").json()["items"]
        assert (call["verb"], call["amount_minor"], call["tries"]) == ("capture", 9300, 1)
        card.silent = set()
        for _ in range(2):
            done = owner.post(f"/provider-calls/{call['id']}/retry")
            assert (done.status_code, done.json()["state"]) == (200, "answered")
        assert order_by_id(made.order_id).state == "paid"

    def test_of_nobody_are_not_found(self, owner):
        assert owner.post(f"/provider-calls/{new_id()}/retry").status_code == 404
