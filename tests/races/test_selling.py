"""Kits, backorders and channels: many who want more than there is."""

from __future__ import annotations

from functools import partial

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.operations import set_buffer, set_kit, set_selling
from balcao.domains.inventory.values import Component, Selling, SellingRule
from tests.domains.inventory.stock import doing, level
from tests.races import scenarios
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def buy(shop, *lines, **how):
    return partial(purchase, shop.request(*lines, **how), now=NOW)


def make_kit(shop):
    """LAST becomes a kit of two cups and a small vase; ten small vases make ten kits."""
    parts = [Component(shop.variants["CUP"], 2), Component(shop.variants["VASE-S"], 1)]
    set_kit(store_id=shop.store_id, kit_id=shop.variants["LAST"], components=parts)


class TestKits:
    def test_of_which_the_last_is_wanted_by_many_are_sold_once(self, shop):
        make_kit(shop)
        doing(shop, "write_off", "VASE-S", quantity=9)
        answers = at_once([buy(shop, ("LAST", 1)) for _ in range(12)])
        assert len(granted(answers)) == 1
        assert set(refused(answers)) == {"out_of_stock"}
        assert (level(shop, "VASE-S").allocated, level(shop, "CUP").allocated) == (1, 2)
        assert scenarios.breaches() == []

    def test_and_their_components_bought_at_once_never_take_the_same_unit(self, shop):
        make_kit(shop)
        kits = [buy(shop, ("LAST", 1)) for _ in range(8)]
        vases = [buy(shop, ("VASE-S", 1)) for _ in range(8)]
        both = [buy(shop, ("VASE-S", 1), ("LAST", 1)) for _ in range(2)]
        answers = at_once([*kits, *vases, *both])
        given = [answer is not None and not isinstance(answer, Exception) for answer in answers]
        kits_sold, vases_sold, both_sold = sum(given[:8]), sum(given[8:16]), sum(given[16:])
        taken = kits_sold + vases_sold + 2 * both_sold
        assert taken in (9, 10)  # a basket of two may find one left
        found = level(shop, "VASE-S")
        assert (found.allocated, found.sellable) == (taken, 10 - taken)
        assert level(shop, "CUP").allocated == 2 * (kits_sold + both_sold)
        assert scenarios.breaches() == []

    def test_that_change_while_they_are_bought_leave_orders_whole(self, shop):
        make_kit(shop)
        other = [Component(shop.variants["VASE-L"], 1)]
        change = partial(
            set_kit, store_id=shop.store_id, kit_id=shop.variants["LAST"], components=other
        )
        answers = at_once([*[buy(shop, ("LAST", 1)) for _ in range(5)], change])
        # Who has locked the old components meets new ones that are not locked: nothing is taken.
        assert set(refused(answers)) <= {"out_of_stock"}
        old, new = level(shop, "VASE-S").allocated, level(shop, "VASE-L").allocated
        assert old + new == len(granted(answers)) - 1
        assert level(shop, "CUP").allocated == 2 * old
        assert scenarios.breaches() == []


class TestBackorders:
    def test_go_to_the_limit_and_no_further(self, shop):
        rule = SellingRule(Selling.BACKORDER, limit=6)
        set_selling(store_id=shop.store_id, variant_id=shop.variants["LAST"], rule=rule)
        answers = at_once([buy(shop, ("LAST", 1)) for _ in range(16)])
        assert len(granted(answers)) == 7  # one is there, six are not
        assert set(refused(answers)) == {"out_of_stock"}
        assert level(shop, "LAST").allocated == 7
        assert scenarios.breaches() == []

    def test_whose_limit_falls_while_they_are_made_stay_covered(self, shop):
        rule = partial(SellingRule, Selling.BACKORDER)
        how = {"store_id": shop.store_id, "variant_id": shop.variants["LAST"]}
        set_selling(rule=rule(limit=6), **how)
        lower = partial(set_selling, rule=rule(limit=2), **how)
        answers = at_once([*[buy(shop, ("LAST", 1)) for _ in range(12)], lower])
        sold, limit = level(shop, "LAST").allocated, level(shop, "LAST").backorder_limit
        assert sold <= 1 + limit
        assert (limit == 6) == ("promised_away" in refused(answers))
        assert scenarios.breaches() == []


class TestChannels:
    def test_leave_what_is_kept_from_one_to_the_other(self, shop):
        set_buffer(
            store_id=shop.store_id, location_id=shop.location_id, channel="market", units=4,
            variant_id=shop.variants["VASE-S"],
        )  # fmt: skip
        market = [buy(shop, ("VASE-S", 1), channel="market") for _ in range(10)]
        online = [buy(shop, ("VASE-S", 1)) for _ in range(4)]
        answers = at_once([*market, *online])
        sold = [not isinstance(answer, Exception) for answer in answers]
        assert sum(sold[:10]) <= 6  # four are kept from it
        assert sum(sold[10:]) == 4  # and are there for the shop's own pages
        assert level(shop, "VASE-S").allocated == sum(sold)
        assert scenarios.breaches() == []
