"""Reads about shipping."""

from __future__ import annotations

from collections.abc import Mapping

from balcao.domains.shipping.models import Rate, Zone
from balcao.domains.shipping.values import ShippingOption
from balcao.kernel.money import Money


def shipping_options(
    store_id: int, *, country: str, subtotal: Money, language: str
) -> list[ShippingOption]:
    """The ways to ship an order of this value to a country (ISO 3166-1 alpha-2), in order."""
    rows = Rate.objects.filter(
        store_id=store_id,
        is_active=True,
        currency=subtotal.currency,
        zone__in=Zone.objects.filter(store_id=store_id, countries__contains=[country.upper()]),
    )
    return [_option(row, subtotal, language) for row in rows]


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


def _option(row: Rate, subtotal: Money, language: str) -> ShippingOption:
    free = row.free_from_minor is not None and subtotal.minor >= row.free_from_minor
    return ShippingOption(
        code=row.code,
        name=row.translations.get(language) or row.name,
        price=Money(0 if free else row.amount_minor, row.currency),
        min_days=row.min_days,
        max_days=row.max_days,
    )
