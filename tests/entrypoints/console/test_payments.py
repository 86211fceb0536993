"""Money on the order desk, and what providers were asked."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from balcao.domains.checkout.operations import purchase
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.queries import calls_page, payment_of, payments_of, refunds_of
from tests.cards import Card, offering
from tests.shop import NOW, brl

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(as_role):
    return as_role("order_desk")


@pytest.fixture
def card():
    with offering(Card()) as provider:
        yield provider


@pytest.fixture
def made(shop, card):
    return purchase(shop.request(("CUP", 2), provider="card"), now=NOW)


def do(client, step, on, **fields):
    answer = client.post(reverse(f"console:{step}", args=[on]), {"key": "form-1", **fields})
    assert answer.status_code == 303
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def page_of(client, made):
    return client.get(reverse("console:order", args=[made.order_id])).content.decode()


class TestTheMoneyOfAnOrder:
    def test_is_captured_and_given_back_once_for_each_form(self, desk, card, made):
        assert "Capture" in page_of(desk, made)
        payment = payment_of(made.order_id)
        do(desk, "payment-capture", payment.id, amount="93,00")
        assert order_by_id(made.order_id).state == "paid"
        for _ in range(2):
            do(desk, "payment-refund", payment.id, amount="10.00", reason="a chip", key="form-2")
        assert [one.amount for one in refunds_of(made.order_id)] == [brl("10.00")]
        page = page_of(desk, made)
        assert "a chip" in page
        assert "Asked of the provider" in page

    @pytest.mark.parametrize("amount", ["", "x", "0", "-1", "93.01", "1.005"])
    def test_bears_what_is_no_amount(self, desk, card, made, amount):
        payment = payment_of(made.order_id)
        assert do(desk, "payment-capture", payment.id, amount=amount)
        assert card.taken == {}

    def test_is_let_go(self, desk, made):
        do(desk, "payment-release", payment_of(made.order_id).id)
        assert payment_of(made.order_id).state == "voided"

    def test_is_divided(self, desk, shop, order_id):
        do(desk, "payment-split", order_id, first="20")
        assert [one.part for one in payments_of(order_id)] == [1, 2]
        assert "Part 2" in desk.get(reverse("console:order", args=[order_id])).content.decode()

    def test_of_a_held_order_can_be_confirmed(self, desk, shop, card):
        card.silent = {"pay"}
        made = purchase(shop.request(("CUP", 2), provider="card"), now=NOW)
        assert "Confirm payment" in page_of(desk, made)
        do(desk, "order-pay", made.order_id, version=order_by_id(made.order_id).version)
        assert order_by_id(made.order_id).state == "paid"


class TestCalls:
    def test_are_shown_and_asked_again(self, desk, shop, card, made):
        card.silent = {"capture"}
        said = do(desk, "payment-capture", payment_of(made.order_id).id, amount="93.00")
        assert "does not answer" in said
        page = desk.get(reverse("console:calls")).content.decode()
        assert "Ask again" in page
        card.silent = set()
        (call,) = calls_page(shop.store_id, states=["silent"])
        do(desk, "call-retry", call.id)
        assert order_by_id(made.order_id).state == "paid"
        assert "Every provider has answered" in desk.get(reverse("console:calls")).content.decode()
        assert made.number in desk.get(reverse("console:calls") + "?tab=all").content.decode()

    def test_are_looked_at_and_not_asked_by_who_may_only_look(self, as_role, card, made):
        viewer = as_role("viewer")
        assert viewer.get(reverse("console:calls")).status_code == 200
        (call,) = calls_page(order_by_id(made.order_id).store_id)
        assert viewer.post(reverse("console:call-retry", args=[call.id])).status_code == 403
