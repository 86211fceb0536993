"""The demo shop's own files: what a merchant would check before importing them."""

import csv
import json
from collections import Counter
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image
from stdnum import ean

from balcao.entrypoints import demo

CATALOG = Path(demo.__file__).parent / "catalog"
PRODUCT_SIZE = (960, 1200)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (CATALOG / "products.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def heads(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if row["Title"]]


@pytest.fixture(scope="module")
def variants(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if row["Variant SKU"]]


@pytest.fixture(scope="module")
def categories() -> list[dict[str, object]]:
    return json.loads((CATALOG / "categories.json").read_text(encoding="utf-8"))


class TagCounter(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs
        self.open[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        self.open[tag] -= 1


class TestAssortment:
    def test_has_at_least_120_products_in_8_categories(self, heads, categories):
        assert len(heads) >= 120
        assert {row["Type"] for row in heads} == {c["name"]["pt-br"] for c in categories}
        assert len(categories) == 8

    def test_gives_each_category_at_least_15_products(self, heads):
        assert min(Counter(row["Type"] for row in heads).values()) >= 15

    def test_numbers_categories_from_one(self, categories):
        assert [c["position"] for c in categories] == list(range(1, 9))

    def test_names_each_handle_once(self, heads):
        assert len({row["Handle"] for row in heads}) == len(heads)

    def test_keeps_the_rows_of_a_product_together(self, rows, heads):
        order = list(dict.fromkeys(row["Handle"] for row in rows))
        runs = [
            row["Handle"]
            for i, row in enumerate(rows)
            if i == 0 or rows[i - 1]["Handle"] != row["Handle"]
        ]
        assert order == runs == [row["Handle"] for row in heads]


class TestWords:
    FIELDS = ("Title", "Body (HTML)", "Type")

    @pytest.mark.parametrize("field", FIELDS)
    def test_fills_both_languages(self, heads, field):
        assert [row["Handle"] for row in heads if not (row[field] and row[f"{field} [en]"])] == []

    @pytest.mark.parametrize("field", ["Title", "Title [en]", "Body (HTML)", "Body (HTML) [en]"])
    def test_repeats_no_title_and_no_description(self, heads, field):
        assert [
            text for text, times in Counter(row[field] for row in heads).items() if times > 1
        ] == []

    def test_writes_two_sentences_or_more(self, heads):
        short = [
            r["Handle"]
            for r in heads
            for f in ("Body (HTML)", "Body (HTML) [en]")
            if r[f].count(".") < 2
        ]
        assert short == []

    @pytest.mark.parametrize("field", ["Body (HTML)", "Body (HTML) [en]"])
    def test_closes_every_tag_and_uses_only_plain_ones(self, heads, field):
        for row in heads:
            counter = TagCounter()
            counter.feed(row[field])
            assert set(counter.open) <= {"p", "ul", "li"}
            assert set(counter.open.values()) == {0}, row["Handle"]

    def test_translates_every_option(self, rows, heads):
        for number in (1, 2, 3):
            name, value = f"Option{number} Name", f"Option{number} Value"
            assert [
                r["Handle"] for r in heads if r[name] not in ("", "Title") and not r[f"{name} [en]"]
            ] == []
            plain = ("", "Default Title")
            assert [
                r["Handle"] for r in rows if r[value] not in plain and not r[f"{value} [en]"]
            ] == []

    def test_leaves_no_color_untranslated(self, rows, heads):
        first_name = {row["Handle"]: row["Option1 Name"] for row in heads}
        alike = {
            row["Option1 Value"]
            for row in rows
            if first_name[row["Handle"]] == "Cor"
            and row["Option1 Value"] == row["Option1 Value [en]"]
        }
        assert alike <= {"Coral", "Natural", ""}


class TestVariants:
    def test_are_one_to_twelve_a_product(self, variants, heads):
        counts = Counter(row["Handle"] for row in variants)
        assert len(counts) == len(heads)
        assert max(counts.values()) <= 12

    def test_have_their_own_sku_barcode_and_options(self, variants):
        assert len({row["Variant SKU"] for row in variants}) == len(variants)
        assert len({row["Variant Barcode"] for row in variants}) == len(variants)
        keys = {(r["Handle"], *(r[f"Option{n} Value"] for n in (1, 2, 3))) for r in variants}
        assert len(keys) == len(variants)

    def test_carry_valid_in_store_barcodes(self, variants):
        bad = [r["Variant Barcode"] for r in variants if not ean.is_valid(r["Variant Barcode"])]
        assert bad == []
        assert {row["Variant Barcode"][0] for row in variants} == {"2"}

    def test_cost_more_than_nothing_and_less_than_before(self, variants):
        for row in variants:
            price = Decimal(row["Variant Price"])
            assert price > Decimal(row["Cost per item"]) > 0
            assert (
                not row["Variant Compare At Price"]
                or Decimal(row["Variant Compare At Price"]) > price
            )

    def test_weigh_something(self, variants):
        assert min(int(row["Variant Grams"]) for row in variants) > 0

    def test_are_partly_sold_out_and_partly_low(self, variants):
        stock = [int(row["Variant Inventory Qty"]) for row in variants]
        assert min(stock) == 0
        assert 0 < stock.count(0) < len(stock) / 10
        assert any(0 < quantity <= 3 for quantity in stock)


class TestPictures:
    def test_exist_in_the_right_format_and_size(self, rows, categories):
        files = {r[f] for r in rows for f in ("Image Src", "Variant Image") if r[f]}
        for name in files | {c["image"] for c in categories}:
            with Image.open(CATALOG / name) as picture:
                assert (picture.format, picture.size) == ("WEBP", PRODUCT_SIZE), name

    def test_include_a_wide_hero(self):
        store = json.loads((CATALOG / "store.json").read_text(encoding="utf-8"))
        with Image.open(CATALOG / store["hero_image"]) as picture:
            assert (picture.format, picture.size) == ("WEBP", (2000, 1100))

    def test_belong_to_a_product_or_a_scene(self, rows, categories):
        named = (
            {r["Image Src"] for r in rows} | {c["image"] for c in categories} | {"images/hero.webp"}
        )
        assert {f"images/{path.name}" for path in (CATALOG / "images").iterdir()} <= named

    def test_are_listed_once_and_described_in_both_languages(self, rows):
        pictures = [row for row in rows if row["Image Src"]]
        assert len({row["Image Src"] for row in pictures}) == len(pictures)
        assert all(row["Image Alt Text"] and row["Image Alt Text [en]"] for row in pictures)

    def test_show_every_product_and_every_color(self, rows, variants, heads):
        own: dict[str, set[str]] = {}
        for row in rows:
            own.setdefault(row["Handle"], set()).add(row["Image Src"])
        assert [row["Handle"] for row in heads if not row["Image Src"]] == []
        assert [
            r["Variant SKU"] for r in variants if r["Variant Image"] not in own[r["Handle"]] | {""}
        ] == []

    def test_are_light_enough_to_ship(self):
        sizes = [path.stat().st_size for path in (CATALOG / "images").iterdir()]
        assert sum(sizes) < 10_000_000
        assert sorted(sizes)[-2] <= 45_000


class TestStore:
    @pytest.mark.parametrize("field", ["tagline", "headline", "subheadline", "about"])
    def test_speaks_both_languages(self, field):
        store = json.loads((CATALOG / "store.json").read_text(encoding="utf-8"))
        assert set(store[field]) == {"pt-br", "en"}
        assert all(store[field].values())

    def test_writes_from_an_address_nobody_owns(self):
        store = json.loads((CATALOG / "store.json").read_text(encoding="utf-8"))
        assert store["mail"].endswith(".example")
