"""Paying by a form, and cards that are kept: what is asked, what is written down, for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from balcao.domains.checkout.errors import PricedForAnotherWay
from balcao.domains.checkout.operations import (
    check_payment,
    keep_card,
    keep_no_card,
    pay_another_way,
    pay_with_saved_card,
    purchase,
    remove_saved_card,
    retry_due_calls,
    sweep_expired_holds,
    take_message,
)
from balcao.domains.checkout.queries import ways_open
from balcao.domains.inventory.queries import level_of
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments import errors
from balcao.domains.payments.invariants import kept_with_consent
from balcao.domains.payments.models import CardConsent
from balcao.domains.payments.ports import Decline, Outcome, Told
from balcao.domains.payments.queries import calls_page, payment_of, saved_cards
from tests.cards import FormCard, offering
from tests.offers import offer, percent
from tests.shop import NOW, brl, open_shop
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
ANA, EVA = 7, 8
SAID = {"name": "Ana Souza", "email": "ana@example.com"}


@pytest.fixture
def shop():
    return open_shop()


@pytest.fixture
def form():
    with offering(FormCard()) as provider:
        yield provider


@pytest.fixture
def made(shop, form):
    return purchase(shop.request(("CUP", 2), provider="form"), now=NOW)


@pytest.fixture
def another(shop, form):
    return purchase(shop.request(("CUP", 1), provider="form"), now=NOW)


def keep(made, customer_id=ANA):
    payment = payment_of(made.order_id)
    keep_card(payment_id=payment.id, customer_id=customer_id, now=NOW, **SAID)


def check(made):
    return check_payment(payment_id=payment_of(made.order_id).id, now=NOW)


@pytest.fixture
def card(shop, form, made):
    """Ana's card, kept with a paid order."""
    keep(made)
    form.shopper_pays(payment_of(made.order_id))
    check(made)
    (one,) = saved_cards(shop.store_id, ANA)
    return one


def pay_with(made, card, customer_id=ANA, key="1"):
    return pay_with_saved_card(
        payment_id=payment_of(made.order_id).id,
        card_id=card.id,
        customer_id=customer_id,
        key=key,
        now=NOW,
    )


class TestAForm:
    def test_holds_the_order_and_says_what_the_browser_has_to_do(self, shop, made):
        assert made.state == "pending"
        assert made.action["type"] == "stripe_card"
        assert level_of(shop.location_id, shop.variants["CUP"]).reserved == 2

    def test_is_believed_only_by_its_provider(self, form, made):
        assert check(made).outcome is Outcome.PENDING
        assert order_by_id(made.order_id).state == "pending"
        form.shopper_pays(payment_of(made.order_id))
        assert check(made).outcome is Outcome.CAPTURED
        assert check(made).outcome is Outcome.CAPTURED
        assert order_by_id(made.order_id).state == "paid"
        assert_books_balance()

    def test_that_declines_a_card_keeps_the_order_open(self, form, made):
        payment = payment_of(made.order_id)
        form.shopper_pays(payment, declined=Decline.FUNDS)
        told = Told("m-1", "failed", key=payment.idempotency_key)
        assert take_message(provider="form", told=told, now=NOW)
        assert check(made).declined is Decline.FUNDS
        assert order_by_id(made.order_id).state == "pending"
        form.shopper_pays(payment)
        assert check(made).outcome is Outcome.CAPTURED
        assert_books_balance()

    def test_that_nobody_fills_in_ends_with_the_hold(self, shop, form, made):
        sweep_expired_holds(now=NOW + timedelta(minutes=16))
        assert order_by_id(made.order_id).state == "voided"
        assert check(made).outcome is Outcome.DECLINED
        assert level_of(shop.location_id, shop.variants["CUP"]).reserved == 0
        assert_books_balance()

    def test_says_when_its_provider_is_silent(self, form, made):
        form.silent = {"look_up"}
        with pytest.raises(errors.ProviderSilent):
            check(made)
        assert order_by_id(made.order_id).state == "pending"

    @pytest.mark.parametrize(
        ("way", "at_the_door"), [("bank_transfer", False), ("cash_on_delivery", True)]
    )
    def test_gives_way_to_money_that_comes_later(self, shop, form, made, way, at_the_door):
        old = payment_of(made.order_id)
        pay_another_way(payment_id=old.id, provider=way, token="", now=NOW)
        order = order_by_id(made.order_id)
        assert (order.state, order.provider) == ("placed", way)
        assert order.pays_on_delivery is at_the_door
        assert sweep_expired_holds(now=NOW + timedelta(hours=1)).voided == 0
        assert level_of(shop.location_id, shop.variants["CUP"]).allocated == 2
        with pytest.raises(errors.NotPayable):
            pay_another_way(payment_id=old.id, provider=way, token="", now=NOW)
        assert_books_balance()


class TestAPriceForAWayToPay:
    """A promotion that asks for a way to pay is not had by paying another way afterwards."""

    @pytest.mark.parametrize(
        ("condition", "is_refused"),
        [
            ({"kind": "payment", "in": ["Form"]}, True),
            ({"kind": "payment", "in": ["form", "bank_transfer"]}, False),
            ({"kind": "not", "of": {"kind": "payment", "in": ["bank_transfer"]}}, True),
            ({"kind": "country", "in": ["BR"]}, False),
        ],
    )
    def test_is_paid_that_way(self, shop, form, condition, is_refused):
        offer(shop, percent(1000, when=condition))
        total = {"expected_total": brl("85.20")}  # 2 x 39.00 less a tenth, and 15.00 to ship
        made = purchase(shop.request(("CUP", 2), provider="form", **total), now=NOW)
        old = payment_of(made.order_id)
        assert ways_open(order_by_id(made.order_id), ["form"]) == {"form"}
        if is_refused:
            with pytest.raises(PricedForAnotherWay):
                pay_another_way(payment_id=old.id, provider="bank_transfer", token="", now=NOW)
            assert payment_of(made.order_id).id == old.id
        else:
            pay_another_way(payment_id=old.id, provider="bank_transfer", token="", now=NOW)
            assert order_by_id(made.order_id).state == "placed"


