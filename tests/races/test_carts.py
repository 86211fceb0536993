"""One shopper, several windows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest

from balcao.domains.cart.operations import add_to_cart, open_cart, set_quantity
from balcao.domains.cart.queries import view_cart
from balcao.domains.checkout.operations import complete_cart, save_details, sweep_expired_holds
from balcao.domains.orders.queries import order_by_id
from tests.cards import offering
from tests.races import scenarios
from tests.races.bank import Bank
from tests.races.crowd import at_once, granted, refused
from tests.shop import ADDRESS, NOW, Shop, brl

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def bank() -> Iterator[Bank]:
    with offering(Bank()) as bank:
        yield bank


def filled(shop: Shop, provider: str = "bank_transfer"):
    cart = open_cart(store_id=shop.store_id, currency="BRL", locale="pt-br", now=NOW)
    add_to_cart(cart_id=cart, variant_id=shop.variants["CUP"], quantity=2, now=NOW)
    save_details(
        cart_id=cart,
        email="ana@example.com",
        address=ADDRESS,
        rate_code="standard",
        provider=provider,
        now=NOW,
    )
    return cart


def complete(cart, key, total="93.00"):
    return complete_cart(cart_id=cart, key=key, expected_total=brl(total), locale="pt-br", now=NOW)


class TestDoubleComplete:
    def test_makes_one_order_whatever_the_keys(self, shop):
        cart = filled(shop)
        answers = at_once([partial(complete, cart, f"key-{nr % 5}") for nr in range(10)])
        assert refused(answers) == []
        assert len({made.order_id for made in answers}) == 1
        assert scenarios.units_sold(shop)["CUP"] == 2
        assert scenarios.breaches() == []

    def test_takes_the_money_once(self, shop, bank):
        cart = filled(shop, "bank")
        answers = at_once([partial(complete, cart, f"key-{nr % 3}") for nr in range(6)])
        assert refused(answers) == []
        assert len({made.order_id for made in answers}) == 1
        assert bank.balance() == 9300
        assert order_by_id(answers[0].order_id).state == "paid"
        assert scenarios.breaches() == []

    def test_of_a_declined_payment_leaves_an_open_cart_and_no_deadlock(self, shop, bank):
        bank.declines = True
        cart = filled(shop, "bank")
        answers = at_once([partial(complete, cart, f"key-{nr}") for nr in range(8)])
        assert {a.state for a in granted(answers)} <= {"pending", "voided"}
        assert set(refused(answers)) <= {"payment_declined", "retry", "cart_changed"}
        sweep_expired_holds(now=NOW + timedelta(minutes=16))
        assert view_cart(cart, "pt-br").state == "open"
        assert scenarios.units_sold(shop)["CUP"] == 0
        assert bank.balance() == 0
        assert scenarios.breaches() == []


class TestCartEditedWhilePaying:
    def test_is_ordered_as_it_was_shown_or_not_at_all(self, shop):
        cart = filled(shop)
        cup, vase = shop.variants["CUP"], shop.variants["VASE-S"]
        edits = [
            partial(set_quantity, cart_id=cart, variant_id=cup, quantity=5, now=NOW),
            partial(add_to_cart, cart_id=cart, variant_id=vase, quantity=1, now=NOW),
            partial(set_quantity, cart_id=cart, variant_id=cup, quantity=2, now=NOW),
        ]
        pays = [partial(complete, cart, f"key-{nr}") for nr in range(4)]
        answers = at_once([*pays[:2], *edits, *pays[2:]])
        paid = [a for a in (*answers[:2], *answers[5:]) if not hasattr(a, "code")]
        assert set(refused(answers)) <= {"cart_changed", "total_changed", "already_ordered"}
        assert len({made.order_id for made in paid}) <= 1
        for made in paid[:1]:
            assert [(x.sku, x.quantity) for x in order_by_id(made.order_id).lines] == [("CUP", 2)]
        assert view_cart(cart, "pt-br").state == ("ordered" if paid else "open")
        assert scenarios.breaches() == []

    def test_keeps_the_address_that_was_there_when_the_order_was_made(self, shop):
        cart = filled(shop)

        def move_house():
            save_details(cart_id=cart, rate_code="nope", now=NOW)

        answers = at_once([partial(complete, cart, "key"), move_house, move_house])
        assert set(refused(answers)) <= {"already_ordered", "cart_ordered", "not_shippable"}
        assert scenarios.breaches() == []
