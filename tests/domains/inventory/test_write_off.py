from __future__ import annotations

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.errors import BadQuantity, PromisedAway
from tests.domains.inventory.stock import doing, ledger, level
from tests.shop import NOW
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


class TestWriteOff:
    def test_takes_from_on_hand_and_says_so_in_the_ledger(self, shop):
        assert doing(shop, "write_off", quantity=3, note="broken") == 97
        assert ledger(shop)[-1] == ("damaged", -3, 97)
        assert_books_balance()

    def test_refuses_units_that_are_promised_and_names_them(self, shop):
        purchase(shop.request(("CUP", 98)), now=NOW)
        with pytest.raises(PromisedAway) as refusal:
            doing(shop, "write_off", quantity=3)
        assert refusal.value.facts["skus"] == ["CUP"]
        assert level(shop).on_hand == 100
        assert_books_balance()

    @pytest.mark.parametrize("quantity", [0, -5, 101])
    def test_refuses_what_is_not_there(self, shop, quantity):
        with pytest.raises(BadQuantity):
            doing(shop, "write_off", quantity=quantity)
