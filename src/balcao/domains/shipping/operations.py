"""Changes to zones, rates and rules of sending; each is counted, for rules kept in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from balcao.domains.pricing.operations import rules_changed
from balcao.domains.shipping.errors import BadRate, BadZone
from balcao.domains.shipping.models import Rate, SendingSettings, Zone
from balcao.domains.shipping.rules import check_rules
from balcao.domains.shipping.values import SendingRules
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money


@transaction.atomic
def save_zone(*, store_id: int, name: str, countries: Sequence[str]) -> int:
    """Make a zone or bring it up to date, by its name; countries are ISO 3166-1 alpha-2.

    :raises BadZone: no name, no country, or something that is not a country's code.
    """
    upper = sorted({country.strip().upper() for country in countries})
    if not name.strip() or not upper or any(len(c) != 2 or not c.isalpha() for c in upper):
        raise BadZone(field="countries" if name.strip() else "name")
    row, _ = Zone.objects.update_or_create(
        store_id=store_id, name=name, defaults={"countries": upper}
    )
    rules_changed(store_id=store_id)
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
    """Make a flat rate of a zone or bring it up to date, by its code; days are working days.

    :raises BadRate: no name, a negative price, or days that count downwards.
    """
    if not name.strip() or price.minor < 0 or not 0 <= days[0] <= days[1]:
        raise BadRate(field="days" if name.strip() and price.minor >= 0 else "name")
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
    rules_changed(store_id=store_id)
    return row.pk


@transaction.atomic
def offer_rate(*, store_id: int, rate_id: int, is_active: bool) -> None:
    """Offer a rate to shoppers, or stop offering it; orders that chose it keep it."""
    Rate.objects.filter(store_id=store_id, pk=rate_id).update(is_active=is_active)
    rules_changed(store_id=store_id)


@transaction.atomic
def save_sending_rules(*, store_id: int, rules: SendingRules) -> SendingRules:
    """Say when a store hands parcels over; orders that were placed keep their dates.

    :raises BadSending: something cannot be accepted; ``field`` says what.
    :raises NoSuchStore: there is none with this id.
    """
    checked = check_rules(rules, store_by_id(store_id).country)
    SendingSettings.objects.update_or_create(
        store_id=store_id,
        defaults={
            "is_on": checked.is_on,
            "cutoff": checked.cutoff,
            "packing_days": checked.packing_days,
            "weekdays": list(checked.weekdays),
            "closed_on": list(checked.closed_on),
            "region": checked.region,
        },
    )
    rules_changed(store_id=store_id)
    return checked
