from __future__ import annotations

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from balcao.domains.checkout.operations import purchase
from balcao.domains.payments.errors import (
    NoSuchPayment,
    NoSuchProvider,
    NotPayable,
    RefundTooLarge,
)
from balcao.domains.payments.models import Payment
from balcao.domains.payments.operations import (
    record_capture,
    record_failure,
    record_refund,
    void_payment,
)
from balcao.domains.payments.ports import provider_by_code
from balcao.domains.payments.queries import instructions_for, payment_choices, payment_of
from balcao.kernel.ids import new_id
from balcao.plumbing.models import OutboxEvent
from tests.shop import NOW, brl, open_shop

pytestmark = pytest.mark.django_db
TOTAL = brl("54.00")


@pytest.fixture
def order_id() -> UUID:
    shop = open_shop()
    return purchase(shop.request(("CUP", 1)), now=NOW).order_id


def told(name: str) -> int:
    return OutboxEvent.objects.filter(name=name).count()


class TestCapture:
    def test_takes_the_whole_amount_once(self, order_id):
        for _ in range(3):
            assert record_capture(order_id=order_id, now=NOW) == TOTAL
        assert payment_of(order_id).captured == TOTAL
        assert told("payments.captured") == 1

    def test_refuses_a_payment_that_has_ended(self, order_id):
        void_payment(order_id=order_id, now=NOW)
        with pytest.raises(NotPayable):
            record_capture(order_id=order_id, now=NOW)

    def test_says_no_to_an_order_without_payment(self):
        with pytest.raises(NoSuchPayment):
            record_capture(order_id=new_id(), now=NOW)


class TestRefund:
    def test_never_gives_back_more_than_was_taken(self, order_id):
        record_capture(order_id=order_id, now=NOW)
        record_refund(order_id=order_id, amount=brl("50.00"), now=NOW)
        with pytest.raises(RefundTooLarge):
            record_refund(order_id=order_id, amount=brl("4.01"), now=NOW)
        record_refund(order_id=order_id, amount=brl("4.00"), now=NOW)
        assert payment_of(order_id).state == "refunded"

    def test_gives_nothing_back_that_was_not_taken(self, order_id):
        with pytest.raises(RefundTooLarge):
            record_refund(order_id=order_id, amount=brl("0.01"), now=NOW)

    def test_is_refused_by_the_database_too(self, order_id):
        record_capture(order_id=order_id, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.filter(order_id=order_id).update(refunded_minor=5401)


class TestFailure:
    def test_leaves_a_payment_that_has_taken_money_alone(self, order_id):
        record_capture(order_id=order_id, now=NOW)
        record_failure(order_id=order_id, now=NOW)
        assert payment_of(order_id).state == "captured"


class TestChoices:
    def test_are_offered_in_the_language_asked_for(self):
        assert [choice.code for choice in payment_choices("en")] == [
            "bank_transfer",
            "cash_on_delivery",
        ]
        with pytest.raises(NoSuchProvider):
            provider_by_code("seashells")

    def test_tell_the_shopper_what_is_left_to_do_and_nothing_afterwards(self, order_id):
        payment = payment_of(order_id)
        facts = dict(instructions_for(payment, "en").facts)
        assert payment.reference in facts.values()
        record_capture(order_id=order_id, now=NOW)
        assert instructions_for(payment_of(order_id), "en").facts == ()
