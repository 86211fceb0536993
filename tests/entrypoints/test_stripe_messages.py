"""Messages of Stripe through HTTP: whose they are, how old, and how often they come."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from django.test import Client

from balcao.domains.checkout.operations import purchase
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.models import ProviderMessage
from balcao.domains.payments.queries import payment_of
from tests.adapters.stripe_proxy import GOOD, Wire, localstripe, made, running
from tests.cards import offering
from tests.races.money_weather import signed
from tests.shop import NOW, open_shop
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
TOLERANCE = 300


@pytest.fixture(scope="module")
def upstream() -> Iterator[str]:
    with localstripe() as url:
        yield url


@pytest.fixture
def wire(upstream: str) -> Iterator[Wire]:
    with running(upstream) as wire, offering(made(wire)):
        yield wire


@pytest.fixture
def order_id(wire):
    """An order whose card was charged while the answer got lost."""
    request = open_shop().request(("CUP", 1), provider="stripe", payment_token=wire.card(GOOD))
    answer = wire.answer

    def lose_what_was_confirmed(method, path, body, key):
        reply = answer(method, path, body, key)
        if path.endswith("/confirm"):
            return (500, b"{}"), False
        return reply

    wire.answer = lose_what_was_confirmed
    made_id = purchase(request, now=NOW).order_id
    wire.answer = answer
    assert order_by_id(made_id).state == "pending"
    return made_id


def letter(order_id, name="evt_1"):
    about = {"object": "payment_intent", "id": "", "metadata": {}}
    about["metadata"]["balcao_key"] = payment_of(order_id).idempotency_key
    return json.dumps({"id": name, "type": "payment_intent.succeeded", "data": {"object": about}})


def bring(text, signature):
    headers = {"Stripe-Signature": signature} if signature else {}
    return Client(enforce_csrf_checks=True).post(
        "/webhooks/payments/stripe/", text, "application/json", headers=headers
    )


def assert_nothing_happened(order_id, wire, before):
    assert order_by_id(order_id).state == "pending"
    assert wire.asked == before
    assert not ProviderMessage.objects.exists()


class TestASignedMessage:
    def test_places_the_order_whose_money_is_there(self, order_id):
        text = letter(order_id)
        assert bring(text, signed(text)).json() == {"taken": 1}
        assert order_by_id(order_id).state == "paid"
        assert_books_balance()

    def test_that_comes_again_has_no_second_effect(self, order_id, wire):
        text = letter(order_id)
        bring(text, signed(text))
        asked, told = list(wire.asked), order_by_id(order_id).timeline
        for _ in range(3):
            assert bring(text, signed(text)).json() == {"taken": 0}
        assert wire.asked == asked
        assert order_by_id(order_id).timeline == told
        assert_books_balance()


class TestAMessageThatIsRefused:
    def test_has_the_signature_of_somebody_else(self, order_id, wire):
        text, before = letter(order_id), list(wire.asked)
        answer = bring(text, signed(text, secret="whsec_of_somebody_else"))
        assert (answer.status_code, answer.json()["error"]) == (400, "The signature is wrong.")
        assert_nothing_happened(order_id, wire, before)

    def test_was_changed_after_it_was_signed(self, order_id, wire):
        text, before = letter(order_id), list(wire.asked)
        answer = bring(text.replace("evt_1", "evt_2"), signed(text))
        assert answer.status_code == 400
        assert_nothing_happened(order_id, wire, before)

    @pytest.mark.parametrize("signature", ["", "t=1,v1=00", "v1=00", "nonsense"])
    def test_is_not_signed_as_stripe_signs(self, order_id, wire, signature):
        before = list(wire.asked)
        assert bring(letter(order_id), signature).status_code == 400
        assert_nothing_happened(order_id, wire, before)

    @pytest.mark.parametrize("seconds", [-TOLERANCE - 5, TOLERANCE + 5])
    def test_is_too_old_or_from_the_future(self, order_id, wire, seconds):
        text, before = letter(order_id), list(wire.asked)
        answer = bring(text, signed(text, at=time.time() + seconds))
        assert answer.status_code == 400
        assert "too old" in answer.json()["error"]
        assert_nothing_happened(order_id, wire, before)

    def test_is_signed_for_another_moment_than_it_says(self, order_id, wire):
        text, before = letter(order_id), list(wire.asked)
        old = signed(text, at=time.time() - TOLERANCE - 5)
        forged = f"t={int(time.time())},{old.partition(',')[2]}"
        assert bring(text, forged).status_code == 400
        assert_nothing_happened(order_id, wire, before)
