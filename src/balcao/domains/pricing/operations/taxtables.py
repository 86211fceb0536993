"""Taking over a table of rates that comes with the product."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from balcao.domains.pricing import models
from balcao.domains.pricing.locks import lock_tax_settings
from balcao.domains.pricing.operations.revision import rules_changed
from balcao.domains.pricing.queries.taxtables import tax_table
from balcao.domains.pricing.rules.taxtables import columns_of, difference_of
from balcao.domains.pricing.values import Difference, Loaded, TaxTable
from balcao.domains.stores.queries import store_by_id

Key = tuple[str, str, int, datetime | None]


@transaction.atomic
def load_tax_table(*, store_id: int, code: str) -> Loaded:
    """Make the zones and rates of a table; loading it again brings up to date what nobody edited.

    A rate that people made or changed is left alone, and so is a zone that exists. Days begin at
    midnight in the time zone of the store.

    :raises NoSuchTaxTable: none has this code.
    """
    table, zone = tax_table(code), ZoneInfo(store_by_id(store_id).time_zone)
    lock_tax_settings(store_id)
    places = _zones(store_id, table)
    known = _known(store_id, list(places.values()))
    fresh: list[models.TaxRate] = []
    updated = kept = 0
    for row in table.rows:
        wanted = columns_of(row, table, zone)
        there = known.get((row.zone, row.tax_class, 1, wanted["starts_at"]))
        what = difference_of(there, wanted)
        if there is None:
            place = places[row.zone]
            fresh.append(models.TaxRate(store_id=store_id, zone_id=place, **wanted))
        elif what is Difference.CHANGED:
            _bring_up_to_date(there, wanted)
        updated += what is Difference.CHANGED
        kept += what is Difference.KEPT
    models.TaxRate.objects.bulk_create(fresh)
    rules_changed(store_id=store_id)
    return Loaded(len(fresh), updated, kept)


def _zones(store_id: int, table: TaxTable) -> dict[str, int]:
    named = {row.zone: row for row in table.rows}
    zones = models.TaxZone.objects
    zones.bulk_create(
        [
            models.TaxZone(
                store_id=store_id,
                code=row.zone,
                name=row.zone_name,
                country=row.country,
                region=row.region,
            )
            for row in named.values()
        ],
        ignore_conflicts=True,
    )
    found = zones.filter(store_id=store_id, code__in=list(named))
    return dict(found.values_list("code", "pk"))


def _known(store_id: int, zone_ids: list[int]) -> dict[Key, models.TaxRate]:
    rows = models.TaxRate.objects.filter(store_id=store_id, zone_id__in=zone_ids)
    rows = rows.select_related("zone").select_for_update(of=("self",)).order_by("pk")
    return {(row.zone.code, row.tax_class, row.priority, row.starts_at): row for row in rows}


def _bring_up_to_date(row: models.TaxRate, wanted: dict[str, Any]) -> None:
    for name, value in wanted.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
