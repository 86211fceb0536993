"""Shoppers who pay while somebody changes the price list: everybody pays what they agreed to."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.checkout.queries import quote_wish
from balcao.domains.checkout.rules import wish_of
from balcao.domains.orders.queries import order_by_id
from balcao.domains.pricing.operations import apply_due, schedule_price
from balcao.domains.pricing.queries import price_rows_of
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.pricing.values.lists import Tier
from tests.offers import enter, price_list
from tests.races import scenarios
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW, brl

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
LATER = NOW + timedelta(hours=1)
OLD, NEW = brl("45.00"), brl("47.00")  # a cup of 30.00 or 32.00, and 15.00 for shipping


class TestAListThatChangesWhileShoppersPay:
    def test_charges_what_was_agreed_or_nothing(self, shop):
        list_id = price_list(shop, {"CUP": [Tier(1, 3_000)]})
        requests = [
            shop.request(("CUP", 1), expected_total=total, email=f"s{n}@example.com")
            for n, total in enumerate([OLD, NEW] * 8)
        ]
        quote_wish(wish_of(requests[0]), now=NOW)  # the old rules are in memory
        calls = [partial(purchase, request, now=NOW) for request in requests]
        change = partial(enter, shop, list_id, {"CUP": [Tier(1, 3_200)]})
        answers = at_once([*calls[:8], change, *calls[8:]])
        made = [answer for answer in granted(answers) if answer is not None]
        assert set(refused(answers)) <= {"total_changed", "retry"}
        assert len(made) + len(refused(answers)) == len(requests)
        for answer in made:
            unit = order_by_id(answer.order_id).lines[0].unit
            assert answer.total == unit + brl("15.00")
        assert quote_wish(wish_of(requests[0]), now=NOW).total == NEW
        assert scenarios.breaches() == []

    def test_never_sells_at_the_old_price_once_the_change_was_answered(self, shop):
        list_id = price_list(shop, {"CUP": [Tier(1, 3_000)]})
        wanted = shop.request(("CUP", 1), expected_total=OLD)
        quote_wish(wish_of(wanted), now=NOW)
        enter(shop, list_id, {"CUP": [Tier(1, 3_200)]})
        requests = [
            shop.request(("CUP", 1), expected_total=OLD, email=f"s{n}@example.com")
            for n in range(8)
        ]
        answers = at_once([partial(purchase, request, now=NOW) for request in requests])
        assert refused(answers) == ["total_changed"] * 8
        assert scenarios.breaches() == []


class TestAScheduledPrice:
    def test_is_set_once_by_many_workers(self, shop):
        cup = shop.variants["CUP"]
        schedule_price(
            store_id=shop.store_id, price=VariantPrice(cup, brl("35.00")), due_at=LATER,
            actor="", now=NOW,
        )  # fmt: skip
        assert sum(at_once([partial(apply_due, now=LATER)] * 6)) == 1
        (row,) = price_rows_of(store_id=shop.store_id, currency="BRL", variant_ids=[cup])
        assert row.amount_minor == 3_500
        assert scenarios.breaches() == []
