from __future__ import annotations

from datetime import timedelta

import pytest

from balcao.domains.purchasing import operations, queries
from balcao.domains.purchasing.errors import (
    NoSuchPriceFile,
    PriceFileApplied,
    PriceFileHasProblems,
    PriceFileStale,
    PriceFileTooLarge,
    UnreadablePriceFile,
)
from balcao.domains.purchasing.values.suppliers import Break
from balcao.kernel.ids import new_id
from tests.shop import NOW

pytestmark = pytest.mark.django_db
HEAD = "supplier_sku,sku,cost,currency,unit,pack_size,minimum,lead_time_days\n"
GOOD = (
    HEAD + "A-CUP,,21.50,BRL,each,,,\n,LAST,60.00,brl,Dozen,12,24,9\nA-VASE-S,,50,BRL,pack,2,4,\n"
)


def look(buying, text, **changes):
    file_id = buying.price_file(text.encode(), **changes)
    return queries.price_file_by_id(file_id)


def apply(file):
    operations.apply_price_file(file_id=file.id, actor="ana", now=NOW)


class TestPlan:
    def test_says_what_would_happen_and_changes_nothing(self, buying):
        file = look(buying, GOOD)
        assert file.problems == ()
        assert [(step.sku, step.kind) for step in file.steps] == [
            ("CUP", "change"),
            ("LAST", "create"),
            ("VASE-S", "leave"),
        ]
        assert buying.item("CUP").price.breaks == (Break(1, 2000, 1),)

    @pytest.mark.parametrize(
        ("row", "column"),
        [
            ("A-CUP,,21.50,BRL,kg,,,", "unit"),
            ("A-CUP,,21.50,BRL,crate of 6,,,", "unit"),
            ("A-CUP,,21.50,BRL,pack,,,", "unit"),
            ("A-CUP,,240.00,BRL,each,,,", "unit"),
            ("A-CUP,,21.50,USD,each,,,", "currency"),
            ('A-CUP,,"21,50",BRL,each,,,', "cost"),
            ("A-CUP,,-1,BRL,each,,,", "cost"),
            ("A-CUP,,21.505,BRL,each,,,", "cost"),
            ("A-CUP,,21.50,BRL,each,0,,", "pack_size"),
            ("A-CUP,,21.50,BRL,each,12,10,", "minimum"),
            ("A-CUP,,21.50,BRL,each,,,soon", "lead_time_days"),
            ("NOPE,,21.50,BRL,each,,,", "supplier_sku"),
            ("A-CUP,NOPE,21.50,BRL,each,,,", "sku"),
            ("A-CUP,LAST,21.50,BRL,each,,,", "sku"),
            (",,21.50,BRL,each,,,", "supplier_sku"),
        ],
    )
    def test_names_row_and_column_of_a_bad_cell(self, buying, row, column):
        file = look(buying, GOOD + row.replace("A-CUP", "A-CUP", 1) + "\n")
        found = [(one.line, one.column) for one in file.problems]
        assert (5, column) in found
        assert not file.can_apply

    def test_refuses_one_product_in_two_rows(self, buying):
        file = look(buying, HEAD + "A-CUP,,21,BRL,each,,,\n,CUP,22,BRL,each,,,\n")
        assert [one.line for one in file.problems] == [3]

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"sku,cost\nCUP,1\n",
            b"sku,cost,currency,unit\n",
            b"PK\x03\x04",
            b"\xff\xfe\x00",
            b"sku,cost,currency,unit\n\xe9,1,BRL,each\n",
            b"sku,sku,cost,currency,unit\na,b,1,BRL,each\n",
        ],
    )
    def test_refuses_what_is_no_price_file(self, buying, content):
        with pytest.raises(UnreadablePriceFile):
            buying.price_file(content)

    def test_refuses_what_is_too_large(self, buying):
        with pytest.raises(PriceFileTooLarge):
            buying.price_file(b"x" * (5 * 1024 * 1024 + 1))

    def test_reads_semicolons_and_a_mark_of_utf_8(self, buying):
        text = "\ufeff" + GOOD.replace(",", ";")
        assert look(buying, text).problems == ()


class TestApply:
    def test_puts_all_prices_in_force_and_keeps_the_old_ones(self, buying):
        later = NOW + timedelta(days=3)
        file = look(buying, GOOD, valid_from=later)
        apply(file)
        assert buying.item("CUP").price.breaks == (Break(1, 2000, 1),)
        assert buying.item("CUP", later).price.breaks == (Break(1, 2150, 1),)
        last = buying.item("LAST", later)
        assert (last.price.breaks, last.units_per_pack) == ((Break(1, 6000, 12),), 12)
        assert (last.minimum_quantity, last.lead_time_days) == (24, 9)
        assert buying.item("CUP").is_preferred
        assert queries.price_file_by_id(file.id).state == "applied"

    def test_twice_is_refused(self, buying):
        file = look(buying, GOOD)
        apply(file)
        with pytest.raises(PriceFileApplied):
            apply(file)

    def test_with_a_bad_cell_changes_nothing(self, buying):
        file = look(buying, GOOD + "A-CUP,,x,BRL,each,,,\n")
        with pytest.raises(PriceFileHasProblems):
            apply(file)
        assert buying.item("CUP").price.breaks == (Break(1, 2000, 1),)

    def test_shows_a_new_plan_when_the_offers_have_changed(self, buying):
        file = look(buying, GOOD)
        buying.offer("CUP", (1, 2100, 1), units_per_pack=3)
        with pytest.raises(PriceFileStale):
            apply(file)
        again = queries.price_file_by_id(file.id)
        assert "pack_size 3 → 1" in again.steps[0].changes
        apply(again)

    def test_of_nothing_is_refused(self):
        with pytest.raises(NoSuchPriceFile):
            operations.apply_price_file(file_id=new_id(), actor="ana", now=NOW)
