"""Purchases that are taxed: on what is paid after discounts, inside the price or on top of it."""

from __future__ import annotations

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.orders.queries import order_by_id
from balcao.domains.pricing.operations import (
    save_tax_exemption,
    save_tax_rate,
    save_tax_settings,
    save_tax_zone,
)
from balcao.domains.pricing.values import TaxExemption, TaxRate, TaxSettings, TaxZone
from tests.offers import offer, percent
from tests.shop import NOW, brl, open_shop
from tests.truth import assert_books_balance


@pytest.fixture
def shop(db):
    """A shop in Brazil with one rate of 20 % there, and ten percent off everything."""
    shop = open_shop()
    zone = save_tax_zone(
        store_id=shop.store_id, zone=TaxZone(code="BR", name="Brasil", country="BR")
    )
    rate = TaxRate(zone_id=zone.id or 0, tax_class="standard", name="ICMS", rate_ppm=200_000)
    save_tax_rate(store_id=shop.store_id, rate=rate)
    offer(shop, percent(1_000))
    return shop


def bought(shop, total):
    made = purchase(shop.request(("CUP", 1), expected_total=brl(total)), now=NOW)
    return order_by_id(made.order_id)


class TestTaxOnAPurchase:
    def test_is_found_inside_what_is_paid_and_changes_no_total(self, shop):
        order = bought(shop, "50.10")
        assert [(one.line_no, one.amount) for one in order.taxes] == [
            (1, brl("5.85")),
            (None, brl("2.50")),
        ]
        assert all(one.is_included for one in order.taxes)
        assert (order.tax, order.total) == (brl("0"), brl("50.10"))
        assert_books_balance()

    def test_comes_on_top_where_prices_do_not_include_it(self, shop):
        save_tax_settings(store_id=shop.store_id, settings=TaxSettings(prices_include_tax=False))
        order = bought(shop, "60.12")
        assert order.tax == brl("10.02")
        assert [one.base for one in order.taxes] == [brl("35.10"), brl("15.00")]
        assert_books_balance()

    def test_is_taken_out_for_a_buyer_who_is_exempt(self, shop):
        exempt = TaxExemption(email="ana@example.com", reason="Escola pública")
        save_tax_exemption(store_id=shop.store_id, exemption=exempt)
        order = bought(shop, "41.75")
        assert (order.exemption, order.discount) == (brl("8.35"), brl("3.90"))
        assert_books_balance()
