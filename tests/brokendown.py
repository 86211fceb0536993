"""An order whose total is made of everything: promotions, shipping, taxes, a gift card."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from balcao.domains.checkout.operations import purchase
from balcao.domains.checkout.queries import quote_wish
from balcao.domains.checkout.rules import wish_of
from balcao.domains.pricing.operations import save_tax_rate, save_tax_settings, save_tax_zone
from balcao.domains.pricing.values import TaxRate, TaxSettings, TaxZone
from tests.offers import gift_card, offer, percent
from tests.shop import NOW, Shop, brl


def tax(shop: Shop, *, rate_ppm: int = 200_000, is_included: bool = True) -> None:
    """One rate for all of Brazil, named ICMS."""
    zone = save_tax_zone(
        store_id=shop.store_id, zone=TaxZone(code="BR", name="Brasil", country="BR")
    )
    rate = TaxRate(zone_id=zone.id or 0, tax_class="standard", name="ICMS", rate_ppm=rate_ppm)
    save_tax_rate(store_id=shop.store_id, rate=rate)
    settings = TaxSettings(prices_include_tax=is_included)
    save_tax_settings(store_id=shop.store_id, settings=settings)


def order_of_everything(shop: Shop, *, is_included: bool, locale: str = "pt-br") -> UUID:
    """Two cups for R$ 78: 10 % off, shipping (R$ 15) at half price by a code, tax, R$ 20 by card.

    R$ 77.70 with the tax inside, R$ 93.24 with it on top.
    """
    tax(shop, is_included=is_included)
    offer(shop, percent(1_000), name="Dez por cento")
    half = {"then": {"kind": "percent", "per": "shipping", "basis_points": 5_000}}
    offer(shop, half, name="Meio frete", code="FRETE")
    wanted = shop.request(
        ("CUP", 2),
        locale=locale,
        codes=("FRETE",),
        accounts=(gift_card(shop, "20.00"),),
        expected_credit=brl("20.00"),
    )
    total = quote_wish(wish_of(wanted), now=NOW).total
    return purchase(replace(wanted, expected_total=total), now=NOW).order_id
