from __future__ import annotations

import pytest

from balcao.entrypoints.papers.errors import BadLabelCount, NoSuchFormat
from balcao.entrypoints.papers.formats import FORMATS, format_of
from balcao.entrypoints.papers.labels import bin_labels, product_labels
from balcao.entrypoints.papers.values import BinLabel, ProductLabel
from tests.entrypoints.papers.reading import page_count, scanned, text_of
from tests.shop import brl

ROLL, SHEET = format_of("roll-50x25"), format_of("a4-3x8")
CUP = ProductLabel("Xícara Serra", "CUP-1", "Azul-claro / 250 ml", "7891234567895", brl("129.90"))
LONG = "PALLET-FLOOR-NORTH-OF-THE-GATE-1234567"


class TestProductLabels:
    @pytest.mark.parametrize("paper", FORMATS.values(), ids=lambda paper: paper.key)
    @pytest.mark.parametrize(
        ("barcode", "sku", "reads"),
        [
            ("7891234567895", "CUP", ("EAN-13", "7891234567895")),
            ("036000291452", "CUP", ("EAN-13", "0036000291452")),
            ("96385074", "CUP", ("EAN-8", "96385074")),
            ("19506000134359", "CUP", ("Code 128", "19506000134359")),
            ("7891234567890", "CUP", ("Code 128", "7891234567890")),
            ("", "CUP-AZ-01", ("Code 128", "CUP-AZ-01")),
            ("", "CAFÉ-ÁGUA", ("QR Code", "CAFÉ-ÁGUA")),
            ("", LONG, ("QR Code", LONG)),
        ],
    )
    def test_are_read_back_by_a_scanner(self, paper, barcode, sku, reads):
        pdf = product_labels([ProductLabel("T", sku, "", barcode)], paper=paper, language="en")
        kind, text = scanned(pdf)[0]
        assert text == reads[1]
        assert kind == reads[0] or (sku == LONG and kind == "Code 128")

    def test_are_read_back_from_a_coarse_thermal_printer(self):
        assert scanned(product_labels([CUP], paper=ROLL, language="pt-br"), dpi=203) == [
            ("EAN-13", "7891234567895")
        ]

    def test_say_what_it_is_and_what_it_costs_in_the_shop_s_language(self):
        said = text_of(product_labels([CUP], paper=ROLL, language="pt-br"))
        for words in ("Xícara Serra", "Azul-claro / 250 ml", "CUP-1", "R$ 129,90"):
            assert words in said.replace("\xa0", " ")

    def test_come_one_a_page_from_a_roll(self):
        two = ProductLabel("T", "A", copies=2)
        assert page_count(product_labels([two, CUP], paper=ROLL, language="en")) == 3

    def test_begin_at_the_first_free_place_of_a_sheet(self):
        many = [ProductLabel("T", "A", copies=20), CUP]
        assert page_count(product_labels(many, paper=SHEET, language="en")) == 1
        late = product_labels(many, paper=SHEET, language="en", first=5)
        assert page_count(late) == 2
        assert scanned(late)[-1] == ("EAN-13", "7891234567895")

    def test_shorten_what_does_not_fit(self):
        long = ProductLabel("Vaso " * 40, "S" * 200, "Azul " * 40, "7891234567895", brl("1.00"))
        assert "…" in text_of(product_labels([long], paper=ROLL, language="en"))

    def test_are_the_same_bytes_for_the_same_label(self):
        first, again = (product_labels([CUP], paper=ROLL, language="en") for _ in range(2))
        assert first == again

    @pytest.mark.parametrize(
        ("copies", "first", "field"), [(0, 1, "copies"), (2001, 1, "copies"), (1, 25, "first")]
    )
    def test_refuse_what_no_sheet_has_room_for(self, copies, first, field):
        with pytest.raises(BadLabelCount) as refusal:
            product_labels(
                [ProductLabel("T", "A", copies=copies)], paper=SHEET, language="en", first=first
            )
        assert refusal.value.facts["field"] == field

    def test_know_their_formats_only(self):
        with pytest.raises(NoSuchFormat) as refusal:
            format_of("a3")
        assert "a4-3x8" in refusal.value.facts["known"]


class TestBinLabels:
    @pytest.mark.parametrize("paper", FORMATS.values(), ids=lambda paper: paper.key)
    def test_are_read_back_by_a_scanner(self, paper):
        pdf = bin_labels([BinLabel("A-01-03", "Depósito São Paulo")], paper=paper)
        assert scanned(pdf) == [("Code 128", "A-01-03")]
        assert "Depósito São Paulo" in text_of(pdf)
