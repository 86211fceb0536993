"""What is on its way, and what is kept back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from balcao.domains.inventory.errors import BadLocation, BadQuantity, NoSuchLocation
from balcao.domains.inventory.operations import (
    create_location,
    expect_stock,
    road_of,
    save_stock_settings,
    set_safety_stock,
)
from balcao.domains.inventory.queries import (
    availability_of,
    default_location,
    locations,
    stock_settings,
    supply_of,
)
from balcao.domains.inventory.values import Awaited, LocationKind
from tests.domains.inventory.stock import doing, level
from tests.shop import NOW
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


def expect(shop, units, document="delivery:D-1", days=7):
    expect_stock(
        store_id=shop.store_id,
        location_id=shop.location_id,
        document=document,
        lines=[Awaited(shop.variants["CUP"], units, NOW + timedelta(days=days))],
        now=NOW,
    )


class TestExpectStock:
    def test_says_what_is_open_and_replaces_what_was_said(self, shop):
        expect(shop, 10)
        expect(shop, 4, document="delivery:D-2", days=3)
        expect(shop, 7)
        expect(shop, 7)
        assert level(shop).incoming == 11
        supply = supply_of(shop.store_id, [shop.variants["CUP"]])
        assert [(x.document, x.quantity) for x in supply] == [
            ("delivery:D-2", 4),
            ("delivery:D-1", 7),
        ]
        assert_books_balance()

    def test_with_nothing_takes_the_expectation_back(self, shop):
        expect(shop, 10)
        expect(shop, 0)
        assert (level(shop).incoming, supply_of(shop.store_id, [shop.variants["CUP"]])) == (0, [])
        assert_books_balance()

    def test_does_not_make_it_sellable(self, shop):
        expect(shop, 10)
        assert availability_of(shop.store_id, [shop.variants["CUP"]]).popitem()[1] == 100

    def test_refuses_a_negative_number(self, shop):
        with pytest.raises(BadQuantity):
            expect(shop, -1)


class TestSafetyStock:
    def test_is_kept_from_shoppers(self, shop):
        how = {"store_id": shop.store_id, "location_id": shop.location_id}
        set_safety_stock(variant_id=shop.variants["CUP"], units=30, **how)
        assert availability_of(shop.store_id, [shop.variants["CUP"]]).popitem()[1] == 70
        with pytest.raises(BadQuantity):
            set_safety_stock(variant_id=shop.variants["CUP"], units=-1, **how)


class TestLocations:
    def test_of_the_road_is_made_once_never_sells_and_is_nobodys_home(self, shop):
        road = road_of(shop.store_id)
        assert road_of(shop.store_id) == road
        assert [place.sells for place in locations(shop.store_id)] == [True, False]
        assert default_location(shop.store_id).id == shop.location_id

    def test_on_the_road_cannot_sell(self, shop):
        with pytest.raises(BadLocation):
            create_location(
                store_id=shop.store_id, code="x", name="X", kind=LocationKind.TRANSIT, sells=True
            )

    def test_lie_on_earth(self, shop):
        with pytest.raises(BadLocation):
            create_location(store_id=shop.store_id, code="x", name="X", coordinates=(91.0, 0.0))

    def test_of_another_store_hold_nothing_of_ours(self, shop):
        with pytest.raises(NoSuchLocation):
            set_safety_stock(
                store_id=shop.store_id + 1,
                location_id=shop.location_id,
                variant_id=shop.variants["CUP"],
                units=1,
            )


class TestSettings:
    def test_are_changed_one_at_a_time_and_checked(self, shop):
        save_stock_settings(store_id=shop.store_id, changes={"low_stock_units": 7})
        save_stock_settings(store_id=shop.store_id, changes={"valuation": "fifo"})
        rules = stock_settings(shop.store_id)
        assert (rules.low_stock_units, rules.valuation) == (7, "fifo")
        for wrong in ({"valuation": "lifo"}, {"slow_after_days": 0}, {"low_stock_units": -1}):
            with pytest.raises(BadQuantity):
                save_stock_settings(store_id=shop.store_id, changes=wrong)


class TestLedger:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE inventory_stockmovement SET quantity = 1",
            "DELETE FROM inventory_stockmovement",
        ],
    )
    def test_is_append_only_for_everybody(self, shop, statement):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    def test_numbers_the_movements_of_a_level(self, shop):
        doing(shop, "receive_stock", quantity=1)
        doing(shop, "write_off", quantity=1)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT array_agg(turn ORDER BY at, turn) FROM inventory_stockmovement"
                " WHERE variant_id = %s",
                [shop.variants["CUP"]],
            )
            assert cursor.fetchone()[0] == [1, 2, 3]
