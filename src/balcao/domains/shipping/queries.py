"""Reads about shipping."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from balcao.domains.shipping.models import Rate, SendingSettings, Zone
from balcao.domains.shipping.rules import arrival_by, options_in, sender_in
from balcao.domains.shipping.values import (
    Deliveries,
    KnownRate,
    SendingRules,
    ShippingOption,
)
from balcao.kernel.money import Money
from balcao.plumbing.sql import run_sql_dicts

__all__ = [
    "arrival_by",
    "countries_served",
    "deliveries_of",
    "options_in",
    "rate_names",
    "sending_rules",
    "shipping_options",
]


def shipping_options(
    store_id: int,
    *,
    country: str,
    subtotal: Money,
    language: str,
    now: datetime,
    region: str = "",
) -> tuple[ShippingOption, ...]:
    """The ways to ship an order of this value to a country (ISO 3166-1 alpha-2), in order.

    Their dates are those of an order at this moment. ``region`` is a state, as addresses name it;
    its public holidays count where they are known.
    """
    kept = deliveries_of(store_id)
    return options_in(
        kept, country=country, region=region, subtotal=subtotal, language=language, now=now
    )


def deliveries_of(store_id: int) -> Deliveries:
    """What a store ships by and its dates; keep it as long as the revision of rules stays."""
    rows = run_sql_dicts("shipping/rates", store_id=store_id)
    if not rows:
        return Deliveries()
    return Deliveries(sender_in(rows[0]["sender"]), tuple(_rate(row) for row in rows))


def _rate(row: dict[str, Any]) -> KnownRate:
    return KnownRate(
        code=row["code"],
        name=row["name"],
        names=orjson.loads(row["names"]),
        countries=frozenset(row["countries"]),
        currency=row["currency"],
        amount_minor=row["amount_minor"],
        free_from_minor=row["free_from_minor"],
        days=(row["min_days"], row["max_days"]),
    )


def sending_rules(store_id: int) -> SendingRules:
    """When a store hands parcels over; a store that never said so promises no dates."""
    row = SendingSettings.objects.filter(store_id=store_id).first()
    if row is None:
        return SendingRules()
    return SendingRules(
        is_on=row.is_on,
        cutoff=row.cutoff,
        packing_days=row.packing_days,
        weekdays=tuple(row.weekdays),
        closed_on=tuple(row.closed_on),
        region=row.region,
    )


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
