"""Money after the purchase: taken later, given back, asked for again, told of by the provider."""

from __future__ import annotations

from datetime import timedelta

import pytest

from balcao.domains.checkout.operations import (
    capture_payment,
    finalize_purchase,
    pay_another_way,
    purchase,
    refund_cancelled,
    refund_payment,
    release_payment,
    retry_call,
    retry_due_calls,
    sweep_expired_holds,
    take_message,
)
from balcao.domains.inventory.queries import level_of
from balcao.domains.orders.operations import cancel_order, confirm_payment
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments import errors
from balcao.domains.payments.ports import (
    Answer,
    Outcome,
    ProviderAway,
    Told,
)
from balcao.domains.payments.queries import calls_page, payment_of, payments_of, refunds_of
from balcao.domains.payments.rules import MOST_TRIES, next_try
from tests.cards import Card, offering
from tests.shop import NOW, Shop, brl, open_shop
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)
TOTAL = brl("93.00")


@pytest.fixture
def shop() -> Shop:
    return open_shop()


@pytest.fixture
def card():
    with offering(Card()) as provider:
        yield provider


@pytest.fixture
def made(shop, card):
    return purchase(shop.request(("CUP", 2), provider="card"), now=NOW)


def capture(made, amount=TOTAL, key="c-1"):
    payment_id = payment_of(made.order_id).id
    return capture_payment(payment_id=payment_id, amount=amount, key=key, by="ana", now=NOW)


def refund(made, amount=TOTAL, key="r-1"):
    payment_id = payments_of(made.order_id)[0].id
    return refund_payment(payment_id=payment_id, amount=amount, key=key, by="ana", now=NOW)


class TestAuthorization:
    def test_places_the_order_and_takes_nothing(self, shop, card, made):
        assert made.state == "placed"
        assert payment_of(made.order_id).authorized == TOTAL
        assert card.taken == {}
        assert level_of(shop.location_id, shop.variants["CUP"]).allocated == 2
        assert_books_balance()

    def test_is_captured_once_whatever_the_key(self, card, made):
        for key in ("c-1", "c-1", "c-2"):
            assert capture(made, key=key).state == "captured"
        assert order_by_id(made.order_id).state == "paid"
        assert list(card.taken.values()) == [9300]
        assert_books_balance()

    def test_is_captured_in_part_and_leaves_the_order_unpaid(self, card, made):
        assert capture(made, brl("50.00")).captured == brl("50.00")
        assert order_by_id(made.order_id).state == "placed"
        assert list(card.taken.values()) == [5000]
        assert_books_balance()

    def test_is_never_captured_beyond_itself(self, made):
        with pytest.raises(errors.CaptureTooLarge):
            capture(made, brl("93.01"))
        with pytest.raises(errors.BadAmount):
            capture(made, brl("0.00"))

    def test_is_captured_by_one_at_a_time(self, card, made):
        card.silent = {"capture"}
        with pytest.raises(errors.ProviderSilent):
            capture(made)
        with pytest.raises(errors.CaptureUnderWay):
            capture(made, brl("50.00"), key="c-2")
        card.silent = set()
        assert retry_due_calls(now=LATER) == 1
        assert order_by_id(made.order_id).state == "paid"
        assert_books_balance()

    def test_that_the_provider_refuses_to_give_can_be_tried_anew(self, card, made):
        card.refuses = {"capture"}
        with pytest.raises(errors.ProviderSaidNo):
            capture(made)
        card.refuses = set()
        assert capture(made, key="c-2").state == "captured"

    def test_is_let_go(self, card, made):
        payment_id = payment_of(made.order_id).id
        for _ in range(2):
            assert release_payment(payment_id=payment_id, now=NOW).state == "voided"
        assert [one.outcome for one in card.known.values()] == [Outcome.DECLINED]
        with pytest.raises(errors.NotAuthorized):
            capture(made)
        assert_books_balance()

    def test_is_let_go_when_the_order_is_cancelled(self, card, made):
        cancel_order(order_id=made.order_id, reason="", by="ana", now=NOW)
        refund_cancelled(order_id=made.order_id, now=NOW)
        assert [one.outcome for one in card.known.values()] == [Outcome.DECLINED]
        assert_books_balance()

    def test_is_not_confirmed_by_hand(self, made):
        with pytest.raises(errors.NotPayable):
            confirm_payment(order_id=made.order_id, by="ana", now=NOW)

    def test_found_by_the_sweeper_places_the_order(self, shop, card):
        card.silent = {"pay"}
        made = purchase(shop.request(("CUP", 2), provider="card"), now=NOW)
        key = payment_of(made.order_id).idempotency_key
        card.known[key] = Answer(Outcome.AUTHORIZED, "card-1")
        assert sweep_expired_holds(now=NOW + timedelta(minutes=15)).placed == 1
        assert payment_of(made.order_id).state == "authorized"
        assert_books_balance()