class TestKeeping:
    def test_keeps_what_people_know_a_card_by_and_the_token(self, shop, card):
        assert (card.brand, card.last4, card.exp_month, card.exp_year) == ("visa", "4242", 12, 2030)
        assert card.token == "pm_1"
        assert saved_cards(shop.store_id, EVA) == ()
        assert saved_cards(shop.store_id + 1, ANA) == ()

    def test_keeps_none_without_consent(self, shop, form, made):
        payment = payment_of(made.order_id)
        form.keeps[payment.idempotency_key] = "cus_9"  # whatever the provider does
        form.shopper_pays(payment)
        check(made)
        assert saved_cards(shop.store_id, ANA) == ()

    def test_keeps_none_when_the_shopper_thinks_better_of_it(self, shop, form, made):
        keep(made)
        payment = payment_of(made.order_id)
        for _ in range(2):
            keep_no_card(payment_id=payment.id, now=NOW)
        assert form.keeps == {}
        form.shopper_pays(payment)
        check(made)
        assert saved_cards(shop.store_id, ANA) == ()

    def test_keeps_none_for_another_holder_than_who_agreed(self, shop, form, made):
        keep(made)
        payment = payment_of(made.order_id)
        form.keeps[payment.idempotency_key] = "cus_9"
        form.shopper_pays(payment)
        check(made)
        assert saved_cards(shop.store_id, ANA) == ()
        assert order_by_id(made.order_id).state == "paid"

    def test_finds_a_card_that_is_kept_without_consent(self, card):
        CardConsent.objects.all().delete()
        (breach,) = kept_with_consent()
        assert str(card.id) in breach.what

    def test_knows_a_holder_once(self, form, made, another):
        keep(made)
        keep(another)
        keep(another)
        assert list(form.holders) == [f"holder:{payment_of(made.order_id).store_id}:{ANA}"]

    def test_keeps_a_card_once_however_often_it_is_told(self, shop, form, made, card):
        told = Told("m-2", "paid", key=payment_of(made.order_id).idempotency_key)
        take_message(provider="form", told=told, now=NOW)
        assert saved_cards(shop.store_id, ANA) == (card,)

    def test_is_not_begun_when_the_provider_is_silent(self, form, made):
        form.silent = {"open_holder"}
        with pytest.raises(errors.ProviderSilent):
            keep(made)
        assert form.keeps == {}

    def test_is_for_providers_that_keep_cards(self, shop):
        made = purchase(shop.request(("CUP", 1)), now=NOW)
        with pytest.raises(errors.CardsNotKept):
            keep(made)

    def test_is_for_what_is_not_paid_yet(self, made, card):
        with pytest.raises(errors.NotPayable):
            keep(made)


class TestPayingWithACardThatIsKept:
    def test_takes_the_money_once(self, form, another, card):
        assert pay_with(another, card).outcome is Outcome.CAPTURED
        with pytest.raises(errors.NotPayable):
            pay_with(another, card)
        assert form.saved_calls == [("cus_1", "pm_1")]
        assert order_by_id(another.order_id).state == "paid"
        assert_books_balance()

    def test_is_for_its_holder_alone(self, form, another, card):
        with pytest.raises(errors.NoSuchSavedCard):
            pay_with(another, card, customer_id=EVA)
        assert form.saved_calls == []

    def test_is_not_possible_once_it_was_removed(self, shop, form, another, card):
        remove_saved_card(card_id=card.id, customer_id=ANA, store_id=shop.store_id, now=NOW)
        with pytest.raises(errors.NoSuchSavedCard):
            pay_with(another, card)
        assert form.saved_calls == []

    def test_is_not_possible_by_another_provider(self, shop, card):
        made = purchase(shop.request(("CUP", 1)), now=NOW)
        with pytest.raises(errors.CardsNotKept):
            pay_with(made, card)


class TestRemoving:
    def test_has_the_provider_forget_it_and_writes_it_down(self, shop, form, card):
        for _ in range(2):
            remove_saved_card(card_id=card.id, customer_id=ANA, store_id=shop.store_id, now=NOW)
        assert form.dropped == ["pm_1"]
        assert saved_cards(shop.store_id, ANA) == ()
        (call,) = [one for one in calls_page(shop.store_id) if one.verb == "drop_card"]
        assert (call.state, call.key) == ("answered", f"drop_card:{card.id}")

    def test_is_asked_again_when_the_provider_is_silent(self, shop, form, card):
        form.silent = {"drop_card"}
        remove_saved_card(card_id=card.id, customer_id=ANA, store_id=shop.store_id, now=NOW)
        assert (form.dropped, saved_cards(shop.store_id, ANA)) == ([], ())
        form.silent = set()
        retry_due_calls(now=NOW + timedelta(minutes=5))
        assert form.dropped == ["pm_1"]
        assert retry_due_calls(now=NOW + timedelta(hours=5)) == 0

    @pytest.mark.parametrize(("customer", "store"), [(EVA, 0), (ANA, 1)])
    def test_is_for_its_holder_in_its_store_alone(self, shop, form, card, customer, store):
        with pytest.raises(errors.NoSuchSavedCard):
            remove_saved_card(
                card_id=card.id, customer_id=customer, store_id=shop.store_id + store, now=NOW
            )
        assert form.dropped == []
