"""Those who remind of carts against each other, and against shoppers who order."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from balcao.domains.checkout.models import CartReminder
from balcao.domains.checkout.operations import choose_reminders, claim_reminder, complete_cart
from balcao.domains.orders.queries import order_of_cart
from balcao.entrypoints.emails.left_cart import remind_shopper
from balcao.entrypoints.emails.models import KeptMail
from tests.domains.checkout.carts_left import HOUR, agree, left, switch_on
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW, brl

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
LATER = NOW + HOUR


def several(shop, many):
    switch_on(shop)
    addresses = [f"shopper{n}@example.com" for n in range(many)]
    for one in addresses:
        agree(shop, one)
    return [left(shop, one) for one in addresses]


class TestReminders:
    def test_are_chosen_once_by_many_sweepers(self, shop):
        several(shop, 12)
        sweep = partial(choose_reminders, store_id=shop.store_id, now=LATER, limit=5)
        turns = at_once([sweep] * 6)
        chosen = [one for turn in turns for one in turn]
        assert len(chosen) == len(set(chosen)) == CartReminder.objects.count() == 12

    def test_are_one_for_two_carts_of_one_address(self, shop):
        several(shop, 1)
        left(shop, "shopper0@example.com")
        at_once([partial(choose_reminders, store_id=shop.store_id, now=LATER, limit=1)] * 6)
        assert CartReminder.objects.count() == 1

    def test_are_mailed_once_by_many_workers(self, shop, settings):
        settings.EMAIL_BACKEND = "balcao.entrypoints.emails.keeping.KeepMail"
        several(shop, 3)
        chosen = choose_reminders(store_id=shop.store_id, now=LATER)
        answers = at_once(
            [partial(remind_shopper, reminder_id=one, now=LATER) for one in chosen * 4]
        )
        assert refused(answers) == []
        assert granted(answers).count(True) == 3
        recipients = Counter(KeptMail.objects.values_list("recipient", flat=True))
        assert recipients == {f"shopper{n}@example.com": 1 for n in range(3)}

    def test_never_go_out_after_the_order(self, shop):
        carts = several(shop, 6)
        choose_reminders(store_id=shop.store_id, now=LATER)
        rows = list(CartReminder.objects.all())
        buys = [
            partial(
                complete_cart, cart_id=one, key=f"key-{one}", expected_total=brl("93.00"),
                locale="pt-br", now=LATER,
            )
            for one in carts
        ]  # fmt: skip
        claims = [partial(claim_reminder, reminder_id=row.pk, now=LATER) for row in rows]
        answers = at_once([*buys, *claims])
        assert refused(answers) == []
        assert all(order_of_cart(one) for one in carts)
        again = [claim_reminder(reminder_id=row.pk, now=LATER) for row in rows]
        assert again == [False] * 6
