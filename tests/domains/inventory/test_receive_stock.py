from __future__ import annotations

import pytest

from balcao.domains.inventory.errors import BadQuantity, NoSuchLevel, NoSuchLocation
from balcao.domains.inventory.operations import receive_stock
from balcao.kernel.ids import new_id
from tests.domains.inventory.stock import doing, ledger, level
from tests.shop import NOW
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


class TestReceiveStock:
    def test_adds_to_on_hand_and_says_so_in_the_ledger(self, shop):
        assert doing(shop, "receive_stock", quantity=7) == 107
        assert ledger(shop)[-1] == ("received", 7, 107)
        assert_books_balance()

    @pytest.mark.parametrize("quantity", [0, -1, 10_000_000])
    def test_refuses_what_is_no_number_of_units(self, shop, quantity):
        with pytest.raises(BadQuantity):
            doing(shop, "receive_stock", quantity=quantity)
        assert level(shop).on_hand == 100

    def test_refuses_a_place_of_another_store(self, shop):
        with pytest.raises(NoSuchLocation):
            receive_stock(
                store_id=shop.store_id + 1,
                location_id=shop.location_id,
                variant_id=shop.variants["CUP"],
                quantity=1,
                actor="ana",
                now=NOW,
            )

    def test_refuses_a_variant_that_does_not_exist(self, shop):
        with pytest.raises(NoSuchLevel):
            receive_stock(
                store_id=shop.store_id,
                location_id=shop.location_id,
                variant_id=new_id(),
                quantity=1,
                actor="ana",
                now=NOW,
            )
