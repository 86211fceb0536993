"""Words of a product are shown as HTML, so nothing that runs may have come in with them."""

from __future__ import annotations

import pytest
from django.test import Client

from balcao.domains.catalog.operations import create_product, edit_product
from balcao.domains.catalog.queries import product_by_handle, variants_by_sku
from balcao.domains.catalog.values import NewProduct, NewVariant, ProductEdit
from balcao.domains.pricing.operations import set_prices
from balcao.domains.pricing.values import VariantPrice
from tests.shop import NOW, Shop, brl

EVIL = '<p onclick="x()">Bom<script>x()</script><img src="javascript:x()"></p>'
PRODUCT = NewProduct(
    handle="mau",
    title='<script>x()</script>"',
    variants=(NewVariant(sku="EVIL"),),
    description_html=EVIL,
    status="active",
    vendor="<b>x</b>",
    translations={"en": {"title": "<script>x()</script>", "description_html": EVIL}},
)


def shown(path: str) -> str:
    html = Client().get(path).content.decode()
    return html.partition('<main id="main"')[2]


@pytest.mark.parametrize("path", ["/p/mau/", "/en/p/mau/"])
class TestWords:
    def test_of_a_new_product_cannot_run(self, shop: Shop, path: str) -> None:
        create_product(store_id=shop.store_id, product=PRODUCT, now=NOW)
        variant = variants_by_sku(shop.store_id, ["EVIL"])["EVIL"]
        set_prices(store_id=shop.store_id, prices=[VariantPrice(variant, brl("9"))], now=NOW)
        html = shown(path)
        assert "Bom" in html
        assert not any(text in html for text in ("<script", "onclick", "javascript:", "<b>x"))

    def test_of_an_edit_cannot_run(self, shop: Shop, path: str) -> None:
        found = product_by_handle(shop.store_id, "vaso-lua")
        edit = ProductEdit(description_html=EVIL, translations={"en": {"description_html": EVIL}})
        edit_product(product_id=found.id, expected_version=found.version, edit=edit, now=NOW)
        html = shown(path.replace("mau", "vaso-lua"))
        assert "Bom" in html
        assert not any(text in html for text in ("<script", "onclick", "javascript:"))
