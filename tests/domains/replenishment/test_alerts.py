"""What somebody should look at, from the moment it is so until it is not any more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.operations import save_stock_settings, set_tracking
from balcao.domains.inventory.values import LotUnits, Tracking
from balcao.domains.orders import operations as orders
from balcao.domains.replenishment.errors import BadSnooze, NoSuchAlert
from balcao.domains.replenishment.models import Alert
from balcao.domains.replenishment.operations import recheck_stock, refresh_alerts, snooze_alert
from balcao.domains.replenishment.queries import alert_counts, alerts_page
from balcao.domains.replenishment.values import AlertKind
from balcao.plumbing.outbox.relay import deliver_all
from tests.domains.inventory.stock import doing
from tests.shop import NOW, Shop, brl, open_shop
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
K = AlertKind
DAY = timedelta(days=1)


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def alerts(shop, now=NOW, **how):
    return [(x.kind, x.sku) for x in alerts_page(shop.store_id, now=now, **how).items]


class TestLowStock:
    def test_opens_with_the_order_that_takes_the_last_units_and_closes_with_the_next_receipt(
        self, shop
    ):
        deliver_all(now=NOW)
        assert alerts(shop) == [(K.LOW_STOCK, "LAST")]
        purchase(shop.request(("VASE-L", 5)), now=NOW)
        deliver_all(now=NOW)
        assert (K.SOLD_OUT, "VASE-L") in alerts(shop)
        doing(shop, "receive_stock", "VASE-L", quantity=2)
        deliver_all(now=NOW)
        assert (K.LOW_STOCK, "VASE-L") in alerts(shop)
        assert (K.SOLD_OUT, "VASE-L") not in alerts(shop)
        doing(shop, "receive_stock", "VASE-L", quantity=9)
        deliver_all(now=NOW)
        assert alerts(shop) == [(K.LOW_STOCK, "LAST")]
        assert_books_balance()

    def test_closes_when_an_order_is_cancelled(self, shop):
        made = purchase(shop.request(("VASE-L", 5)), now=NOW)
        deliver_all(now=NOW)
        orders.cancel_order(order_id=made.order_id, reason="", by="ana", now=NOW)
        deliver_all(now=NOW)
        assert alerts(shop) == [(K.LOW_STOCK, "LAST")]

    def test_is_found_once_however_often_it_is_looked_for(self, shop):
        for _ in range(3):
            recheck_stock(store_id=shop.store_id, variant_ids=list(shop.variants.values()), now=NOW)
            refresh_alerts(store_id=shop.store_id, now=NOW)
        assert Alert.objects.count() == 1

    def test_begins_where_the_store_says(self, shop):
        save_stock_settings(store_id=shop.store_id, changes={"low_stock_units": 10})
        refresh_alerts(store_id=shop.store_id, now=NOW)
        assert alert_counts(shop.store_id, now=NOW).by_kind == {K.LOW_STOCK: 3}


class TestNegativeMargin:
    def test_names_the_loss_on_what_is_in_stock(self, shop):
        doing(shop, "write_off", "CUP", quantity=100)
        doing(shop, "receive_stock", "CUP", quantity=10, value=brl("400.00"))
        refresh_alerts(store_id=shop.store_id, now=NOW)
        (found,) = alerts_page(shop.store_id, now=NOW, kind=K.NEGATIVE_MARGIN).items
        assert found.at_stake == brl("10.00")
        assert found.facts == {"price_minor": 3900, "cost_minor": 4000}

    def test_is_none_at_cost(self, shop):
        doing(shop, "write_off", "CUP", quantity=100)
        doing(shop, "receive_stock", "CUP", quantity=10, value=brl("390.00"))
        refresh_alerts(store_id=shop.store_id, now=NOW)
        assert alerts(shop, kind=K.NEGATIVE_MARGIN) == []


class TestSlowMover:
    def test_is_what_lay_for_the_whole_period_without_a_sale(self, shop):
        made = purchase(shop.request(("CUP", 1), provider="cash_on_delivery"), now=NOW)
        later = NOW + 91 * DAY
        orders.pack_order(order_id=made.order_id, by="ana", now=later - DAY)
        orders.ship_order(
            order_id=made.order_id, carrier="C", tracking_number="", by="ana", now=later - DAY
        )
        refresh_alerts(store_id=shop.store_id, now=NOW + 89 * DAY)
        assert alerts(shop, kind=K.SLOW_MOVER) == []
        refresh_alerts(store_id=shop.store_id, now=later)
        slow = {sku for _, sku in alerts(shop, now=later, kind=K.SLOW_MOVER)}
        assert slow == {"VASE-S", "VASE-L", "LAST"}


class TestExpiringLot:
    def test_is_named_a_month_before_its_day(self, shop):
        doing(shop, "write_off", "CUP", quantity=100)
        how = {"store_id": shop.store_id, "variant_id": shop.variants["CUP"], "now": NOW}
        set_tracking(tracking=Tracking.LOT, **how)
        lots = (LotUnits("A", 5, date(2027, 1, 10)), LotUnits("B", 5, date(2027, 6, 1)))
        doing(shop, "receive_stock", "CUP", quantity=10, value=brl("100.00"), lots=lots)
        refresh_alerts(store_id=shop.store_id, now=NOW)
        assert alerts(shop, kind=K.EXPIRING_LOT) == []
        refresh_alerts(store_id=shop.store_id, now=NOW + 20 * DAY)
        (found,) = alerts_page(shop.store_id, now=NOW + 20 * DAY, kind=K.EXPIRING_LOT).items
        assert (found.lot, found.at_stake) == ("A", brl("50.00"))


class TestSnoozeAlert:
    def test_hides_it_for_a_while(self, shop):
        refresh_alerts(store_id=shop.store_id, now=NOW)
        (alert,) = alerts_page(shop.store_id, now=NOW).items
        snooze_alert(store_id=shop.store_id, alert_id=alert.id, until=NOW + 2 * DAY, now=NOW)
        assert alerts(shop) == []
        assert alert_counts(shop.store_id, now=NOW).total == 0
        assert len(alerts(shop, snoozed=True)) == 1
        assert len(alerts(shop, now=NOW + 2 * DAY)) == 1

    @pytest.mark.parametrize("days", [-1, 0, 400])
    def test_wants_a_moment_within_a_year(self, shop, days):
        refresh_alerts(store_id=shop.store_id, now=NOW)
        (alert,) = alerts_page(shop.store_id, now=NOW).items
        with pytest.raises(BadSnooze):
            snooze_alert(store_id=shop.store_id, alert_id=alert.id, until=NOW + days * DAY, now=NOW)

    def test_finds_only_open_ones_of_its_store(self, shop):
        refresh_alerts(store_id=shop.store_id, now=NOW)
        (alert,) = alerts_page(shop.store_id, now=NOW).items
        how = {"alert_id": alert.id, "until": NOW + DAY, "now": NOW}
        with pytest.raises(NoSuchAlert):
            snooze_alert(store_id=shop.store_id + 1, **how)
        doing(shop, "receive_stock", "LAST", quantity=9)
        refresh_alerts(store_id=shop.store_id, now=NOW + DAY / 2)
        with pytest.raises(NoSuchAlert):
            snooze_alert(store_id=shop.store_id, **how)


class TestPages:
    def test_go_on_where_they_ended_with_most_at_stake_first(self, shop):
        save_stock_settings(store_id=shop.store_id, changes={"low_stock_units": 1000})
        refresh_alerts(store_id=shop.store_id, now=NOW)
        first = alerts_page(shop.store_id, now=NOW, limit=3)
        rest = alerts_page(shop.store_id, now=NOW, limit=3, cursor=first.next_cursor)
        stakes = [x.at_stake.minor for x in [*first.items, *rest.items]]
        assert len(stakes) == 4
        assert stakes == sorted(stakes, reverse=True)
        assert rest.next_cursor is None
