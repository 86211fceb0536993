"""Reads about shipping."""

from __future__ import annotations

from collections.abc import Mapping

from balcao.domains.shipping.models import Rate, Zone
from balcao.domains.shipping.values import ShippingOption
from balcao.kernel.money import Money
from balcao.plumbing.sql import run_sql_dicts


def shipping_options(
    store_id: int, *, country: str, subtotal: Money, language: str
) -> list[ShippingOption]:
    """The ways to ship an order of this value to a country (ISO 3166-1 alpha-2), in order."""
    currency = subtotal.currency
    rows = run_sql_dicts(
        "shipping/options",
        store_id=store_id,
        country=country.upper(),
        currency=currency,
        subtotal=subtotal.minor,
        language=language,
    )
    return [ShippingOption(price=Money(row.pop("minor"), currency), **row) for row in rows]


def countries_served(store_id: int) -> list[str]:
    """Every country that some zone of the store covers, sorted by code."""
    zones = Zone.objects.filter(store_id=store_id).values_list("countries", flat=True)
    return sorted({country for countries in zones for country in countries})


def rate_names(store_id: int, language: str) -> Mapping[str, str]:
    """What shoppers call the ways to ship, by code; of equal codes in several zones the first."""
    names: dict[str, str] = {}
    for row in Rate.objects.filter(store_id=store_id):
        names.setdefault(row.code, row.translations.get(language) or row.name)
    return names
