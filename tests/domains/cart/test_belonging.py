"""One cart for each shopper, and copies for others."""

from __future__ import annotations

import pytest

from balcao.domains.cart import errors
from balcao.domains.cart.models import Cart, CartLine
from balcao.domains.cart.operations import (
    add_to_cart,
    claim_cart,
    copy_cart,
    keep_code,
    open_cart,
    reopen_cart,
)
from balcao.domains.cart.queries import cart_of_shopper, view_cart
from tests.shop import NOW, Shop, open_shop

pytestmark = pytest.mark.django_db
ANA, BIA = 7, 8


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def guest(shop: Shop, **units: int):
    cart = open_cart(store_id=shop.store_id, currency="BRL", locale="pt-br", now=NOW)
    for sku, quantity in units.items():
        variant = shop.variants[sku.replace("_", "-")]
        add_to_cart(cart_id=cart, variant_id=variant, quantity=quantity, now=NOW)
    return cart


def claim(shop: Shop, cart, customer: int = ANA):
    return claim_cart(
        store_id=shop.store_id, customer_id=customer, cart_id=cart, currency="BRL",
        locale="pt-br", now=NOW,
    )  # fmt: skip


def units(shop: Shop, cart) -> dict[str, int]:
    names = {variant: sku for sku, variant in shop.variants.items()}
    rows = CartLine.objects.filter(cart=cart).values_list("variant_id", "quantity")
    return {names[variant]: quantity for variant, quantity in rows}


class TestClaiming:
    def test_a_guests_cart_becomes_the_shoppers(self, shop):
        cart = guest(shop, CUP=2)
        assert claim(shop, cart) == cart
        assert cart_of_shopper(shop.store_id, ANA) == cart

    def test_two_become_one_with_the_larger_quantities(self, shop):
        first = claim(shop, guest(shop, CUP=2, VASE_S=5))
        keep_code(cart_id=first, text="FIRST", now=NOW)
        second = guest(shop, CUP=3, VASE_S=1, LAST=1)
        kept = claim(shop, second)
        assert units(shop, kept) == {"CUP": 3, "VASE-S": 5, "LAST": 1}
        assert view_cart(kept, "en").codes == ("FIRST",)
        assert units(shop, first) == {}
        assert Cart.objects.filter(customer_id=ANA).count() == 1

    def test_twice_is_once(self, shop):
        claim(shop, guest(shop, CUP=2))
        cart = guest(shop, CUP=3)
        version = [view_cart(claim(shop, cart), "en").version for _ in range(2)]
        assert version[0] == version[1]
        assert units(shop, cart) == {"CUP": 3}

    def test_without_a_cart_is_the_one_there_is_or_a_new_one(self, shop):
        made = claim(shop, None)
        assert claim(shop, None) == made

    def test_takes_nothing_that_is_somebody_elses_or_ordered(self, shop):
        hers = claim(shop, guest(shop, CUP=1), BIA)
        mine = claim(shop, hers)
        assert mine != hers
        assert units(shop, hers) == {"CUP": 1}
        ordered = guest(shop, CUP=4)
        Cart.objects.filter(pk=ordered).update(state="ordered")
        assert claim(shop, ordered) == mine

    def test_one_whose_payment_failed_comes_back_beside_a_new_one(self, shop):
        first = claim(shop, guest(shop, CUP=1))
        Cart.objects.filter(pk=first).update(state="ordered")
        second = claim(shop, None)
        reopen_cart(cart_id=first, now=NOW)
        assert cart_of_shopper(shop.store_id, ANA) == second
        assert view_cart(first, "en").state == "open"

    def test_one_whose_payment_failed_is_the_shoppers_again(self, shop):
        first = claim(shop, guest(shop, CUP=1))
        Cart.objects.filter(pk=first).update(state="ordered")
        reopen_cart(cart_id=first, now=NOW)
        assert cart_of_shopper(shop.store_id, ANA) == first


class TestCopies:
    def test_are_never_the_same_cart_and_never_change(self, shop):
        cart = guest(shop, CUP=2)
        copy = copy_cart(cart_id=cart, now=NOW)
        add_to_cart(cart_id=cart, variant_id=shop.variants["LAST"], quantity=1, now=NOW)
        assert units(shop, copy) == {"CUP": 2}
        with pytest.raises(errors.CartOrdered):
            add_to_cart(cart_id=copy, variant_id=shop.variants["CUP"], quantity=1, now=NOW)
        assert claim(shop, copy) != copy

    def test_of_nothing_are_none(self, shop):
        with pytest.raises(errors.NoSuchCart):
            copy_cart(cart_id=guest(shop), now=NOW)
