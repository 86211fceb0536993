from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.catalog.errors import BadProduct
from balcao.domains.catalog.rules import check_edit, check_new
from balcao.domains.catalog.values import NewProduct, NewVariant, ProductEdit

VASE = NewProduct(
    handle="vaso-lua",
    title="Vaso Lua",
    option_names=("Tamanho",),
    variants=(
        NewVariant(sku="V-P", option_values=("P",)),
        NewVariant(sku="V-G", option_values=("G",)),
    ),
)


class TestCheckNew:
    def test_lets_a_good_product_pass(self):
        assert check_new(VASE) is None

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"handle": "Vaso Lua"}, "handle"),
            ({"handle": "-a"}, "handle"),
            ({"title": " "}, "title"),
            ({"title": "x" * 256}, "title"),
            ({"variants": ()}, "variants"),
            ({"option_names": ()}, "variants"),
            ({"option_names": ("a", "b", "c", "d")}, "option_names"),
            ({"status": "sold"}, "status"),
            ({"variants": (NewVariant(sku="", option_values=("P",)),)}, "variants"),
            (
                {"variants": (NewVariant(sku="x", option_values=("P",), weight_grams=-1),)},
                "variants",
            ),
            ({"variants": (NewVariant(sku="x", option_values=("P",)),) * 2}, "variants"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, changes, field):
        with pytest.raises(BadProduct) as refusal:
            check_new(replace(VASE, **changes))
        assert refusal.value.facts["field"] == field


class TestCheckEdit:
    def test_changes_only_what_is_set(self):
        assert check_edit(ProductEdit(title="Vaso Sol")) == {"title": "Vaso Sol"}

    @given(st.text(max_size=300))
    def test_cleans_whatever_it_is_given(self, html):
        edit = ProductEdit(description_html=f'{html}<script>alert(1)</script><p onclick="x">ok')
        clean = check_edit(edit)["description_html"]
        assert "<script" not in clean
        assert "onclick=" not in clean.partition("<p>")[2]
