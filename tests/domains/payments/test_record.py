from __future__ import annotations

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from balcao.domains.checkout.operations import purchase
from balcao.domains.orders.operations import settle_capture
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.errors import (
    BadAmount,
    NoSuchPayment,
    NoSuchProvider,
    NotPayable,
    NotSplittable,
    RefundTooLarge,
)
from balcao.domains.payments.models import Payment
from balcao.domains.payments.operations import (
    ask_refund,
    capture_open_parts,
    record_failure,
    replace_provider,
    settle_refund,
    split_payment,
    void_open_parts,
)
from balcao.domains.payments.ports import provider_by_code
from balcao.domains.payments.queries import (
    instructions_for,
    payment_choices,
    payment_of,
    payments_of,
)
from balcao.kernel.ids import new_id
from balcao.plumbing.idempotency import KeyReused
from balcao.plumbing.models import OutboxEvent
from tests.shop import NOW, brl, open_shop
from tests.truth import assert_books_balance

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
            assert capture_open_parts(order_id=order_id, now=NOW) == TOTAL
        assert payment_of(order_id).captured == TOTAL
        assert told("payments.captured") == 1

    def test_refuses_a_payment_that_has_ended(self, order_id):
        void_open_parts(order_id=order_id, now=NOW)
        with pytest.raises(NotPayable):
            capture_open_parts(order_id=order_id, now=NOW)

    def test_says_no_to_an_order_without_payment(self):
        with pytest.raises(NoSuchPayment):
            capture_open_parts(order_id=new_id(), now=NOW)


def refund(order_id: UUID, amount: str, key: str):
    payment_id = payment_of(order_id).id
    return ask_refund(payment_id=payment_id, amount=brl(amount), key=key, by="ana", now=NOW)


class TestRefund:
    def test_never_gives_back_more_than_was_taken(self, order_id):
        capture_open_parts(order_id=order_id, now=NOW)
        first = refund(order_id, "50.00", "a")
        with pytest.raises(RefundTooLarge):
            refund(order_id, "4.01", "b")
        settle_refund(refund_id=first.id, is_given=True, now=NOW)
        with pytest.raises(RefundTooLarge):
            refund(order_id, "4.01", "b")
        settle_refund(refund_id=refund(order_id, "4.00", "b").id, is_given=True, now=NOW)
        assert payment_of(order_id).state == "refunded"

    def test_is_one_for_one_key_and_tells_once(self, order_id):
        capture_open_parts(order_id=order_id, now=NOW)
        first, again = refund(order_id, "10.00", "a"), refund(order_id, "10.00", "a")
        assert again.id == first.id
        with pytest.raises(KeyReused):
            refund(order_id, "11.00", "a")
        for is_news in (True, False):
            assert settle_refund(refund_id=first.id, is_given=True, now=NOW) is is_news
        assert payment_of(order_id).refunded == brl("10.00")
        assert told("payments.refunded") == 1

    def test_that_the_provider_refused_can_be_asked_for_anew(self, order_id):
        capture_open_parts(order_id=order_id, now=NOW)
        settle_refund(refund_id=refund(order_id, "54.00", "a").id, is_given=False, now=NOW)
        payment = payment_of(order_id)
        assert (payment.refunded, payment.refundable) == (brl("0.00"), TOTAL)
        assert refund(order_id, "54.00", "b").state == "asked"
        assert told("payments.refunded") == 0

    def test_gives_nothing_back_that_was_not_taken(self, order_id):
        with pytest.raises(RefundTooLarge):
            refund(order_id, "0.01", "a")

    @pytest.mark.parametrize("amount", ["0.00", "-1.00"])
    def test_is_an_amount(self, order_id, amount):
        capture_open_parts(order_id=order_id, now=NOW)
        with pytest.raises(BadAmount):
            refund(order_id, amount, "a")

    def test_is_refused_by_the_database_too(self, order_id):
        capture_open_parts(order_id=order_id, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.filter(order_id=order_id).update(refunded_minor=5401)
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.filter(order_id=order_id).update(refunding_minor=5401)


class TestParts:
    def test_add_up_to_what_the_order_owes(self, order_id):
        split_payment(order_id=order_id, first=brl("20.00"), now=NOW)
        parts = payments_of(order_id)
        assert [(one.part, one.amount) for one in parts] == [(1, brl("20.00")), (2, brl("34.00"))]
        assert_books_balance()

    def test_are_paid_one_after_the_other(self, order_id):
        split_payment(order_id=order_id, first=brl("20.00"), now=NOW)
        first, rest = payments_of(order_id)
        settle_capture(order_id=order_id, payment_id=first.id, now=NOW)
        assert order_by_id(order_id).state == "placed"
        assert payment_of(order_id).id == rest.id
        settle_capture(order_id=order_id, payment_id=rest.id, now=NOW)
        assert order_by_id(order_id).state == "paid"
        assert told("orders.paid") == 1
        assert_books_balance()

    @pytest.mark.parametrize("amount", ["0.00", "54.00", "60.00"])
    def test_are_each_something(self, order_id, amount):
        with pytest.raises(BadAmount):
            split_payment(order_id=order_id, first=brl(amount), now=NOW)

    def test_are_not_made_of_what_is_paid(self, order_id):
        capture_open_parts(order_id=order_id, now=NOW)
        with pytest.raises(NotSplittable):
            split_payment(order_id=order_id, first=brl("20.00"), now=NOW)

    def test_are_live_once_by_the_database(self, order_id):
        row = Payment.objects.get(order_id=order_id)
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.filter(pk=row.pk).update(part=0)
        row.pk = new_id()
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)

    def test_can_be_paid_another_way(self, order_id):
        old = payment_of(order_id)
        replace_provider(payment_id=old.id, provider="cash_on_delivery", now=NOW)
        new = payment_of(order_id)
        assert (new.provider, new.amount, new.part) == ("cash_on_delivery", TOTAL, 1)
        with pytest.raises(NotPayable):
            replace_provider(payment_id=old.id, provider="bank_transfer", now=NOW)
        assert_books_balance()


class TestFailure:
    def test_leaves_a_payment_that_has_taken_money_alone(self, order_id):
        capture_open_parts(order_id=order_id, now=NOW)
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
        capture_open_parts(order_id=order_id, now=NOW)
        assert instructions_for(payment_of(order_id), "en").facts == ()
