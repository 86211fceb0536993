"""Shoppers against shoppers for what is limited: uses, codes, budgets, the last cent of a card."""

from __future__ import annotations

from functools import partial

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.orders.operations import cancel_order
from balcao.domains.promotions.models import Promotion, Use
from balcao.domains.wallet.queries import account_by_id
from tests.offers import gift_card, offer, percent
from tests.races import scenarios
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW, brl

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CHEAP = brl("50.10")  # a cup of 39.00 less ten percent, and 15.00 for shipping


def buys(shop, *, times=12, **changes):
    """Different shoppers who buy a cup at the same moment."""
    requests = [
        shop.request(("CUP", 1), **{"email": f"s{n}@example.com", **changes}) for n in range(times)
    ]
    return [partial(purchase, request, now=NOW) for request in requests]


class TestTheLastUse:
    def test_of_a_promotion_goes_to_one(self, shop):
        offer(shop, percent(1_000), uses_limit=1)
        answers = at_once(buys(shop, expected_total=CHEAP))
        assert len(granted(answers)) == 1
        assert set(refused(answers)) == {"total_changed"}
        assert Promotion.objects.get().used == Use.objects.count() == 1
        assert scenarios.breaches() == []

    def test_of_a_code_goes_to_one(self, shop):
        promotion = offer(shop, percent(1_000), code="UMA")
        Promotion.objects.get(pk=promotion).codes.update(uses_limit=1)
        answers = at_once(buys(shop, expected_total=CHEAP, codes=("UMA",)))
        assert len(granted(answers)) == 1
        assert scenarios.breaches() == []

    def test_of_the_day_goes_to_one(self, shop):
        offer(shop, percent(1_000), per_day_limit=1)
        answers = at_once(buys(shop, expected_total=CHEAP))
        assert len(granted(answers)) == 1
        assert scenarios.breaches() == []

    def test_by_one_shopper_from_many_devices_is_one(self, shop):
        offer(shop, percent(1_000), per_shopper_limit=1)
        answers = at_once(buys(shop, expected_total=CHEAP, email="ana@example.com"))
        assert len(granted(answers)) == 1
        assert scenarios.breaches() == []

    def test_is_given_back_once_however_often_the_order_is_cancelled(self, shop):
        offer(shop, percent(1_000), uses_limit=1)
        made = purchase(shop.request(("CUP", 1), expected_total=CHEAP), now=NOW)
        cancel = partial(cancel_order, order_id=made.order_id, reason="", by="t", now=NOW)
        at_once([cancel] * 4 + buys(shop, times=4, expected_total=CHEAP))
        assert Promotion.objects.get().used <= 1
        assert scenarios.breaches() == []


class TestABudget:
    def test_is_never_passed(self, shop):
        offer(shop, percent(1_000), budget_minor=1_000)  # 3.90 each: two fit, a third does not
        answers = at_once(buys(shop, expected_total=CHEAP))
        assert len(granted(answers)) == 2
        assert Promotion.objects.get().spent_minor == 780
        assert scenarios.breaches() == []


class TestTheLastCentOfACard:
    def test_pays_one_order(self, shop):
        card = gift_card(shop, "20.00")
        answers = at_once(buys(shop, accounts=(card,), expected_credit=brl("20.00")))
        assert len(granted(answers)) == 1
        assert set(refused(answers)) == {"credit_gone"}
        assert account_by_id(shop.store_id, card).balance == 0
        assert scenarios.breaches() == []

    def test_of_two_cards_in_opposite_order_never_deadlocks(self, shop):
        one, two = gift_card(shop, "500.00"), gift_card(shop, "500.00")
        paid = {"expected_credit": brl("54.00")}
        calls = [
            *buys(shop, times=6, accounts=(one, two), **paid),
            *buys(shop, times=6, accounts=(two, one), **paid),
        ]
        assert len(granted(at_once(calls))) == 12
        assert scenarios.breaches() == []
