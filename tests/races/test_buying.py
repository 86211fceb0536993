"""Shoppers against shoppers."""

from __future__ import annotations

from functools import partial

import pytest

from balcao.domains.checkout.operations import place_orders, purchase
from balcao.domains.inventory.operations import set_on_hand
from balcao.domains.inventory.values import Count
from balcao.domains.pricing.operations import set_prices
from balcao.domains.pricing.values import VariantPrice
from tests.races import scenarios
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW, brl

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


class TestBuyers:
    def test_of_the_last_unit_are_served_once(self, shop):
        assert scenarios.last_unit(shop) == []

    def test_who_name_the_same_things_in_opposite_order_never_deadlock(self, shop):
        assert scenarios.opposite_order(shop) == []

    def test_who_repeat_one_key_get_one_order(self, shop):
        assert scenarios.same_key(shop) == []

    def test_get_everything_there_is_and_nothing_more(self, shop):
        requests = [shop.request(("VASE-S", 1), ("CUP", 7)) for _ in range(24)]
        assert scenarios.play(shop, requests, per_client=2) == []
        assert scenarios.units_sold(shop) == {"VASE-S": 10, "VASE-L": 0, "CUP": 70, "LAST": 0}

    def test_sixteen_who_want_400_of_200_get_200(self, shop):
        set_on_hand(
            store_id=shop.store_id,
            location_id=shop.location_id,
            counts=[Count(shop.variants["CUP"], 200)],
            reason="received",
            document="",
            actor="test",
            now=NOW,
        )
        requests = [shop.request(("CUP", 1)) for _ in range(400)]
        assert scenarios.play(shop, requests, per_client=25) == []
        assert scenarios.units_sold(shop)["CUP"] == 200

    def test_in_sets_and_alone_never_wait_for_each_other_in_a_circle(self, shop):
        def many(skus):
            lines = [[(sku, 1)] for sku in skus]
            place_orders([shop.request(*line) for line in lines], now=NOW)

        skus = ["CUP", "VASE-S", "VASE-L", "LAST"]
        calls = [partial(many, skus), partial(many, skus[::-1])] * 5
        calls += [partial(purchase, shop.request(("CUP", 1), ("VASE-L", 1)), now=NOW)] * 2
        at_once(calls)
        assert scenarios.oversold(shop) == []
        assert scenarios.breaches() == []

    def test_who_reuse_a_key_for_something_else_are_refused(self, shop):
        first = shop.request(("CUP", 1))
        others = [shop.request(("CUP", units), key=first.key) for units in range(2, 8)]
        answers = at_once([partial(purchase, r, now=NOW) for r in [first, *others]])
        assert len(granted(answers)) == 1
        assert set(refused(answers)) == {"idempotency_key_reused"}
        assert scenarios.breaches() == []


class TestPriceChangedBetweenLookingAndPaying:
    def test_is_never_charged_silently(self, shop):
        def reprice(price):
            prices = [VariantPrice(shop.variants["CUP"], brl(price))]
            set_prices(store_id=shop.store_id, prices=prices, now=NOW)

        requests = [shop.request(("CUP", 1)) for _ in range(8)]
        buys = [partial(purchase, request, now=NOW) for request in requests]
        calls = [*buys[:4], partial(reprice, "41.00"), partial(reprice, "42.00"), *buys[4:]]
        answers = at_once(calls)
        made = [a for a in granted(answers) if a is not None]
        assert {m.total for m in made} <= {brl("54.00")}
        assert set(refused(answers)) <= {"total_changed"}
        assert len(made) + len(refused(answers)) == 8
        assert scenarios.breaches() == []


class TestImportWhileSelling:
    def test_changes_stock_and_prices_without_losing_a_sale(self, shop):
        def bring_in(units):
            counts = [Count(shop.variants[sku], units) for sku in ("CUP", "VASE-S", "VASE-L")]
            set_on_hand(
                store_id=shop.store_id,
                location_id=shop.location_id,
                counts=counts,
                reason="imported",
                document="import",
                actor="test",
                now=NOW,
            )
            prices = [VariantPrice(shop.variants[sku], brl("39.00")) for sku in ("CUP",)]
            set_prices(store_id=shop.store_id, prices=prices, now=NOW)

        requests = [shop.request(("VASE-L", 1), ("CUP", 1)) for _ in range(12)]
        buys = [partial(purchase, request, now=NOW) for request in requests]
        answers = at_once([*buys, *[partial(bring_in, units) for units in (30, 20, 40)]])
        assert set(refused(answers)) <= {"out_of_stock"}
        assert scenarios.units_sold(shop)["CUP"] == sum(
            1 for answer in answers[:12] if not hasattr(answer, "code")
        )
        assert scenarios.breaches() == []
