"""Reads about taxes: the rules that purchases are taxed by, and the rows behind them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q

from balcao.domains.pricing import models
from balcao.domains.pricing.values import (
    Elsewhere,
    Place,
    RoundBy,
    RoundMode,
    TaxExemption,
    TaxRate,
    TaxRateRule,
    TaxRules,
    TaxSettings,
    TaxZone,
)
from balcao.domains.stores.queries import store_by_id


def tax_rules_of(store_id: int) -> TaxRules:
    """All that decides about the taxes of a store; keep it as long as its revision stays.

    Goods leave from the origin of the settings; without one, from the country of the store.
    """
    settings = tax_settings(store_id)
    rows = models.TaxRate.objects.filter(store_id=store_id).select_related("zone").order_by("id")
    return TaxRules(
        store_id=store_id,
        rates=tuple(_rule(row) for row in rows),
        prices_include_tax=settings.prices_include_tax,
        round_by=settings.round_by,
        round_mode=settings.round_mode,
        elsewhere=settings.elsewhere,
        shipping_class=settings.shipping_class,
        calculator=settings.calculator,
        origin=Place(
            settings.origin_country or store_by_id(store_id).country,
            settings.origin_region,
            settings.origin_postal_code,
        ),
        reverse_charge=settings.reverse_charge,
    )


def _rule(row: models.TaxRate) -> TaxRateRule:
    return TaxRateRule(
        id=row.pk,
        jurisdiction=row.zone.code,
        name=row.name,
        rate_ppm=row.rate_ppm,
        country=row.zone.country,
        region=row.zone.region,
        postal_codes=tuple(row.zone.postal_codes),
        tax_class=row.tax_class,
        priority=row.priority,
        is_compound=row.is_compound,
        is_inside=row.is_inside,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
    )


def tax_settings(store_id: int) -> TaxSettings:
    """How a store reckons its taxes; the defaults where it never said."""
    row = models.TaxSettings.objects.filter(pk=store_id).first()
    if row is None:
        return TaxSettings()
    return TaxSettings(
        prices_include_tax=row.prices_include_tax,
        round_by=RoundBy(row.round_by),
        round_mode=RoundMode(row.round_mode),
        elsewhere=Elsewhere(row.elsewhere),
        shipping_class=row.shipping_class,
        calculator=row.calculator,
        origin_country=row.origin_country,
        origin_region=row.origin_region,
        origin_postal_code=row.origin_postal_code,
        reverse_charge=row.reverse_charge,
        version=row.version,
    )


def tax_zones(store_id: int) -> tuple[TaxZone, ...]:
    """The zones of a store, by code."""
    names = list(TaxZone.__dataclass_fields__)
    rows = models.TaxZone.objects.filter(store_id=store_id).order_by("code").values(*names)
    return tuple(TaxZone(**{**row, "postal_codes": tuple(row["postal_codes"])}) for row in rows)


def tax_rates(store_id: int, *, zone_id: int | None = None) -> tuple[TaxRate, ...]:
    """The rates of a store or of one zone, as they are shown: by zone, priority, class, start."""
    names = list(TaxRate.__dataclass_fields__)
    rows = models.TaxRate.objects.filter(store_id=store_id)
    if zone_id is not None:
        rows = rows.filter(zone_id=zone_id)
    rows = rows.order_by(
        "zone__code", "priority", "-rate_ppm", "tax_class", F("starts_at").asc(nulls_first=True)
    )
    return tuple(TaxRate(**row) for row in rows.values(*names))


def tax_exemptions(store_id: int) -> tuple[TaxExemption, ...]:
    """The exemptions of a store, by mail address."""
    names = list(TaxExemption.__dataclass_fields__)
    rows = models.TaxExemption.objects.filter(store_id=store_id).order_by("email", "country")
    return tuple(TaxExemption(**row) for row in rows.values(*names))


def is_tax_exempt(store_id: int, email: str, *, country: str, at: datetime) -> bool:
    """Whether a shopper has an exemption for a country that holds at a moment."""
    if not email:
        return False
    rows = models.TaxExemption.objects.filter(store_id=store_id, email=email.strip().lower())
    rows = rows.filter(country__in=["", country])
    return rows.filter(Q(until__isnull=True) | Q(until__gt=at)).exists()
