"""Whom a store reminds of a cart, when, and what ends it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from balcao.domains.cart.operations import add_to_cart, open_cart, remove_from_cart
from balcao.domains.checkout.errors import BadReminderHours
from balcao.domains.checkout.models import CartReminder
from balcao.domains.checkout.operations import (
    choose_reminders,
    claim_reminder,
    complete_cart,
    forget_reminders,
    keep_typed,
    note_return,
    save_reminder_rules,
)
from balcao.domains.checkout.queries import reminder_report
from tests.domains.checkout.carts_left import HOUR, agree, left, sent, switch_on
from tests.domains.inventory.stock import doing
from tests.shop import NOW, brl, open_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    found = open_shop()
    switch_on(found)
    agree(found)
    return found


def choose(shop, hours: float):
    return choose_reminders(store_id=shop.store_id, now=NOW + timedelta(hours=hours))


def order(cart, at):
    return complete_cart(
        cart_id=cart, key="a-key", expected_total=brl("93.00"), locale="pt-br", now=at
    )


class TestChoosing:
    def test_waits_an_hour_and_chooses_once(self, shop):
        left(shop)
        assert choose(shop, 0.9) == []
        assert len(choose(shop, 1)) == 1
        assert choose(shop, 1) == []

    def test_goes_on_after_a_day_and_three(self, shop):
        left(shop)
        for hours in (1, 24, 72):
            assert choose(shop, hours - 0.5) == []
            (found,) = choose(shop, hours)
            sent(found, NOW + timedelta(hours=hours))
        assert list(CartReminder.objects.order_by("step").values_list("step", flat=True)) == [
            1,
            2,
            3,
        ]
        assert choose(shop, 90) == []

    def test_follows_the_hours_of_the_store(self, shop):
        switch_on(shop, (2, 4, 6))
        left(shop)
        assert choose(shop, 1.5) == []
        assert len(choose(shop, 2)) == 1

    def test_is_off_by_default(self, shop):
        save_reminder_rules(store_id=shop.store_id, is_on=False, hours=(1, 24, 72))
        left(shop)
        assert choose(shop, 1) == []

    def test_knows_the_address_that_was_only_typed(self, shop):
        cart = open_cart(store_id=shop.store_id, currency="BRL", locale="en", now=NOW)
        add_to_cart(cart_id=cart, variant_id=shop.variants["CUP"], quantity=1, now=NOW)
        assert choose(shop, 1) == []
        typed = {"email": " Ana@Example.com "}
        keep_typed(cart_id=cart, store_id=shop.store_id, typed=typed, now=NOW)
        assert len(choose(shop, 1)) == 1
        assert CartReminder.objects.get().email == "ana@example.com"

    def test_does_not_dig_up_old_carts(self, shop):
        left(shop)
        assert choose(shop, 26) == []

    def test_writes_only_to_who_agreed_last(self, shop):
        left(shop, "bia@example.com")
        assert choose(shop, 1) == []
        left(shop)
        agree(shop, is_given=False, at=NOW + HOUR / 2)
        assert choose(shop, 1) == []

    def test_reminds_one_address_of_one_cart_a_week(self, shop):
        left(shop)
        left(shop)
        assert len(choose(shop, 1)) == 1
        assert choose(shop, 2) == []

    def test_leaves_alone_who_ordered_another_cart(self, shop):
        left(shop)
        order(left(shop), NOW + HOUR / 2)
        assert choose(shop, 1) == []

    @pytest.mark.parametrize("hours", [(1, 24), (24, 1, 72), (0, 24, 72), (1, 24, 721), (1, 1, 2)])
    def test_refuses_hours_that_make_no_sense(self, shop, hours):
        with pytest.raises(BadReminderHours):
            save_reminder_rules(store_id=shop.store_id, is_on=True, hours=hours)


class TestEnding:
    """Between being chosen and being sent, and between two steps."""

    def changed(shop, cart):
        add_to_cart(cart_id=cart, variant_id=shop.variants["CUP"], quantity=1, now=NOW + 2 * HOUR)

    def emptied(shop, cart):
        remove_from_cart(cart_id=cart, variant_id=shop.variants["CUP"], now=NOW + 2 * HOUR)

    def ordered(shop, cart):
        order(cart, NOW + 2 * HOUR)

    def unsubscribed(shop, cart):
        agree(shop, is_given=False, at=NOW + 2 * HOUR)

    def sold_out(shop, cart):
        doing(shop, "write_off", "CUP", quantity=100)

    def switched_off(shop, cart):
        save_reminder_rules(store_id=shop.store_id, is_on=False, hours=(1, 24, 72))

    WAYS = (changed, emptied, ordered, unsubscribed, sold_out, switched_off)

    @pytest.mark.parametrize("way", WAYS, ids=lambda one: one.__name__)
    def test_what_was_chosen_is_not_sent(self, shop, way):
        cart = left(shop)
        (found,) = choose(shop, 1)
        way(shop, cart)
        assert not claim_reminder(reminder_id=found, now=NOW + 2 * HOUR)

    @pytest.mark.parametrize("way", WAYS, ids=lambda one: one.__name__)
    def test_no_later_step_is_chosen(self, shop, way):
        cart = left(shop)
        (found,) = choose(shop, 1)
        sent(found, NOW + HOUR)
        way(shop, cart)
        assert choose(shop, 24) == choose(shop, 27) == choose(shop, 75) == []

    def test_a_return_ends_it(self, shop):
        cart = left(shop)
        (found,) = choose(shop, 1)
        sent(found, NOW + HOUR)
        note_return(reminder_id=found, cart_id=cart, now=NOW + 2 * HOUR)
        assert choose(shop, 24) == []

    def test_what_was_claimed_by_who_died_is_never_sent(self, shop):
        left(shop)
        (found,) = choose(shop, 1)
        assert claim_reminder(reminder_id=found, now=NOW + HOUR)
        assert not claim_reminder(reminder_id=found, now=NOW + 30 * HOUR)
        assert choose(shop, 24) == []


class TestReport:
    def test_counts_each_order_for_one_step(self, shop):
        cart = left(shop)
        for hours in (1, 24):
            (found,) = choose(shop, hours)
            sent(found, NOW + timedelta(hours=hours))
        other = left(shop, "bia@example.com", at=NOW + 25 * HOUR)
        note_return(reminder_id=found, cart_id=other, now=NOW + 25 * HOUR)
        order(other, NOW + 26 * HOUR)
        assert cart != other
        first, second, third = reminder_report(shop.store_id, now=NOW + 30 * HOUR)
        assert (first.sent, first.returned, first.ordered) == (1, 0, 0)
        assert (second.sent, second.returned, second.ordered) == (1, 1, 1)
        assert second.recovered == brl("93.00")
        assert (third.sent, third.recovered) == (0, brl("0.00"))

    def test_says_nothing_of_orders_that_were_not_reminded_of(self, shop):
        order(left(shop), NOW)
        assert [one.ordered for one in reminder_report(shop.store_id, now=NOW)] == [0, 0, 0]

    def test_forgets_addresses_after_400_days(self, shop):
        left(shop)
        choose(shop, 1)
        assert forget_reminders(now=NOW + timedelta(days=399)) == 0
        assert forget_reminders(now=NOW + timedelta(days=402)) == 1
