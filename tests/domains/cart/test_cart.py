from __future__ import annotations

from uuid import UUID

import pytest

from balcao.domains.cart.errors import BadCartQuantity, CartOrdered, NoSuchCart, NotForSale
from balcao.domains.cart.operations import (
    add_to_cart,
    open_cart,
    remove_from_cart,
    reopen_cart,
    set_quantity,
)
from balcao.domains.cart.queries import view_cart
from balcao.domains.catalog.operations import edit_product
from balcao.domains.catalog.queries import product_by_handle
from balcao.domains.catalog.values import ProductEdit
from balcao.domains.checkout.operations import complete_cart, save_details
from balcao.kernel.ids import new_id
from tests.shop import ADDRESS, NOW, Shop, brl, open_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return open_shop()


@pytest.fixture
def cart(shop) -> UUID:
    return open_cart(store_id=shop.store_id, currency="BRL", locale="pt-br", now=NOW)


def add(shop: Shop, cart: UUID, sku: str = "CUP", quantity: int = 1) -> int:
    return add_to_cart(cart_id=cart, variant_id=shop.variants[sku], quantity=quantity, now=NOW)


class TestAddToCart:
    def test_adds_to_what_is_there(self, shop, cart):
        add(shop, cart, quantity=2)
        add(shop, cart, quantity=3)
        view = view_cart(cart, "pt-br")
        assert [(line.sku, line.quantity) for line in view.lines] == [("CUP", 5)]
        assert view.subtotal == brl("195.00")

    def test_raises_the_version_with_each_edit(self, shop, cart):
        assert add(shop, cart) < add(shop, cart)

    @pytest.mark.parametrize("quantity", [0, -1, 1000])
    def test_refuses_quantities_out_of_range(self, shop, cart, quantity):
        with pytest.raises(BadCartQuantity):
            add(shop, cart, quantity=quantity)

    def test_refuses_what_is_not_on_sale(self, shop, cart):
        with pytest.raises(NotForSale):
            add_to_cart(cart_id=cart, variant_id=new_id(), quantity=1, now=NOW)
        product = product_by_handle(shop.store_id, "xicara")
        hide = ProductEdit(status="draft")
        edit_product(product_id=product.id, expected_version=1, edit=hide, now=NOW)
        with pytest.raises(NotForSale):
            add(shop, cart)

    def test_refuses_a_cart_that_is_not_there(self, shop):
        with pytest.raises(NoSuchCart):
            add(shop, new_id())


class TestSetQuantity:
    def test_removes_the_line_at_zero(self, shop, cart):
        add(shop, cart)
        remove_from_cart(cart_id=cart, variant_id=shop.variants["CUP"], now=NOW)
        assert view_cart(cart, "pt-br").lines == ()

    def test_refuses_what_is_not_in_the_cart(self, shop, cart):
        with pytest.raises(NotForSale):
            set_quantity(cart_id=cart, variant_id=shop.variants["CUP"], quantity=2, now=NOW)


class TestViewCart:
    def test_says_what_is_short_and_what_is_gone(self, shop, cart):
        add(shop, cart, "LAST", 3)
        add(shop, cart, "CUP", 1)
        product = product_by_handle(shop.store_id, "xicara")
        hide = ProductEdit(status="archived")
        edit_product(product_id=product.id, expected_version=1, edit=hide, now=NOW)
        last, cup = view_cart(cart, "pt-br").lines
        assert (last.is_short, last.sellable) == (True, 1)
        assert (cup.unit, cup.total) == (None, None)
        assert not view_cart(cart, "pt-br").is_buyable

    def test_names_things_in_the_language_asked_for(self, shop, cart):
        add(shop, cart, "VASE-S")
        assert view_cart(cart, "en").lines[0].options == "S"
        assert view_cart(cart, "pt-br").lines[0].options == "P"


class TestOrderedCart:
    @pytest.fixture
    def ordered(self, shop, cart) -> UUID:
        add(shop, cart)
        save_details(
            cart_id=cart,
            email="ana@example.com",
            address=ADDRESS,
            rate_code="standard",
            provider="bank_transfer",
            now=NOW,
        )
        complete_cart(cart_id=cart, key="k", expected_total=brl("54.00"), locale="pt-br", now=NOW)
        return cart

    def test_can_never_be_edited(self, shop, ordered):
        with pytest.raises(CartOrdered):
            add(shop, ordered)
        with pytest.raises(CartOrdered):
            save_details(cart_id=ordered, email="x@example.com", now=NOW)

    def test_gets_a_new_version_when_it_is_opened_again(self, ordered):
        before = view_cart(ordered, "en").version
        reopen_cart(cart_id=ordered, now=NOW)
        after = view_cart(ordered, "en")
        assert (after.state, after.version) == ("open", before + 1)
