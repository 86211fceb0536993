"""The tax report ties to the orders it is made of."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import Sum

from balcao.domains.checkout.operations import purchase
from balcao.domains.orders.errors import BadTaxPeriod
from balcao.domains.orders.models import Order
from balcao.domains.orders.queries import tax_days, tax_report
from balcao.domains.pricing.operations import save_tax_rate, save_tax_settings, save_tax_zone
from balcao.domains.pricing.values import TaxRate, TaxSettings, TaxZone
from tests.shop import NOW, brl, open_shop

ZONE = "America/Sao_Paulo"
DAY = NOW.astimezone(ZoneInfo(ZONE)).date()


@pytest.fixture
def shop(db):
    """Two orders of 54.00 with 20 % on top; one is cancelled."""
    shop = open_shop()
    zone = save_tax_zone(
        store_id=shop.store_id, zone=TaxZone(code="BR", name="Brasil", country="BR")
    )
    rate = TaxRate(zone_id=zone.id or 0, tax_class="standard", name="ICMS", rate_ppm=200_000)
    save_tax_rate(store_id=shop.store_id, rate=rate)
    save_tax_settings(store_id=shop.store_id, settings=TaxSettings(prices_include_tax=False))
    for _ in range(2):
        purchase(shop.request(("CUP", 1), expected_total=brl("64.80")), now=NOW)
    last = Order.objects.order_by("pk").last()
    Order.objects.filter(pk=last.pk).update(state="cancelled")
    return shop


def report(shop, first=DAY, last=DAY):
    return tax_report(shop.store_id, first=first, last=last, zone=ZONE)


class TestTaxReport:
    def test_takes_cancelled_orders_off(self, shop):
        (row,) = report(shop)
        assert (row.jurisdiction, row.rate_ppm, row.orders) == ("BR", 200_000, 1)
        assert (row.gross_base_minor, row.gross_tax_minor) == (10_800, 2_160)
        assert (row.base_minor, row.tax_minor) == (5_400, 1_080)

    def test_ties_to_the_sum_over_orders(self, shop):
        placed = Order.objects.exclude(state__in=["pending", "voided"])
        gross = placed.aggregate(s=Sum("tax_minor"))["s"]
        kept = placed.exclude(state="cancelled").aggregate(s=Sum("tax_minor"))["s"]
        on_top = [row for row in report(shop) if not row.is_included]
        assert sum(row.gross_tax_minor for row in on_top) == gross
        assert sum(row.tax_minor for row in on_top) == kept
        days = tax_days(shop.store_id, first=DAY, last=DAY, zone=ZONE, currency="BRL")
        assert [(one.day, one.tax_minor) for one in days] == [(DAY, kept)]

    def test_begins_and_ends_at_midnight_of_the_store(self, shop):
        day = timedelta(days=1)
        midnight = NOW.astimezone(ZoneInfo(ZONE)).replace(hour=0, minute=0, second=0, microsecond=0)
        Order.objects.update(placed_at=midnight)
        assert len(report(shop)) == 1
        assert report(shop, DAY - day, DAY - day) == []
        Order.objects.update(placed_at=midnight + day)
        assert report(shop) == []

    def test_counts_this_store_and_placed_orders_only(self, shop):
        assert tax_report(shop.store_id + 1, first=DAY, last=DAY, zone=ZONE) == []
        Order.objects.update(state="voided")
        assert report(shop) == []

    @pytest.mark.parametrize(
        ("first", "last"),
        [(DAY, DAY - timedelta(days=1)), (date(2020, 1, 1), DAY), (date(1, 1, 1), date(1, 1, 2))],
    )
    def test_refuses_a_period_that_cannot_be(self, shop, first, last):
        with pytest.raises(BadTaxPeriod):
            report(shop, first, last)

    def test_finds_taxes_by_the_index_of_their_orders(self, shop):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT indexdef FROM pg_indexes WHERE tablename = 'orders_taxline' "
                "AND indexdef LIKE '%(order_id)'"
            )
            assert cursor.fetchall()
