"""One of everything that an address of taxes can name."""

from __future__ import annotations

from balcao.domains.pricing.operations import save_tax_exemption, save_tax_rate, save_tax_zone
from balcao.domains.pricing.values import TaxExemption, TaxRate, TaxZone
from tests.shop import Shop


def taxed(shop: Shop) -> dict[str, object]:
    """A zone with one rate, and a buyer who is exempt elsewhere; parts of addresses by name."""
    place = TaxZone(code="US-XX", name="Nowhere", country="US", region="XX")
    zone = save_tax_zone(store_id=shop.store_id, zone=place)
    rate = TaxRate(zone_id=zone.id or 0, tax_class="standard", name="Tax", rate_ppm=50_000)
    save_tax_rate(store_id=shop.store_id, rate=rate)
    exempt = TaxExemption(email="school@example.com", reason="School", country="US")
    saved = save_tax_exemption(store_id=shop.store_id, exemption=exempt)
    return {"tax_zone": zone.id, "exemption_id": saved.id, "table": "eu_vat"}
