from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from balcao.domains.inventory import operations
from balcao.domains.inventory.errors import (
    BadQuantity,
    NoSuchBin,
    NoSuchLocation,
    NotInBin,
    StillStocked,
)
from balcao.domains.inventory.models import BinMove
from balcao.domains.inventory.queries import bin_of, bins_of, bins_page, in_bin, waiting_at
from tests.shop import NOW, open_shop
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(shop):
    """The shop's location, with three bins."""
    operations.create_bins(store_id=shop.store_id, location_id=shop.location_id, codes="A-[01-03]")
    return {"store_id": shop.store_id, "location_id": shop.location_id}


def shelve(shop, place, verb, units, sku="CUP", **bins):
    return getattr(operations, verb)(
        **place, variant_id=shop.variants[sku], quantity=units, actor="ana", now=NOW, **bins
    )


def lying(shop, sku="CUP"):
    return {line.bin: line.quantity for line in bins_of(shop.store_id, shop.variants[sku])}


class TestCreateBins:
    def test_makes_them_once_in_walking_order(self, shop, place):
        operations.create_bins(**place, codes="A-[02-04]")
        page = bins_page(shop.store_id, location_id=shop.location_id)
        assert [one.code for one in page.items] == ["A-01", "A-02", "A-03", "A-04"]

    def test_uses_a_retired_one_again(self, shop, place):
        operations.retire_bin(**place, code="A-01")
        assert len(bins_page(shop.store_id).items) == 2
        operations.create_bins(**place, codes="A-01")
        assert bin_of(shop.store_id, shop.location_id, "a-01").is_active

    def test_knows_the_places_of_this_store_only(self, shop):
        other = open_shop(slug="other")
        with pytest.raises(NoSuchLocation):
            operations.create_bins(store_id=shop.store_id, location_id=other.location_id, codes="A")

    def test_pages_without_gaps_when_two_places_use_the_same_codes(self, shop, place):
        second = operations.create_location(store_id=shop.store_id, code="two", name="Two")
        operations.create_bins(store_id=shop.store_id, location_id=second, codes="A-[01-03]")
        seen, cursor = [], None
        while True:
            page = bins_page(shop.store_id, cursor=cursor, limit=2)
            seen += [(one.code, one.location_id) for one in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == 6


class TestPutAway:
    def test_puts_units_that_lay_in_no_bin_into_one(self, shop, place):
        assert shelve(shop, place, "put_away", 30, to_bin="a-01") == 30
        assert shelve(shop, place, "put_away", 5, to_bin="A-01") == 35
        assert lying(shop) == {"A-01": 35}
        waiting = {one.sku: one.units for one in waiting_at(shop.store_id, shop.location_id)}
        assert waiting["CUP"] == 65
        assert_books_balance()

    def test_refuses_more_than_waits_and_says_how_many_do(self, shop, place):
        shelve(shop, place, "put_away", 60, to_bin="A-01")
        with pytest.raises(NotInBin) as refusal:
            shelve(shop, place, "put_away", 41, to_bin="A-02")
        assert refusal.value.facts["units"] == 40
        assert lying(shop) == {"A-01": 60}

    @pytest.mark.parametrize("units", [0, -1])
    def test_moves_at_least_one_unit(self, shop, place, units):
        with pytest.raises(BadQuantity):
            shelve(shop, place, "put_away", units, to_bin="A-01")

    def test_knows_its_bins(self, shop, place):
        with pytest.raises(NoSuchBin):
            shelve(shop, place, "put_away", 1, to_bin="Z-99")
        operations.retire_bin(**place, code="A-03")
        with pytest.raises(NoSuchBin):
            shelve(shop, place, "put_away", 1, to_bin="A-03")

    def test_writes_down_who_moved_what(self, shop, place):
        shelve(shop, place, "put_away", 3, to_bin="A-01")
        row = BinMove.objects.get()
        assert (row.sku, row.from_bin, row.to_bin, row.quantity, row.actor) == (
            "CUP", "", "A-01", 3, "ana",
        )  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            BinMove.objects.update(quantity=4)
        with pytest.raises(DatabaseError), transaction.atomic():
            row.delete()

    def test_does_not_reach_into_another_store(self, shop, place):
        other = open_shop(slug="other")
        with pytest.raises(NotInBin):
            shelve(other, place, "put_away", 1, to_bin="A-01")


class TestMoveBetweenBins:
    def test_moves_what_lies_there_and_no_more(self, shop, place):
        shelve(shop, place, "put_away", 10, to_bin="A-01")
        shelve(shop, place, "move_between_bins", 4, from_bin="A-01", to_bin="A-02")
        assert lying(shop) == {"A-01": 6, "A-02": 4}
        with pytest.raises(NotInBin):
            shelve(shop, place, "move_between_bins", 7, from_bin="A-01", to_bin="A-02")
        shelve(shop, place, "move_between_bins", 6, from_bin="A-01", to_bin="A-02")
        assert lying(shop) == {"A-02": 10}
        assert [line.sku for line in in_bin(shop.store_id, shop.location_id, "A-02")] == ["CUP"]
        assert_books_balance()

    def test_needs_two_bins(self, shop, place):
        shelve(shop, place, "put_away", 10, to_bin="A-01")
        with pytest.raises(BadQuantity):
            shelve(shop, place, "move_between_bins", 1, from_bin="A-01", to_bin="a-01")

    def test_is_undone_by_taking_units_off_the_shelf(self, shop, place):
        shelve(shop, place, "put_away", 10, to_bin="A-01")
        assert shelve(shop, place, "take_off_shelf", 10, from_bin="A-01") == 0
        assert lying(shop) == {}
        with pytest.raises(NotInBin):
            shelve(shop, place, "take_off_shelf", 1, from_bin="A-01")


class TestRetireBin:
    def test_waits_until_it_is_empty(self, shop, place):
        shelve(shop, place, "put_away", 1, to_bin="A-01")
        with pytest.raises(StillStocked):
            operations.retire_bin(**place, code="A-01")
        shelve(shop, place, "take_off_shelf", 1, from_bin="A-01")
        operations.retire_bin(**place, code="A-01")
        operations.retire_bin(**place, code="A-01")
        assert "A-01" not in [one.code for one in bins_page(shop.store_id).items]
