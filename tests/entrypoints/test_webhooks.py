"""Messages of payment providers, as anybody in the world may send them."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from balcao.domains.checkout.operations import purchase
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.ports import (
    Answer,
    BadMessage,
    Outcome,
    ProviderAway,
    Told,
)
from balcao.domains.payments.queries import payment_of
from tests.cards import offering
from tests.shop import NOW, open_shop

pytestmark = pytest.mark.django_db


class Teller:
    """A provider whose signature is a word, and who knows what was paid."""

    code = "teller"
    is_offline = False
    pays_on_delivery = False

    def __init__(self) -> None:
        self.has_paid = self.is_away = False

    def pay(self, attempt):
        return Answer(Outcome.PENDING, f"t-{attempt.idempotency_key}")

    def look_up(self, attempt):
        if self.is_away:
            raise ProviderAway
        return Answer(Outcome.CAPTURED if self.has_paid else Outcome.PENDING, "")

    def void(self, attempt): ...

    def refund(self, attempt, *, amount, key): ...

    def read_message(self, headers, body, *, query, now):
        if headers.get("x-word") != "sesame":
            raise BadMessage("The signature is wrong.")
        said = json.loads(body)
        return [Told(said["id"], "paid", reference=said["reference"])]


@pytest.fixture
def teller():
    with offering(Teller()) as provider:
        yield provider


@pytest.fixture
def made(teller):
    return purchase(open_shop().request(("CUP", 1), provider="teller"), now=NOW)


def tell(made, *, word="sesame", provider="teller", message="m-1"):
    body = {"id": message, "reference": payment_of(made.order_id).provider_reference}
    return Client(enforce_csrf_checks=True).post(
        f"/webhooks/payments/{provider}/", body, "application/json", headers={"x-word": word}
    )


class TestMessage:
    def test_places_an_order_whose_money_came_and_only_once(self, teller, made):
        teller.has_paid = True
        assert tell(made).json() == {"taken": 1}
        assert tell(made).json() == {"taken": 0}
        assert order_by_id(made.order_id).state == "paid"

    def test_with_a_wrong_signature_changes_nothing(self, teller, made):
        teller.has_paid = True
        answer = tell(made, word="open")
        assert (answer.status_code, answer.json()["error"]) == (400, "The signature is wrong.")
        assert order_by_id(made.order_id).state == "pending"

    def test_that_says_paid_is_not_believed(self, made):
        assert tell(made).status_code == 200
        assert order_by_id(made.order_id).state == "pending"

    def test_is_asked_for_again_while_the_provider_is_silent(self, teller, made):
        teller.has_paid = teller.is_away = True
        assert tell(made).status_code == 503
        teller.is_away = False
        assert tell(made).status_code == 200
        assert order_by_id(made.order_id).state == "paid"

    @pytest.mark.parametrize("provider", ["nobody", "bank_transfer"])
    def test_of_who_sends_none_is_not_found(self, made, provider):
        assert tell(made, provider=provider).status_code == 404

    def test_is_posted_and_of_a_size_to_be_read(self, made):
        assert Client().get("/webhooks/payments/teller/").status_code == 405
        long = Client().post("/webhooks/payments/teller/", "x" * 300_000, "application/json")
        assert long.status_code == 413