class TestRefund:
    def test_of_parts_is_given_once_for_each_key(self, card, made):
        capture(made)
        for key in ("r-1", "r-1", "r-2"):
            assert refund(made, brl("40.00"), key).state == "done"
        assert sorted(card.given_back.values()) == [4000, 4000]
        with pytest.raises(errors.RefundTooLarge):
            refund(made, brl("13.01"), "r-3")
        assert [one.kind for one in order_by_id(made.order_id).timeline].count("refunded") == 2
        assert_books_balance()

    def test_that_got_no_answer_is_asked_for_again_by_itself(self, card, made):
        capture(made)
        card.silent = {"refund"}
        assert refund(made).state == "asked"
        assert retry_due_calls(now=NOW) == 0
        assert retry_due_calls(now=LATER) == 0
        card.silent = set()
        assert retry_due_calls(now=LATER + timedelta(days=1)) == 1
        assert payment_of(made.order_id).refunded == TOTAL
        assert list(card.given_back.values()) == [9300]
        assert_books_balance()

    def test_waits_for_a_person_in_the_end(self, shop, card, made):
        capture(made)
        card.silent = {"refund"}
        refund(made)
        now = NOW
        for _ in range(MOST_TRIES + 2):
            now += timedelta(hours=5)
            retry_due_calls(now=now)
        (dead,) = calls_page(shop.store_id, states=["dead"])
        assert (dead.verb, dead.tries, dead.reason) == ("refund", MOST_TRIES, "no answer")
        card.silent = set()
        assert retry_call(store_id=shop.store_id, call_id=dead.id, now=now).state == "answered"
        assert payment_of(made.order_id).state == "refunded"
        with pytest.raises(errors.NoSuchCall):
            retry_call(store_id=shop.store_id, call_id=dead.id, now=now)

    def test_that_the_provider_refuses_gives_nothing_and_is_told(self, card, made):
        capture(made)
        card.refuses = {"refund"}
        with pytest.raises(errors.ProviderSaidNo):
            refund(made)
        assert [one.state for one in refunds_of(made.order_id)] == ["failed"]
        assert order_by_id(made.order_id).timeline[-1].kind == "not_refunded"
        assert payment_of(made.order_id).refundable == TOTAL
        assert_books_balance()

    def test_begun_by_hand_and_the_cancellation_give_back_the_whole_together(self, card, made):
        capture(made)
        card.silent = {"refund"}
        refund(made, brl("40.00"))
        card.silent = set()
        cancel_order(order_id=made.order_id, reason="", by="ana", now=NOW)
        refund_cancelled(order_id=made.order_id, now=NOW)
        assert sum(card.given_back.values()) == 9300
        assert_books_balance()

    def test_of_money_that_came_too_late_is_in_the_books(self, shop, card):
        card.says = Outcome.PENDING
        made = purchase(shop.request(("CUP", 2), provider="card"), now=NOW)
        sweep_expired_holds(now=NOW + timedelta(minutes=15))
        for _ in range(2):
            captured = Answer(Outcome.CAPTURED, "late")
            assert finalize_purchase(order_id=made.order_id, answer=captured, now=NOW) == "voided"
        (payment,) = payments_of(made.order_id)
        assert (payment.captured, payment.refunded) == (TOTAL, TOTAL)
        assert list(card.given_back.values()) == [9300]
        assert_books_balance()


