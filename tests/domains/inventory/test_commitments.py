from __future__ import annotations

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.errors import OutOfStock
from balcao.domains.inventory.operations import (
    confirm_reservations,
    release_order,
    set_backorder_limits,
    ship_order,
)
from balcao.domains.orders import operations as orders
from tests.domains.inventory.stock import doing, level
from tests.shop import NOW
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


class TestShipOrder:
    def test_that_was_sold_beyond_stock_waits_until_the_goods_are_in(self, shop):
        limits = {shop.variants["LAST"]: 5}
        set_backorder_limits(store_id=shop.store_id, location_id=shop.location_id, limits=limits)
        made = purchase(shop.request(("LAST", 3)), now=NOW)
        orders.confirm_payment(order_id=made.order_id, by="ana", now=NOW)
        orders.pack_order(order_id=made.order_id, by="ana", now=NOW)
        ship = {"carrier": "C", "tracking_number": "", "by": "ana", "now": NOW}
        with pytest.raises(OutOfStock) as refusal:
            orders.ship_order(order_id=made.order_id, **ship)
        assert refusal.value.facts["skus"] == ["LAST"]
        doing(shop, "receive_stock", "LAST", quantity=2)
        orders.ship_order(order_id=made.order_id, **ship)
        assert (level(shop, "LAST").on_hand, level(shop, "LAST").allocated) == (0, 0)
        assert_books_balance()

    def test_happens_once_however_often_it_is_asked_for(self, shop):
        made = purchase(shop.request(("CUP", 2)), now=NOW)
        facts = {"store_id": shop.store_id, "document": "order:x", "actor": "ana", "now": NOW}
        assert ship_order(order_id=made.order_id, **facts) == {1: 2}
        assert ship_order(order_id=made.order_id, **facts) == {}
        assert level(shop).on_hand == 98


class TestReleaseOrder:
    def test_gives_back_once(self, shop):
        made = purchase(shop.request(("CUP", 2), ("VASE-S", 1)), now=NOW)
        assert release_order(order_id=made.order_id) == 3
        assert release_order(order_id=made.order_id) == 0
        assert level(shop).sellable == 100


class TestConfirmReservations:
    def test_of_an_order_without_any_says_so(self, shop):
        made = purchase(shop.request(("CUP", 2)), now=NOW)
        assert confirm_reservations(order_id=made.order_id) is False
        assert level(shop).allocated == 2
