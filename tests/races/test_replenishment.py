"""Those who buy and those who look at stock, all at the same moment."""

from __future__ import annotations

from functools import partial

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.purchasing.queries import purchases_page
from balcao.domains.replenishment.models import Alert
from balcao.domains.replenishment.operations import (
    ask_for_plan,
    order_suggested,
    plan_store,
    recheck_stock,
    refresh_alerts,
)
from balcao.domains.replenishment.queries import alerts_page
from tests.domains.purchasing.buying import open_buying
from tests.domains.replenishment.test_plans import Average, sold
from tests.races import scenarios
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def buying(shop):
    buying = open_buying(shop)
    for sku in ("CUP", "VASE-S"):
        sold(buying, sku, *[60] * 12)
    plan_store(store_id=buying.store_id, by=Average(), now=NOW)
    return buying


def order(buying, *skus):
    return partial(
        order_suggested,
        store_id=buying.store_id,
        location_id=buying.shop.location_id,
        variant_ids=[buying.variant(sku) for sku in skus],
        author="ana",
        now=NOW,
    )


class TestSuggestions:
    def test_are_ordered_once_by_many(self, buying):
        answers = at_once([order(buying, "CUP", "VASE-S")] * 6)
        assert refused(answers) == ["nothing_to_order"] * 5
        (drafts,) = granted(answers)
        assert sum(draft.lines for draft in drafts) == 2
        assert scenarios.breaches() == []

    def test_that_overlap_are_shared_out(self, buying):
        calls = [order(buying, "CUP"), order(buying, "VASE-S", "CUP"), order(buying, "VASE-S")]
        drafts = [draft for some in granted(at_once(calls)) for draft in some]
        assert sum(draft.lines for draft in drafts) == 2
        assert len(purchases_page(buying.store_id, now=NOW).items) == len(drafts)
        assert scenarios.breaches() == []

    def test_are_not_made_again_by_a_look_at_the_same_moment(self, buying):
        look = partial(plan_store, store_id=buying.store_id, by=Average(), now=NOW)
        at_once([order(buying, "CUP"), look, look, order(buying, "CUP")])
        again = at_once([order(buying, "CUP")])
        assert refused(again) == ["nothing_to_order"]
        assert len(purchases_page(buying.store_id, now=NOW).items) == 1
        assert scenarios.breaches() == []

    def test_are_looked_for_one_at_a_time(self, buying):
        ask = partial(ask_for_plan, store_id=buying.store_id, by="ana", now=NOW)
        assert len([run for run in at_once([ask] * 6) if run is not None]) == 1


class TestAlerts:
    def test_are_open_once_and_true_whoever_looks_while_others_buy(self, buying):
        shop = buying.shop
        again = partial(
            recheck_stock, store_id=shop.store_id, variant_ids=list(shop.variants.values()), now=NOW
        )
        buys = [
            partial(purchase, shop.request(("VASE-L", 1), ("LAST", 1)), now=NOW) for _ in range(4)
        ]
        at_once([*buys, again, again, partial(refresh_alerts, store_id=shop.store_id, now=NOW)])
        refresh_alerts(store_id=shop.store_id, now=NOW)
        found = {(one.kind, one.sku) for one in alerts_page(shop.store_id, now=NOW).items}
        assert ("sold_out", "LAST") in found
        assert Alert.objects.filter(closed_at=None).count() == len(found)
        assert scenarios.breaches() == []