class TestAnotherWay:
    def test_ends_the_old_one_first(self, shop, card):
        made = purchase(shop.request(("CUP", 2), provider="bank_transfer"), now=NOW)
        card.says = Outcome.CAPTURED
        old = payment_of(made.order_id)
        answer = pay_another_way(payment_id=old.id, provider="card", token="t", now=NOW)
        assert answer.outcome is Outcome.CAPTURED
        assert order_by_id(made.order_id).state == "paid"
        assert_books_balance()

    def test_is_refused_when_money_has_just_come_by_the_old_one(self, shop, card):
        card.says = Outcome.PENDING
        made = purchase(shop.request(("CUP", 2), provider="card"), now=NOW)
        old = payment_of(made.order_id)
        card.taken[old.idempotency_key] = 9300
        card.known[old.idempotency_key] = Answer(Outcome.CAPTURED, "card-1")
        with pytest.raises(errors.NotPayable):
            pay_another_way(payment_id=old.id, provider="bank_transfer", token="", now=NOW)
        assert order_by_id(made.order_id).state == "paid"
        assert_books_balance()

    def test_that_is_declined_leaves_the_order_open_for_the_next_try(self, shop, card):
        made = purchase(shop.request(("CUP", 2), provider="bank_transfer"), now=NOW)
        card.says = Outcome.DECLINED
        old = payment_of(made.order_id)
        pay_another_way(payment_id=old.id, provider="card", token="bad", now=NOW)
        card.says = Outcome.CAPTURED
        again = payment_of(made.order_id)
        pay_another_way(payment_id=again.id, provider="card", token="good", now=NOW)
        assert order_by_id(made.order_id).state == "paid"
        assert_books_balance()


class TestCalls:
    def test_are_kept_with_their_keys_and_what_came_of_them(self, shop, card, made):
        capture(made)
        refund(made, brl("10.00"))
        kept = [(c.verb, c.state, c.outcome, c.tries) for c in calls_page(shop.store_id)]
        assert sorted(kept) == [
            ("capture", "answered", "captured", 1),
            ("pay", "answered", "authorized", 1),
            ("refund", "answered", "", 1),
        ]

    def test_of_an_adapter_that_breaks_are_silence_and_keep_no_text_of_it(self, shop, card, made):
        def break_down(*_, **__):
            raise RuntimeError("secret sk_live_123")

        capture(made)
        card.refund = break_down
        with pytest.raises(RuntimeError):
            refund(made)
        (call,) = calls_page(shop.store_id, states=["silent"])
        assert call.reason == "failed with RuntimeError"
        del card.refund
        assert retry_due_calls(now=LATER) == 1
        assert payment_of(made.order_id).state == "refunded"

    def test_wait_twice_as_long_each_time_up_to_four_hours(self):
        waits = [next_try(tries, NOW) for tries in range(1, MOST_TRIES)]
        assert [w - NOW for w in waits[:3]] == [timedelta(minutes=m) for m in (1, 2, 4)]
        assert max(waits) == NOW + timedelta(hours=4)
        assert next_try(MOST_TRIES, NOW) is None


class TestMessages:
    def pending(self, shop, card):
        card.says = Outcome.PENDING
        made = purchase(shop.request(("CUP", 2), provider="card"), now=NOW)
        payment = payment_of(made.order_id)
        card.known[payment.idempotency_key] = Answer(Outcome.CAPTURED, "card-1")
        return made, Told("evt_1", "paid", reference=payment.provider_reference)

    def test_are_taken_once_and_checked_with_the_provider(self, shop, card):
        made, told = self.pending(shop, card)
        assert take_message(provider="card", told=told, now=NOW)
        assert not take_message(provider="card", told=told, now=NOW)
        assert order_by_id(made.order_id).state == "paid"
        assert_books_balance()

    def test_find_the_payment_by_our_key_too(self, shop, card):
        made, _ = self.pending(shop, card)
        key = payment_of(made.order_id).idempotency_key
        assert take_message(provider="card", told=Told("evt_2", key=key), now=NOW)
        assert order_by_id(made.order_id).state == "paid"

    def test_are_not_believed(self, shop, card):
        made, told = self.pending(shop, card)
        key = payment_of(made.order_id).idempotency_key
        card.known[key] = Answer(Outcome.PENDING)
        assert take_message(provider="card", told=told, now=NOW)
        assert order_by_id(made.order_id).state == "pending"

    def test_come_again_when_our_question_got_no_answer(self, shop, card):
        made, told = self.pending(shop, card)
        card.silent = {"look_up"}
        with pytest.raises(ProviderAway):
            take_message(provider="card", told=told, now=NOW)
        card.silent = set()
        assert take_message(provider="card", told=told, now=NOW)
        assert order_by_id(made.order_id).state == "paid"

    def test_about_nobody_we_know_are_kept_and_change_nothing(self, card):
        assert not take_message(provider="card", told=Told("evt_9", reference="x"), now=NOW)
        assert not take_message(provider="nobody", told=Told("evt_9"), now=NOW)
