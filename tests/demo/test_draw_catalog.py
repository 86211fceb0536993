"""The generator: the same words give the same files."""

from pathlib import Path

import pytest
from tools.draw_catalog.compose import picture
from tools.draw_catalog.goods import products, short
from tools.draw_catalog.table import category_rows, write_csv, write_json

from balcao.entrypoints import demo

CATALOG = Path(demo.__file__).parent / "catalog"


class TestDrawing:
    def test_gives_the_same_svg_for_the_same_words(self):
        product = products()[0]
        shot = product.shots[0]
        drawn = {
            picture(
                product.category["slug"], shot.entry, product.handle, product.number, shot.view
            ).markup()
            for _ in range(2)
        }
        assert len(drawn) == 1

    def test_gives_each_color_its_own_picture(self):
        product = next(p for p in products() if p.color_by == "Cor")
        plain = [shot for shot in product.shots if shot.view == "plain"]
        drawn = {
            picture(product.category["slug"], s.entry, product.handle, product.number).markup()
            for s in plain
        }
        assert len(drawn) == len(plain) == len(product.options["Cor"])


class TestDataFiles:
    def test_are_what_the_words_say(self, tmp_path):
        write_csv(products(), tmp_path / "products.csv")
        write_json(category_rows(), tmp_path / "categories.json")
        for name in ("products.csv", "categories.json"):
            assert (tmp_path / name).read_bytes() == (CATALOG / name).read_bytes(), name


class TestShort:
    @pytest.mark.parametrize(
        ("value", "code"),
        [
            ("Petróleo", "PET"),
            ("127 V", "127"),
            ("50 × 70 cm", "50"),
            ("Couro café", "COUCAF"),
            ("G", "G"),
        ],
    )
    def test_makes_the_sku_part_of_a_value(self, value, code):
        assert short(value) == code
