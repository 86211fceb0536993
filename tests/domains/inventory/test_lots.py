"""Units that are told apart, by lot or by serial number."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.errors import (
    BadQuantity,
    LotDiffers,
    LotMissing,
    LotUnwanted,
    NoSuchLot,
    OutOfStock,
    StillStocked,
)
from balcao.domains.inventory.operations import (
    create_location,
    move_stock,
    receive_lines,
    retire_expired,
    set_tracking,
)
from balcao.domains.inventory.queries import document_movements, lots_of
from balcao.domains.inventory.values import Arrival, Departure, LotUnits, Tracking
from balcao.domains.orders import operations as orders
from tests.domains.inventory.stock import doing, level
from tests.shop import NOW
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
MAY, JUNE = date(2027, 5, 1), date(2027, 6, 1)


def track(shop, sku, tracking, empty=True):
    if empty:
        doing(shop, "write_off", sku, quantity=level(shop, sku).on_hand)
    how = {"store_id": shop.store_id, "variant_id": shop.variants[sku], "now": NOW}
    set_tracking(tracking=tracking, **how)


def receive(shop, sku, *lots, damaged=0, place=None):
    units = sum(lot.quantity for lot in lots)
    receive_lines(
        store_id=shop.store_id,
        location_id=place or shop.location_id,
        lines=[Arrival(shop.variants[sku], units - damaged, damaged=damaged, lots=lots)],
        document="in",
        actor="ana",
        now=NOW,
    )


def lying(shop, sku):
    return {
        (x.code, x.location_id): (x.quantity, x.damaged)
        for x in lots_of(shop.store_id, shop.variants[sku])
    }


def ship(shop, sku, units, now=NOW):
    made = purchase(shop.request((sku, units), provider="cash_on_delivery"), now=now)
    orders.pack_order(order_id=made.order_id, by="ana", now=now)
    orders.ship_order(order_id=made.order_id, carrier="C", tracking_number="", by="ana", now=now)
    return made


class TestLots:
    def test_leave_first_expired_first_and_the_ledger_names_them(self, shop):
        track(shop, "CUP", Tracking.LOT)
        receive(shop, "CUP", LotUnits("B", 4, JUNE), LotUnits("A", 4, MAY))
        made = ship(shop, "CUP", 5)
        lines = document_movements(shop.store_id, f"order:{made.number}")
        assert [(x.lot, x.quantity, x.balance) for x in lines] == [("A", -4, 4), ("B", -1, 3)]
        assert lying(shop, "CUP") == {("B", shop.location_id): (3, 0)}
        assert_books_balance()

    def test_that_have_expired_are_not_shipped(self, shop):
        track(shop, "CUP", Tracking.LOT)
        receive(shop, "CUP", LotUnits("A", 4, MAY), LotUnits("B", 1, JUNE))
        with pytest.raises(OutOfStock) as refusal:
            ship(shop, "CUP", 2, now=NOW + timedelta(days=365 // 2))
        assert refusal.value.facts["skus"] == ["CUP"]

    def test_that_expire_are_put_aside_unless_they_are_promised(self, shop):
        track(shop, "CUP", Tracking.LOT)
        receive(shop, "CUP", LotUnits("A", 4, MAY), LotUnits("B", 1, JUNE))
        purchase(shop.request(("CUP", 2)), now=NOW)
        later = NOW + timedelta(days=365 // 2)
        assert retire_expired(store_id=shop.store_id, now=later) == 3
        assert retire_expired(store_id=shop.store_id, now=later) == 0
        now = level(shop, "CUP")
        assert (now.on_hand, now.damaged, now.sellable) == (2, 3, 0)
        assert_books_balance()

    def test_must_be_named_and_add_up(self, shop):
        track(shop, "CUP", Tracking.LOT)
        with pytest.raises(LotMissing):
            doing(shop, "receive_stock", quantity=3)
        with pytest.raises(LotMissing):
            doing(shop, "receive_stock", quantity=3, lots=(LotUnits("A", 2),))
        with pytest.raises(LotMissing):
            doing(shop, "correct_count", counted=3)
        assert level(shop).on_hand == 0

    def test_are_not_wanted_where_units_are_alike(self, shop):
        with pytest.raises(LotUnwanted):
            doing(shop, "receive_stock", quantity=1, lots=(LotUnits("A", 1),))

    def test_keep_their_expiry(self, shop):
        track(shop, "CUP", Tracking.LOT)
        receive(shop, "CUP", LotUnits("A", 1, MAY))
        with pytest.raises(LotDiffers):
            receive(shop, "CUP", LotUnits("A", 1, JUNE))
        receive(shop, "CUP", LotUnits("A", 1))
        assert lying(shop, "CUP") == {("A", shop.location_id): (2, 0)}

    def test_begin_with_what_is_there(self, shop):
        track(shop, "CUP", Tracking.LOT, empty=False)
        assert lying(shop, "CUP") == {("OPENING", shop.location_id): (100, 0)}
        assert_books_balance()
        with pytest.raises(StillStocked):
            track(shop, "CUP", Tracking.NONE, empty=False)

    def test_are_damaged_and_mended_by_name(self, shop):
        track(shop, "CUP", Tracking.LOT)
        receive(shop, "CUP", LotUnits("A", 3), LotUnits("B", 3), damaged=1)
        assert lying(shop, "CUP")["B", shop.location_id] == (2, 1)
        doing(shop, "damage_stock", quantity=2, lots=(LotUnits("B", 2),))
        doing(shop, "repair_stock", quantity=1)
        assert lying(shop, "CUP")["B", shop.location_id] == (1, 2)
        with pytest.raises(NoSuchLot):
            doing(shop, "damage_stock", quantity=1, lots=(LotUnits("C", 1),))
        with pytest.raises(NoSuchLot):
            doing(shop, "write_off", quantity=4, lots=(LotUnits("A", 4),))
        assert_books_balance()


class TestSerials:
    def test_are_one_unit_in_one_place(self, shop):
        track(shop, "LAST", Tracking.SERIAL)
        receive(shop, "LAST", LotUnits("S1", 1), LotUnits("S2", 1))
        with pytest.raises(LotDiffers):
            receive(shop, "LAST", LotUnits("S1", 1))
        with pytest.raises(BadQuantity):
            receive(shop, "LAST", LotUnits("S3", 2))
        second = create_location(store_id=shop.store_id, code="loja", name="Loja")
        with pytest.raises(LotDiffers):
            receive(shop, "LAST", LotUnits("S1", 1), place=second)
        assert_books_balance()

    def test_move_and_may_come_back(self, shop):
        track(shop, "LAST", Tracking.SERIAL)
        receive(shop, "LAST", LotUnits("S1", 1), LotUnits("S2", 1))
        second = create_location(store_id=shop.store_id, code="loja", name="Loja")
        move_stock(
            store_id=shop.store_id,
            from_location_id=shop.location_id,
            to_location_id=second,
            lines=[Departure(shop.variants["LAST"], 1, lots=(LotUnits("S2", 1),))],
            document="transfer:T-1",
            actor="ana",
            now=NOW,
        )
        assert set(lying(shop, "LAST")) == {("S1", shop.location_id), ("S2", second)}
        doing(shop, "write_off", "LAST", quantity=1)
        receive(shop, "LAST", LotUnits("S1", 1))
        assert_books_balance()

    def test_begin_only_with_nothing_in_stock(self, shop):
        with pytest.raises(StillStocked):
            track(shop, "LAST", Tracking.SERIAL, empty=False)

    def test_named_twice_in_one_arrival_are_refused(self, shop):
        track(shop, "LAST", Tracking.SERIAL)
        with pytest.raises(LotDiffers):
            receive(shop, "LAST", LotUnits("S1", 1), LotUnits("S1", 1))
