"""Many lines at once, from an order or another cart."""

from __future__ import annotations

from uuid import uuid4

import pytest

from balcao.domains.cart.models import CartLine
from balcao.domains.cart.operations import add_to_cart, fill_cart, open_cart
from balcao.domains.cart.values import WantedUnits
from tests.shop import NOW, Shop, open_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return open_shop()


@pytest.fixture
def cart(shop: Shop):
    return open_cart(store_id=shop.store_id, currency="BRL", locale="pt-br", now=NOW)


def quantities(cart) -> list[int]:
    return list(CartLine.objects.filter(cart=cart).values_list("quantity", flat=True))


def test_the_larger_of_the_two_is_kept_and_twice_is_once(shop: Shop, cart):
    add_to_cart(cart_id=cart, variant_id=shop.variants["CUP"], quantity=5, now=NOW)
    lines = [WantedUnits(shop.variants["CUP"], 2), WantedUnits(shop.variants["VASE-S"], 3)]
    for _ in range(2):
        assert fill_cart(cart_id=cart, lines=lines, now=NOW) == ()
    assert quantities(cart) == [5, 3]
    fill_cart(cart_id=cart, lines=[WantedUnits(shop.variants["CUP"], 9)], now=NOW)
    assert quantities(cart) == [9, 3]


def test_what_is_not_for_sale_is_told_and_left_out(shop: Shop, cart):
    gone = WantedUnits(uuid4(), 1)
    cup = WantedUnits(shop.variants["CUP"], 1)
    assert fill_cart(cart_id=cart, lines=[gone, cup], now=NOW) == (gone,)
    assert quantities(cart) == [1]
