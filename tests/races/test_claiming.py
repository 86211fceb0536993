"""A shopper signs in on several devices at the same moment."""

from __future__ import annotations

from functools import partial

import pytest

from balcao.domains.cart.models import Cart
from balcao.domains.cart.operations import add_to_cart, reopen_cart
from tests.domains.cart.test_belonging import claim, guest, units
from tests.races.crowd import at_once, granted
from tests.shop import NOW

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CROWD = 8


def test_ends_in_one_cart_with_the_largest_quantities(shop):
    carts = [guest(shop, CUP=1 + n, VASE_S=CROWD - n) for n in range(CROWD)]
    assert len(granted(at_once([partial(claim, shop, cart) for cart in carts]))) == CROWD
    (mine,) = Cart.objects.filter(customer_id=7, state="open")
    assert units(shop, mine.pk) == {"CUP": CROWD, "VASE-S": CROWD}


def test_begins_one_cart_only(shop):
    assert len(set(at_once([partial(claim, shop, None)] * CROWD))) == 1


def test_while_a_failed_payment_gives_a_cart_back(shop):
    first = claim(shop, guest(shop, CUP=1))
    Cart.objects.filter(pk=first).update(state="ordered")
    calls = [partial(claim, shop, first)] * 4 + [partial(reopen_cart, cart_id=first, now=NOW)] * 2
    assert len(granted(at_once(calls))) == 6
    assert Cart.objects.filter(customer_id=7, state="open").count() == 1


def test_while_something_is_put_in_loses_nothing(shop):
    claim(shop, guest(shop, CUP=2))
    second = guest(shop, VASE_S=1)
    add = partial(
        add_to_cart, cart_id=second, variant_id=shop.variants["LAST"], quantity=1, now=NOW
    )
    at_once([partial(claim, shop, second), add])
    assert units(shop, second) == {"CUP": 2, "VASE-S": 1, "LAST": 1}
