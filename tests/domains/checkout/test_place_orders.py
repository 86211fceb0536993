"""The purchase under unkind circumstances; the kind ones are in test_purchase."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from balcao.domains.cart.operations import add_to_cart, open_cart
from balcao.domains.catalog.operations import create_product
from balcao.domains.catalog.queries import variants_by_sku
from balcao.domains.catalog.values import NewProduct, NewVariant
from balcao.domains.checkout.operations import place_orders, purchase
from balcao.domains.checkout.values import WantedLine
from balcao.domains.customers.errors import BadAddress
from balcao.domains.inventory.operations import (
    create_location,
    receive_stock,
    set_backorder_limits,
    set_on_hand,
)
from balcao.domains.inventory.queries import level_of
from balcao.domains.inventory.values import Count
from balcao.domains.orders.queries import order_by_id
from balcao.domains.pricing.operations import set_prices
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.shipping.operations import save_rate, save_zone
from balcao.kernel.ids import new_id
from tests.shop import ADDRESS, NOW, Shop, brl, open_shop
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def place(*requests):
    return [answer["status"] for answer in place_orders(requests, now=NOW)]


def second_location(shop: Shop, sku: str, units: int, *, is_active: bool = True) -> int:
    where = create_location(store_id=shop.store_id, code="loft", name="Sótão", priority=2)
    receive_stock(
        store_id=shop.store_id,
        location_id=where,
        variant_id=shop.variants[sku],
        quantity=units,
        actor="test",
        now=NOW,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inventory_location SET is_active = %s WHERE id = %s", [is_active, where]
        )
    return where


class TestLocations:
    def test_one_place_that_has_it_all_is_asked_before_several_that_have_some(self, shop):
        loft = second_location(shop, "VASE-L", 8)
        made = purchase(shop.request(("VASE-L", 7)), now=NOW)
        assert level_of(loft, shop.variants["VASE-L"]).allocated == 7
        assert level_of(shop.location_id, shop.variants["VASE-L"]).allocated == 0
        assert order_by_id(made.order_id).state == "placed"
        assert_books_balance()

    def test_a_line_is_split_where_no_place_has_it_all(self, shop):
        loft = second_location(shop, "VASE-L", 4)
        purchase(shop.request(("VASE-L", 9)), now=NOW)
        assert level_of(shop.location_id, shop.variants["VASE-L"]).allocated == 5
        assert level_of(loft, shop.variants["VASE-L"]).allocated == 4
        assert place(shop.request(("VASE-L", 1))) == ["out_of_stock"]
        assert_books_balance()

    def test_one_that_is_closed_is_not_sold_from(self, shop):
        second_location(shop, "LAST", 10, is_active=False)
        assert place(shop.request(("LAST", 2))) == ["out_of_stock"]
        assert place(shop.request(("LAST", 1))) == ["placed"]


class TestLines:
    def test_that_name_a_variant_twice_are_one_line(self, shop):
        request = shop.request(("CUP", 2), ("CUP", 3))
        lines = order_by_id(purchase(request, now=NOW).order_id).lines
        assert [(line.sku, line.quantity) for line in lines] == [("CUP", 5)]

    def test_that_cost_nothing_are_sold_for_nothing(self, shop):
        prices = [VariantPrice(shop.variants["CUP"], brl("0.00"))]
        set_prices(store_id=shop.store_id, prices=prices, now=NOW)
        made = purchase(shop.request(("CUP", 1), expected_total=brl("15.00")), now=NOW)
        assert order_by_id(made.order_id).subtotal == brl("0.00")
        assert_books_balance()

    def test_of_another_store_are_not_for_sale(self, shop):
        other = open_shop(slug="other")
        request = replace(shop.request(("CUP", 1)), store_id=other.store_id)
        assert place(request) == ["not_for_sale"]
        assert level_of(shop.location_id, shop.variants["CUP"]).allocated == 0

    def test_with_words_longer_than_an_order_keeps_are_cut_not_refused(self, shop):
        values = tuple(letter * 255 for letter in "abc")
        product = NewProduct(
            handle="long",
            title="T",
            status="active",
            option_names=("A", "B", "C"),
            variants=(NewVariant(sku="LONG", option_values=values),),
            translations={"pt-br": {"title": "x" * 400}},
        )
        create_product(store_id=shop.store_id, product=product, now=NOW)
        variant = variants_by_sku(shop.store_id, ["LONG"])["LONG"]
        prices = [VariantPrice(variant, brl("1.00"))]
        set_prices(store_id=shop.store_id, prices=prices, now=NOW)
        set_on_hand(
            store_id=shop.store_id,
            location_id=shop.location_id,
            counts=[Count(variant, 1)],
            reason="received",
            document="",
            actor="test",
            now=NOW,
        )
        wanted = shop.request(lines=(WantedLine(variant, 1),), expected_total=brl("16.00"))
        line = order_by_id(purchase(wanted, now=NOW).order_id).lines[0]
        assert (len(line.title), len(line.options)) == (255, 300)

    def test_of_an_unlimited_backorder_do_not_overflow(self, shop):
        set_backorder_limits(
            store_id=shop.store_id,
            location_id=shop.location_id,
            limits={shop.variants["LAST"]: 1_000_000},
        )
        assert place(shop.request(("LAST", 999))) == ["placed"]
        assert_books_balance()


class TestShipping:
    def test_is_free_from_its_threshold_and_not_below(self, shop):
        zone = save_zone(store_id=shop.store_id, name="Brasil", countries=["BR"])
        save_rate(
            store_id=shop.store_id,
            zone_id=zone,
            code="standard",
            name="Entrega",
            price=brl("15.00"),
            days=(3, 7),
            free_from=brl("78.00"),
        )
        assert place(shop.request(("CUP", 1))) == ["placed"]
        assert place(shop.request(("CUP", 2))) == ["total_changed"]
        assert place(shop.request(("CUP", 2), expected_total=brl("78.00"))) == ["placed"]
        assert_books_balance()

    def test_elsewhere_is_refused(self, shop):
        abroad = replace(ADDRESS, country="PT", region="", postal_code="1100-148", city="Lisboa")
        assert place(shop.request(("CUP", 1), address=abroad)) == ["not_shippable"]


class TestAnUnkindRequest:
    def test_with_a_nul_in_its_address_is_refused_by_name(self, shop):
        with pytest.raises(BadAddress):
            purchase(shop.request(("CUP", 1), address=replace(ADDRESS, line1="Rua\0 1")), now=NOW)

    def test_with_a_nul_in_its_mail_is_refused_by_name(self, shop):
        with pytest.raises(BadAddress):
            purchase(shop.request(("CUP", 1), email="a\0na@example.com"), now=NOW)

    def test_in_another_currency_finds_nothing_for_sale(self, shop):
        dollars = replace(brl("54.00"), currency="USD")
        assert place(shop.request(("CUP", 1), expected_total=dollars)) == ["not_for_sale"]


class TestASet:
    def test_of_hundreds_is_answered_one_by_one(self, shop):
        answers = place(*[shop.request(("CUP", 1)) for _ in range(120)])
        assert answers == ["placed"] * 100 + ["out_of_stock"] * 20
        assert_books_balance()

    def test_gives_back_what_a_refused_order_had_taken_to_the_next(self, shop):
        greedy = shop.request(("LAST", 1), ("VASE-L", 99))
        assert place(greedy, shop.request(("LAST", 1))) == ["out_of_stock", "placed"]
        assert_books_balance()

    def test_of_two_stores_charges_each_its_own_stock(self, shop):
        other = open_shop(slug="other")
        assert place(shop.request(("LAST", 1)), other.request(("LAST", 1))) == ["placed"] * 2
        assert_books_balance()

    def test_may_use_one_key_in_two_stores(self, shop):
        other = open_shop(slug="other")
        mine = shop.request(("CUP", 1))
        assert place(mine, other.request(("CUP", 1), key=mine.key)) == ["placed"] * 2

    def test_that_names_a_cart_twice_orders_it_once(self, shop):
        cart = open_cart(store_id=shop.store_id, currency="BRL", locale="pt-br", now=NOW)
        version = add_to_cart(cart_id=cart, variant_id=shop.variants["CUP"], quantity=1, now=NOW)
        wanted = [shop.request(("CUP", 1), cart_id=cart, cart_version=version) for _ in range(2)]
        assert place(*wanted) == ["placed", "retry"]
        assert place(wanted[1]) == ["cart_ordered"]
        assert_books_balance()

    def test_answers_a_repeated_key_of_a_refused_order_with_try_again(self, shop):
        wrong = shop.request(("CUP", 1), expected_total=brl("1.00"))
        assert place(wrong, wrong) == ["total_changed", "retry"]

    def test_of_nothing_is_nothing(self, shop):
        assert place() == []

    def test_keeps_its_cart_from_another_hand(self, shop):
        ghost = shop.request(("CUP", 1), cart_id=new_id(), cart_version=1)
        assert place(ghost) == ["cart_missing"]


class TestAReplay:
    def test_long_after_says_the_same(self, shop):
        request = shop.request(("CUP", 1))
        first = purchase(request, now=NOW)
        again = purchase(request, now=NOW + timedelta(days=1))
        assert (again.number, again.token, again.is_replay) == (first.number, first.token, True)
