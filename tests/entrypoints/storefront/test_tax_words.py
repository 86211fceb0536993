"""The cart says whether its prices include tax, and its sums add up either way."""

from __future__ import annotations

import pytest

from balcao.domains.pricing.operations import save_tax_rate, save_tax_settings, save_tax_zone
from balcao.domains.pricing.values import TaxRate, TaxSettings, TaxZone


@pytest.fixture
def taxed(shop):
    zone = save_tax_zone(
        store_id=shop.store_id, zone=TaxZone(code="BR", name="Brasil", country="BR")
    )
    rate = TaxRate(zone_id=zone.id or 0, tax_class="standard", name="ICMS", rate_ppm=200_000)
    save_tax_rate(store_id=shop.store_id, rate=rate)
    return shop


def cart_page(visitor):
    visitor.post("/cart/add/xicara/", {"quantity": "1"})
    page = visitor.get("/cart/").content.decode()
    return page.replace("\N{NO-BREAK SPACE}", " ")


class TestCart:
    def test_says_that_tax_is_inside(self, taxed, visitor):
        page = cart_page(visitor)
        assert "Impostos incluídos" in page
        assert "Preços sem impostos" not in page

    def test_shows_tax_on_top_in_its_sums(self, taxed, visitor):
        save_tax_settings(store_id=taxed.store_id, settings=TaxSettings(prices_include_tax=False))
        page = cart_page(visitor)
        assert "Preços sem impostos" in page
        assert "Impostos incluídos" not in page
        assert "R$ 7,80" in page and "R$ 46,80" in page
