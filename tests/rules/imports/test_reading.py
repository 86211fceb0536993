"""What a file says, however its maker wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.imports.files import READING, read, sheet, told

from balcao.domains.imports.rules.cells import grams
from balcao.domains.imports.rules.html import description_of
from balcao.domains.imports.rules.reading import read_products
from balcao.domains.imports.values.drafts import AS_IS, Reading
from balcao.kernel.money import Money
from balcao.kernel.slugs import slugify

DATA = Path(__file__).parents[2] / "data" / "shopify"
WORDS = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="\ufeff\u200b"), min_size=1
).filter(lambda text: text[0] not in "=@+-" and len(text) <= 100)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)


class TestReading:
    def test_knows_both_generations_of_names(self) -> None:
        old = read("Handle,Title,Body (HTML),Variant Price,Image Src\na,A,<p>x</p>,5,https://h/x\n")
        new = read(
            "URL handle,title,description,PRICE,Product image URL\na,A,<p>x</p>,5,https://h/x\n"
        )
        assert old.products == new.products
        assert old.errors == new.errors == ()

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_finds_separator_encoding_and_line_ends(
        self, separator: str, encoding: str, end: str
    ) -> None:
        rows = [["Handle", "Title", "Variant Price"], ["cafe", "Café, “bom”; sim", "12.50"]]
        file = read(sheet(rows, separator, end).encode(encoding))
        assert file.errors == ()
        assert file.separator == separator
        assert file.products[0].title == "Café, “bom”; sim"

    def test_skips_the_separator_hint_of_excel(self) -> None:
        file = read("sep=;\nHandle;Title\ncup;Cup\nBAD;Cup\n")
        assert file.products[0].title == "Cup"
        assert told(file) == [(4, "Handle")]

    def test_counts_physical_lines_across_quoted_line_breaks(self) -> None:
        file = read('Handle,Title,Body (HTML),Variant Price\na,A,"one\n\ntwo",1\n\nb,B,,x\n')
        assert told(file) == [(6, "Variant Price")]
        assert file.products[0].description_html == "<p>one</p><p>two</p>"

    def test_tells_variants_from_pictures(self) -> None:
        file = read((DATA / "new-headers.csv").read_bytes())
        mug, bag = file.products
        assert [variant.options for variant in mug.variants] == [("Azul",), ("Verde",)]
        assert [media.position for media in mug.media] == [1, 2, 3]
        assert mug.variants[0].image == mug.media[0].source
        assert mug.texts["en"].terms == {"Cor": "Color", "Azul": "Blue", "Verde": "Green"}
        assert (bag.option_names, bag.variants[0].options, bag.status) == ((), (), "draft")
        assert "Product category" in file.unused_columns

    def test_says_nothing_about_absent_columns_and_clears_by_blank_cells(self) -> None:
        (absent,) = read("Handle,Title,Variant SKU\na,A,S\n").products
        assert absent.vendor is absent.tags is absent.variants[0].compare_at is AS_IS
        (blank,) = read(
            "Handle,Title,Vendor,Tags,Variant SKU,Variant Compare At Price\na,A,,,S,\n"
        ).products
        assert (blank.vendor, blank.tags, blank.variants[0].compare_at) == ("", (), None)

    def test_reads_amounts_in_the_stores_currency(self) -> None:
        file = read_products(b"Handle,Title,Price\na,A,1200\n", Reading(currency="JPY"))
        assert file.products[0].variants[0].price == Money(1200, "JPY")
        assert read_products(b"Handle,Title,Price\na,A,1.5\n", Reading(currency="JPY")).errors

    @pytest.mark.parametrize(
        ("cell", "unit", "weight"),
        [("250", "g", 250), ("0.25", "kg", 250), ("1 lb", "g", 454), ("12 oz", "kg", 340),
         ("1.5kg", "g", 1500), ("453.59237", "g", 454), ("0.5", "g", 1)],
    )  # fmt: skip
    def test_turns_weights_into_grams(self, cell: str, unit: str, weight: int) -> None:
        assert grams(cell, unit) == weight

    def test_warns_of_a_wrong_check_digit_but_keeps_the_barcode(self) -> None:
        file = read("Handle,Title,Variant Barcode,Variant Price\na,A,7891000315508,1\n")
        assert file.errors == ()
        assert "check digit" in file.problems[0].wrong
        assert file.products[0].variants[0].barcode == "7891000315508"

    @pytest.mark.parametrize(
        "source",
        ["../secret.png", "/etc/passwd", "a/../../b.png", "file:///etc/passwd", "data:image/png,x",
         "javascript:alert(1)", "ftp://h/x.png", "http://", "https://user:pw@h/x.png", "a\\b.png",
         "https://h/<script>", "~/x.png", "C:/x.png", "https://[bad/x.png"],
    )  # fmt: skip
    def test_refuses_pictures_from_elsewhere(self, source: str) -> None:
        assert told(read(sheet([["Handle", "Image Src"], ["a", source]]))) == [(2, "Image Src")]

    def test_cleans_descriptions_and_says_so(self) -> None:
        words = "<p onclick='x()'>Hi<script>alert(1)</script></p>"
        file = read(sheet([["Handle", "Title", "Body (HTML)"], ["a", "A", words]]))
        assert file.products[0].description_html == "<p>Hi</p>"
        assert "scripts" in file.problems[0].wrong


class TestProperties:
    @given(st.binary(max_size=400))
    @settings(max_examples=300, deadline=None)
    def test_no_bytes_raise(self, data: bytes) -> None:
        assert read_products(data, READING).problems

    @given(st.text(st.sampled_from('Handle,Title;\t"\n\r=1Variant Price'), max_size=200))
    @settings(max_examples=300, deadline=None)
    def test_no_text_under_a_sound_header_raises(self, text: str) -> None:
        file = read("Handle,Title,Variant Price\n" + text)
        assert all(problem.line >= 1 for problem in file.problems)

    @given(
        st.lists(st.tuples(WORDS, WORDS, st.integers(0, 10**9), LINES), min_size=1, max_size=8),
        st.sampled_from([",", ";", "\t"]),
        st.sampled_from(["\n", "\r\n"]),
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    )
    @settings(max_examples=100, deadline=None)
    def test_what_is_written_is_read(
        self, rows: list[tuple[str, str, int, str]], separator: str, end: str, encoding: str
    ) -> None:
        cells = [["Handle", "Title", "Vendor", "Variant Price", "SEO Description"]]
        for number, (title, vendor, minor, words) in enumerate(rows):
            cells.append([f"p-{number}", title, vendor, f"{minor / 100:.2f}", words])
        file = read(sheet(cells, separator, end).encode(encoding))
        assert file.errors == ()
        assert len(file.products) == len(rows)
        for draft, (title, vendor, minor, _) in zip(file.products, rows, strict=True):
            assert slugify(str(draft.title)) == slugify(title)
            assert slugify(str(draft.vendor)) == slugify(vendor)
            assert draft.variants[0].price == Money(minor, "BRL")

    @given(st.text(max_size=300))
    @settings(max_examples=300, deadline=None)
    def test_cleaning_twice_is_cleaning_once(self, text: str) -> None:
        clean = description_of(text)
        assert description_of(clean) == clean
        assert "<script" not in clean.lower()
