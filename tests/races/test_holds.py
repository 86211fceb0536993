"""A payment, its messages and the sweeper, all at the same instant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest

from balcao.domains.checkout.operations import (
    finalize_purchase,
    purchase,
    refund_cancelled,
    sweep_expired_holds,
)
from balcao.domains.inventory.queries import level_of
from balcao.domains.orders.operations import cancel_order
from balcao.domains.orders.queries import order_by_id, order_by_number
from balcao.domains.payments.ports import Answer, Outcome
from balcao.domains.payments.queries import payment_of
from tests.cards import offering
from tests.races import scenarios
from tests.races.bank import Bank
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW, Shop

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
LATER = NOW + timedelta(minutes=15)
SOLD = {"paid": 1, "voided": 0}


@pytest.fixture
def bank() -> Iterator[Bank]:
    with offering(Bank()) as bank:
        yield bank


def assert_one_story(shop: Shop, bank: Bank, numbers: list[str]) -> None:
    """Paid orders have their money and their stock; all others have neither."""
    orders = [order_by_number(shop.store_id, number) for number in numbers]
    assert {order.state for order in orders} <= {"paid", "voided"}
    paid = [order for order in orders if order.state == "paid"]
    assert bank.balance() == sum(order.total.minor for order in paid)
    level = level_of(shop.location_id, shop.variants["CUP"])
    assert (level.reserved, level.allocated) == (0, len(paid))
    assert scenarios.breaches() == []


class TestReservationExpiring:
    def test_while_paying_ends_paid_or_released_and_nothing_between(self, shop, bank):
        requests = [shop.request(("CUP", 1), provider="bank") for _ in range(6)]
        sweep = partial(sweep_expired_holds, now=LATER)
        answers = at_once([*[partial(purchase, r, now=NOW) for r in requests], *[sweep] * 3])
        sweep()
        assert set(refused(answers)) <= {"payment_declined"}
        made = [a.number for a in granted(answers[:6])]
        made += [a.facts["number"] for a in answers[:6] if a not in granted(answers[:6])]
        assert_one_story(shop, bank, made)

    def test_while_the_last_units_are_wanted_by_others_sells_none_twice(self, shop, bank):
        held = [shop.request(("VASE-L", 1), provider="bank") for _ in range(5)]
        other = [shop.request(("VASE-L", 1)) for _ in range(5)]
        sweep = partial(sweep_expired_holds, now=LATER)
        calls = [
            partial(purchase, r, now=NOW) for pair in zip(held, other, strict=True) for r in pair
        ]
        answers = at_once([*calls, sweep, sweep])
        sweep()
        assert set(refused(answers)) <= {"payment_declined", "out_of_stock"}
        assert scenarios.oversold(shop) == []
        assert scenarios.breaches() == []


class TestMessagesOfTheProvider:
    def test_that_come_thrice_while_the_shopper_returns_have_one_effect(self, shop, bank):
        bank.slowest = 0.0
        made = self.pending(shop, bank)
        captured = Answer(Outcome.CAPTURED, "bank-1")
        tell = partial(finalize_purchase, order_id=made.order_id, answer=captured, now=NOW)
        answers = at_once([tell, tell, tell, partial(sweep_expired_holds, now=LATER)])
        assert refused(answers) == []
        assert order_by_id(made.order_id).state == "paid"
        assert bank.given_back == {}
        assert_one_story(shop, bank, [made.number])

    def test_that_contradict_each_other_leave_money_and_stock_in_step(self, shop, bank):
        made = self.pending(shop, bank)
        answers = [Answer(Outcome.CAPTURED, "bank-1"), Answer(Outcome.DECLINED)] * 3
        tell = partial(finalize_purchase, order_id=made.order_id, now=NOW)
        at_once([partial(tell, answer=answer) for answer in answers])
        assert_one_story(shop, bank, [made.number])

    def pending(self, shop, bank):
        """An order whose money was taken while the provider's answer got lost."""
        bank.pay = lambda attempt: Answer(Outcome.PENDING)
        made = purchase(shop.request(("CUP", 1), provider="bank"), now=NOW)
        bank.taken[payment_of(made.order_id).idempotency_key] = made.total.minor
        return made


class TestRefund:
    def test_of_a_cancelled_order_happens_once_however_often_it_is_asked_for(self, shop, bank):
        made = purchase(shop.request(("CUP", 1), provider="bank"), now=NOW)
        cancel_order(order_id=made.order_id, reason="", by="ana", now=NOW)
        answers = at_once([partial(refund_cancelled, order_id=made.order_id, now=NOW)] * 5)
        assert set(refused(answers)) <= {"refund_too_large"}
        assert bank.balance() == 0
        payment = payment_of(made.order_id)
        assert payment.refunded == payment.captured == made.total
        assert scenarios.breaches() == []
