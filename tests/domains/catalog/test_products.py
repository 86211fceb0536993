from __future__ import annotations

import pytest

from balcao.domains.catalog.errors import (
    HandleTaken,
    NoSuchCategory,
    NoSuchProduct,
    ProductChanged,
    SkuTaken,
)
from balcao.domains.catalog.operations import create_product, edit_product
from balcao.domains.catalog.queries import (
    categories,
    product_by_handle,
    product_by_id,
    products_page,
)
from balcao.domains.catalog.values import NewProduct, NewVariant, ProductEdit
from balcao.kernel.ids import new_id
from balcao.plumbing.models import OutboxEvent
from tests.shop import NOW, Shop, open_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def make(shop: Shop, handle: str = "novo", sku: str = "NEW", **more):
    product = NewProduct(handle=handle, title="Novo", variants=(NewVariant(sku=sku),), **more)
    return create_product(store_id=shop.store_id, product=product, now=NOW)


class TestCreateProduct:
    def test_cleans_the_description(self, shop):
        product_id = make(shop, description_html="<p onclick='x'>Olá<script>x</script></p>")
        assert product_by_id(product_id).description_html == "<p>Olá</p>"

    def test_is_told_once(self, shop):
        before = OutboxEvent.objects.count()
        make(shop)
        assert OutboxEvent.objects.count() == before + 1

    def test_refuses_a_handle_or_a_sku_that_is_taken_and_writes_nothing(self, shop):
        with pytest.raises(HandleTaken):
            make(shop, handle="xicara")
        with pytest.raises(SkuTaken):
            make(shop, sku="CUP")
        with pytest.raises(NoSuchProduct):
            product_by_handle(shop.store_id, "novo")

    def test_refuses_a_category_that_is_not_there(self, shop):
        with pytest.raises(NoSuchCategory):
            make(shop, category_slug="nada")


class TestEditProduct:
    def test_raises_the_version(self, shop):
        product = product_by_handle(shop.store_id, "xicara")
        version = edit_product(
            product_id=product.id,
            expected_version=product.version,
            edit=ProductEdit(title="Xícara Mar", tags=("azul",)),
            now=NOW,
        )
        after = product_by_id(product.id)
        assert (after.title, after.tags, after.version) == ("Xícara Mar", ("azul",), version)

    def test_never_overwrites_somebody_else_in_silence(self, shop):
        product = product_by_handle(shop.store_id, "xicara")
        edit = ProductEdit(title="Mine")
        edit_product(product_id=product.id, expected_version=1, edit=edit, now=NOW)
        with pytest.raises(ProductChanged):
            edit_product(product_id=product.id, expected_version=1, edit=edit, now=NOW)

    def test_says_no_to_a_product_that_is_not_there(self):
        with pytest.raises(NoSuchProduct):
            edit_product(product_id=new_id(), expected_version=1, edit=ProductEdit(), now=NOW)


class TestReads:
    def test_page_through_everything_once(self, shop):
        for n in range(5):
            make(shop, handle=f"p-{n}", sku=f"P-{n}")
        seen, cursor = [], None
        while True:
            page = products_page(
                shop.store_id, statuses=["active", "draft"], cursor=cursor, limit=3
            )
            seen += [product.handle for product in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == 8

    def test_count_what_is_on_sale_on_each_shelf(self, shop):
        assert [(c.slug, c.products) for c in categories(shop.store_id, "en")] == [("ceramica", 3)]
