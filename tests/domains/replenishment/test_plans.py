"""From what shoppers asked for to purchase orders."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import fmean, pstdev

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.errors import NoSuchLocation
from balcao.domains.orders import operations as orders
from balcao.domains.purchasing.operations import approve_purchase
from balcao.domains.purchasing.queries import purchase_by_id
from balcao.domains.replenishment.errors import BadPastSale, BadPolicy, NothingToOrder
from balcao.domains.replenishment.operations import (
    SoldThen,
    bring_past_sales,
    order_suggested,
    plan_store,
    save_planning_rules,
)
from balcao.domains.replenishment.ports import forecaster
from balcao.domains.replenishment.queries import outlook, plans_page
from balcao.domains.replenishment.values.demand import DemandForecast
from tests.domains.inventory.stock import doing
from tests.domains.purchasing.buying import Buying, open_buying
from tests.shop import NOW, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
TODAY = date(2026, 11, 23)


class Average:
    """A forecaster for tests: the weeks to come are like those that were served."""

    code = "average"

    def forecast(self, demands, *, horizon, season, on_progress=None):
        return [self._one(demand, horizon) for demand in demands]

    def _one(self, demand, horizon):
        units = demand.units or (0.0,)
        path = (fmean(units),) * horizon
        return DemandForecast(
            demand.item, path, pstdev(units), demand.pattern, "average", "for tests"
        )


@pytest.fixture
def buying() -> Buying:
    """A shop whose supplier sells small vases for 10.00 in packs of 6, and cups for 5.00."""
    buying = open_buying()
    buying.offer("VASE-S", (1, 1000, 1), units_per_pack=6, lead_time_days=14)
    buying.offer("CUP", (1, 500, 1), (100, 40000, 100), minimum_quantity=50)
    return buying


def sold(buying, sku, *weeks):
    """So many units in each of the last weeks, the latest last."""
    days = [TODAY - WEEK * (len(weeks) - nr) + timedelta(days=2) for nr in range(len(weeks))]
    sales = [SoldThen(day, sku, units) for day, units in zip(days, weeks, strict=True)]
    return bring_past_sales(store_id=buying.store_id, sales=sales, now=NOW)


def plan(buying, now=NOW):
    return plan_store(store_id=buying.store_id, by=Average(), now=now)


def plans(buying, **how):
    found = plans_page(buying.store_id, **{"show": "all", **how}).items
    return {one.sku: one for one in found}


def order(buying, *skus, **how):
    said = {"location_id": buying.shop.location_id, "author": "ana", "now": NOW, **how}
    ids = [buying.variant(sku) for sku in skus]
    return order_suggested(store_id=buying.store_id, variant_ids=ids, **said)


class TestPlanStore:
    def test_suggests_what_lead_time_review_and_cover_ask_for_in_whole_packs(self, buying):
        sold(buying, "VASE-S", *[7] * 12)
        assert plan(buying) == 4
        found = plans(buying)["VASE-S"]
        # Seven a week, two weeks until goods come, one until the next look, two to cover; even
        # demand needs no safety stock. Ten are here.
        assert (found.safety_stock, found.reorder_point, found.order_up_to) == (0, 21, 35)
        assert found.suggested == 30
        assert found.cost == brl("300.00")
        assert (found.value_class, found.steadiness_class) == ("A", "X")
        assert found.weekly[-12:] == (7,) * 12

    def test_buys_more_safety_where_demand_is_uneven(self, buying):
        sold(buying, "VASE-S", *[14, 0] * 6)
        plan(buying)
        uneven = plans(buying)["VASE-S"]
        assert uneven.safety_stock > 0
        assert uneven.reorder_point == 21 + uneven.safety_stock
        assert uneven.stockout_percent > 50
        assert uneven.stockout.minor > 0

    def test_suggests_nothing_that_nobody_asks_for_and_names_what_lies_too_long(self, buying):
        doing(buying.shop, "receive_stock", "CUP", quantity=10, value=brl("50.00"))
        plan(buying)
        found = plans(buying)["CUP"]
        assert (found.suggested, found.order_up_to, found.cover_months) == (0, 0, None)
        assert found.overstock_units == 110
        assert plans_page(buying.store_id, show="buy").items == []
        first = plans_page(buying.store_id, show="overstock").items[0]
        assert first.sku == "CUP"

    def test_counts_orders_of_this_shop_but_not_cancelled_ones(self, buying):
        kept = NOW - 3 * WEEK
        for cancelled in (False, True):
            made = purchase(buying.shop.request(("CUP", 8), provider="cash_on_delivery"), now=kept)
            if cancelled:
                orders.cancel_order(order_id=made.order_id, reason="", by="ana", now=kept)
        plan(buying)
        assert plans(buying)["CUP"].weekly[-3:] == (8, 0, 0)

    def test_counts_what_is_on_its_way_and_what_is_drafted(self, buying):
        sold(buying, "VASE-S", *[7] * 12)
        buying.sent(("VASE-S", 6))
        buying.draft(("VASE-S", 12))
        plan(buying)
        found = plans(buying)["VASE-S"]
        assert (found.on_hand, found.incoming, found.suggested) == (10, 18, 0)

    def test_looks_further_with_the_statistics_that_are_installed(self, buying):
        sold(buying, "VASE-S", *[5, 9, 7, 8, 6, 7, 10, 4, 7, 8, 6, 9])
        plan_store(store_id=buying.store_id, by=forecaster(), now=NOW)
        found = plans(buying)["VASE-S"]
        assert 5 < found.weekly_mean < 9
        assert found.suggested > 0
        assert found.method

    def test_follows_the_rules_of_the_store(self, buying):
        sold(buying, "VASE-S", *[14, 0] * 6)
        plan(buying)
        before = plans(buying)["VASE-S"]
        save_planning_rules(
            store_id=buying.store_id, changes={"service_a_percent": 80, "cover_days": 0}
        )
        plan(buying)
        after = plans(buying)["VASE-S"]
        assert after.service_percent == 80
        assert after.safety_stock < before.safety_stock
        with pytest.raises(BadPolicy):
            save_planning_rules(store_id=buying.store_id, changes={"service_a_percent": 100})
        with pytest.raises(BadPolicy):
            save_planning_rules(store_id=buying.store_id, changes={"service": 90})


class TestOrderSuggested:
    def test_writes_one_draft_for_the_supplier_and_suggests_it_no_more(self, buying):
        sold(buying, "VASE-S", *[7] * 12)
        sold(buying, "CUP", *[60] * 12)
        plan(buying)
        (made,) = order(buying, "VASE-S", "CUP")
        order_of = purchase_by_id(made.order_id)
        units = {line.sku: line.quantity for line in order_of.lines}
        assert units == {"VASE-S": 30, "CUP": 166}
        assert order_of.total == brl("964.00")
        assert plans_page(buying.store_id).items == []
        assert plans(buying)["CUP"].ordered_as == made.number
        with pytest.raises(NothingToOrder):
            order(buying, "VASE-S", "CUP")
        assert_books_balance()

    def test_costs_what_the_plan_said(self, buying):
        sold(buying, "CUP", *[60] * 12)
        plan(buying)
        said = plans(buying)["CUP"].cost
        (made,) = order(buying, "CUP")
        assert purchase_by_id(made.order_id).total == said

    def test_takes_other_quantities(self, buying):
        sold(buying, "VASE-S", *[7] * 12)
        plan(buying)
        (made,) = order(buying, "VASE-S", quantities={buying.variant("VASE-S"): 12})
        assert [line.quantity for line in purchase_by_id(made.order_id).lines] == [12]

    def test_leaves_out_what_nobody_sells(self, buying):
        sold(buying, "LAST", *[3] * 12)
        plan(buying)
        assert plans(buying)["LAST"].suggested > 0
        assert outlook(buying.store_id).without_supplier == 1
        with pytest.raises(NothingToOrder):
            order(buying, "LAST")

    def test_writes_nothing_when_something_is_wrong(self, buying):
        sold(buying, "VASE-S", *[7] * 12)
        plan(buying)
        with pytest.raises(NoSuchLocation):
            order(buying, "VASE-S", location_id=0)
        assert plans(buying)["VASE-S"].suggested == 30

    def test_is_seen_by_the_next_plan(self, buying):
        sold(buying, "VASE-S", *[7] * 12)
        plan(buying)
        (made,) = order(buying, "VASE-S")
        plan(buying, NOW + timedelta(minutes=1))
        assert plans(buying)["VASE-S"].suggested == 0
        approve_purchase(order_id=made.order_id, by="bob", now=NOW)
        plan(buying, NOW + timedelta(minutes=1))
        found = plans(buying)["VASE-S"]
        assert (found.incoming, found.suggested) == (30, 0)


class TestBringPastSales:
    def test_replaces_a_day_and_leaves_out_unknown_skus(self, buying):
        sales = [SoldThen(TODAY - WEEK, "CUP", 3), SoldThen(TODAY - WEEK, "CUP", 4)]
        sales.append(SoldThen(TODAY - WEEK, "NOT-OURS", 9))
        for _ in range(2):
            assert bring_past_sales(store_id=buying.store_id, sales=sales, now=NOW) == 1
        plan(buying)
        assert sum(plans(buying)["CUP"].weekly) == 7

    def test_refuses_the_future_and_files_of_other_shops(self, buying):
        with pytest.raises(BadPastSale):
            bring_past_sales(store_id=buying.store_id, sales=[SoldThen(TODAY, "CUP", 1)], now=NOW)
        with pytest.raises(BadPastSale):
            bring_past_sales(
                store_id=buying.store_id, sales=[SoldThen(TODAY - WEEK, "X", 1)], now=NOW
            )


class TestOutlook:
    def test_adds_up_what_the_plans_say(self, buying):
        sold(buying, "VASE-S", *[7] * 12)
        plan(buying)
        found = outlook(buying.store_id)
        assert (found.variants, found.to_buy, found.cost) == (4, 1, (brl("300.00"),))
        assert dict(found.classes) == {"AX": 1, "CZ": 3}
        assert found.found_at == NOW
