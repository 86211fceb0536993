from __future__ import annotations

from datetime import date

import pytest

from balcao.domains.catalog.models import Variant
from balcao.domains.catalog.queries import barcode_twins, find_variants, product_by_handle
from balcao.domains.inventory import operations
from balcao.domains.inventory.errors import BadScan, UnknownCode, WrongCheckDigit
from balcao.domains.inventory.queries import look_up
from balcao.domains.inventory.values import Arrival, LotUnits, Tracking
from balcao.kernel.barcodes import check_digit_of
from tests.shop import NOW, open_shop

pytestmark = pytest.mark.django_db
EAN = "7891234567895"


def give(shop, sku, barcode):
    Variant.objects.filter(store_id=shop.store_id, sku=sku).update(barcode=barcode)


def skus(shop, code):
    return [card.sku for card in look_up(shop.store_id, code, now=NOW).variants]


class TestLookUp:
    @pytest.mark.parametrize(
        ("written", "scanned"),
        [
            (EAN, EAN),
            (EAN, f"0{EAN}"),
            (EAN, f"(01)0{EAN}(10)L1"),
            (EAN, f"]E0{EAN}"),
            (f"0{EAN}", EAN),
            ("036000291452", "0036000291452"),
            ("0036000291452", "036000291452"),
            ("00036000291452", "036000291452"),
            ("96385074", "96385074"),
            ("INTERN-7", "INTERN-7"),
        ],
    )
    def test_finds_a_variant_however_its_barcode_is_written(self, shop, written, scanned):
        give(shop, "CUP", written)
        assert skus(shop, scanned) == ["CUP"]

    def test_finds_a_variant_by_its_sku(self, shop):
        assert skus(shop, "VASE-S") == ["VASE-S"]

    def test_finds_digits_that_are_a_sku_whatever_their_check_digit(self, shop):
        Variant.objects.filter(sku="CUP").update(sku="7891234567890")
        assert skus(shop, "7891234567890") == ["7891234567890"]

    def test_names_both_variants_that_share_a_barcode(self, shop):
        give(shop, "CUP", EAN)
        give(shop, "LAST", f"0{EAN}")
        assert skus(shop, EAN) == ["CUP", "LAST"]

    def test_tells_lot_expiry_and_count_of_a_case_label(self, shop):
        give(shop, "CUP", EAN)
        scan = look_up(shop.store_id, f"(02)0{EAN}(37)12(10)L1(17)271231", now=NOW).scan
        assert (scan.lot, scan.expires_on, scan.quantity) == ("L1", date(2027, 12, 31), 12)

    def test_finds_bins_and_places_whatever_the_case(self, shop):
        operations.create_bins(store_id=shop.store_id, location_id=shop.location_id, codes="A-01")
        assert look_up(shop.store_id, "a-01", now=NOW).bins[0].code == "A-01"
        assert look_up(shop.store_id, "MAIN", now=NOW).places[0].name == "Depósito"

    def test_finds_a_serial_number_and_what_bears_it(self, shop):
        cup = shop.variants["LAST"]
        operations.write_off(
            store_id=shop.store_id, location_id=shop.location_id, variant_id=cup,
            quantity=1, actor="t", now=NOW,
        )  # fmt: skip
        operations.set_tracking(
            store_id=shop.store_id, variant_id=cup, tracking=Tracking.SERIAL, now=NOW
        )
        operations.receive_lines(
            store_id=shop.store_id, location_id=shop.location_id, document="", actor="t", now=NOW,
            lines=[Arrival(cup, 1, lots=(LotUnits("SN-77", 1),))],
        )  # fmt: skip
        found = look_up(shop.store_id, "SN-77", now=NOW)
        assert [card.sku for card in found.variants] == ["LAST"]
        assert [(line.code, line.quantity) for line in found.lots] == [("SN-77", 1)]

    def test_says_which_digit_would_be_right(self, shop):
        give(shop, "CUP", EAN)
        with pytest.raises(WrongCheckDigit) as refusal:
            look_up(shop.store_id, "7891234567890", now=NOW)
        assert "end in 5" in refusal.value.message

    def test_says_what_to_do_with_an_unknown_code(self, shop):
        with pytest.raises(UnknownCode) as refusal:
            look_up(shop.store_id, EAN, now=NOW)
        assert EAN in refusal.value.message
        assert "by name" in refusal.value.message

    def test_says_what_is_in_an_unknown_case(self, shop):
        give(shop, "CUP", EAN)
        case = f"1{EAN[:-1]}"
        with pytest.raises(UnknownCode) as refusal:
            look_up(shop.store_id, case + check_digit_of(case + "0"), now=NOW)
        assert "case of CUP" in refusal.value.message

    @pytest.mark.parametrize("code", ["", "  ", "]C101123", "(17)279999"])
    def test_refuses_what_cannot_be_read(self, shop, code):
        with pytest.raises(BadScan):
            look_up(shop.store_id, code, now=NOW)

    def test_keeps_to_its_own_store(self, shop):
        other = open_shop(slug="other")
        give(other, "CUP", EAN)
        with pytest.raises(UnknownCode):
            look_up(shop.store_id, EAN, now=NOW)

    def test_asks_few_questions(self, shop, django_assert_max_num_queries):
        give(shop, "CUP", EAN)
        with django_assert_max_num_queries(4):  # store, variants, places, bins
            look_up(shop.store_id, EAN, now=NOW)


class TestByName:
    def test_finds_by_a_part_of_the_title(self, shop):
        assert [card.sku for card in find_variants(shop.store_id, "lua")] == ["VASE-L", "VASE-S"]
        assert find_variants(shop.store_id, " ") == []

    def test_warns_of_a_barcode_that_two_variants_bear(self, shop):
        give(shop, "CUP", EAN)
        cup = product_by_handle(shop.store_id, "xicara").id
        assert barcode_twins(shop.store_id, cup) == {}
        give(shop, "LAST", EAN)
        assert barcode_twins(shop.store_id, cup) == {EAN: ("CUP", "LAST")}
