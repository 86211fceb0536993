"""Changes to zones and rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from balcao.domains.shipping.models import Rate, Zone
from balcao.kernel.money import Money


@transaction.atomic
def save_zone(*, store_id: int, name: str, countries: Sequence[str]) -> int:
    """Make a zone or bring it up to date, by its name; countries are ISO 3166-1 alpha-2."""
    upper = sorted({country.upper() for country in countries})
    row, _ = Zone.objects.update_or_create(
        store_id=store_id, name=name, defaults={"countries": upper}
    )
    return row.pk


@transaction.atomic
def save_rate(
    *,
    store_id: int,
    zone_id: int,
    code: str,
    name: str,
    price: Money,
    days: tuple[int, int],
    free_from: Money | None = None,
    translations: Mapping[str, str] | None = None,
    position: int = 1,
) -> int:
    """Make a flat rate of a zone or bring it up to date, by its code; days are working days."""
    row, _ = Rate.objects.update_or_create(
        zone_id=zone_id,
        code=code,
        defaults={
            "store_id": store_id,
            "name": name,
            "currency": price.currency,
            "amount_minor": price.minor,
            "free_from_minor": free_from.minor if free_from else None,
            "min_days": days[0],
            "max_days": days[1],
            "translations": dict(translations or {}),
            "position": position,
        },
    )
    return row.pk
