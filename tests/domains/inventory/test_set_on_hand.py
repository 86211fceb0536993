from __future__ import annotations

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.errors import BadQuantity, PromisedAway
from balcao.domains.inventory.operations import set_on_hand
from balcao.domains.inventory.values import Count
from tests.domains.inventory.stock import doing, ledger, level
from tests.shop import NOW, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


def bring_in(shop, **units):
    return set_on_hand(
        store_id=shop.store_id,
        location_id=shop.location_id,
        counts=[Count(shop.variants[sku.replace("_", "-")], n) for sku, n in units.items()],
        reason="imported",
        document="import:1",
        actor="ana",
        now=NOW,
    )


class TestSetOnHand:
    def test_changes_many_and_answers_by_how_much_in_all(self, shop):
        assert bring_in(shop, CUP=90, VASE_S=12) == -8
        assert (level(shop).on_hand, level(shop, "VASE-S").on_hand) == (90, 12)
        assert_books_balance()

    def test_writes_no_movement_where_nothing_changes(self, shop):
        bring_in(shop, CUP=100, VASE_S=11)
        assert len(ledger(shop)) == 1
        assert ledger(shop, "VASE-S")[-1] == ("imported", 1, 11)

    def test_changes_nothing_when_one_variant_is_promised_away(self, shop):
        purchase(shop.request(("CUP", 5)), now=NOW)
        with pytest.raises(PromisedAway):
            bring_in(shop, VASE_S=1, CUP=4)
        assert level(shop, "VASE-S").on_hand == 10
        assert_books_balance()

    def test_refuses_negative_and_absurd_numbers(self, shop):
        for units in (-1, 10_000_001):
            with pytest.raises(BadQuantity):
                bring_in(shop, CUP=units)


class TestCorrectCount:
    def test_answers_the_difference(self, shop):
        assert doing(shop, "correct_count", counted=97) == -3
        assert ledger(shop)[-1] == ("counted", -3, 97)

    def test_of_the_same_number_leaves_no_trace(self, shop):
        assert doing(shop, "correct_count", counted=100) == 0
        assert len(ledger(shop)) == 1


class TestUnitCost:
    def test_values_what_is_more_than_before_and_nothing_else(self, shop):
        how = {
            "store_id": shop.store_id,
            "location_id": shop.location_id,
            "reason": "imported",
            "document": "",
            "actor": "ana",
            "now": NOW,
        }
        for units in (103, 101):
            set_on_hand(counts=[Count(shop.variants["CUP"], units, brl("20.00"))], **how)
        assert level(shop).value_minor == 6000 - 117  # two of 103 at the average of 0.58
        assert_books_balance()
