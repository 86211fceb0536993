"""Finding and locking levels; a variant that is new to a location gets one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from django.db import connection

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.errors import NoSuchLevel, NoSuchLocation
from balcao.domains.inventory.locks import lock_levels, lock_levels_of
from balcao.domains.inventory.models import Location, StockLevel

# A level that was there before and was taken back goes on numbering its ledger where it ended.
MAKE_LEVELS: Final = """
INSERT INTO inventory_stocklevel
    (store_id, location_id, variant_id, on_hand, reserved, allocated, incoming, damaged,
     backorder_limit, safety_stock, value_minor, fifo_minor, turn, moved_at)
SELECT %(store)s, %(place)s, missing.id, 0, 0, 0, 0, 0, 0, 0, 0, 0, COALESCE(last.turn, 0), last.at
FROM unnest(%(variants)s::uuid[]) AS missing(id)
LEFT JOIN LATERAL (
    SELECT m.turn, m.at FROM inventory_stockmovement m
    WHERE m.variant_id = missing.id AND m.location_id = %(place)s
    ORDER BY m.at DESC, m.turn DESC LIMIT 1
) last ON true
ON CONFLICT DO NOTHING
"""


def levels_at(
    store_id: int, location_id: int, variant_ids: Sequence[UUID]
) -> dict[UUID, StockLevel]:
    """The locked levels of these variants at one location, by variant.

    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    ensure_levels(store_id, location_id, variant_ids)
    return lock_levels_of(location_id, variant_ids)


def levels_at_both(
    store_id: int, places: tuple[int, int], variant_ids: Sequence[UUID]
) -> tuple[dict[UUID, StockLevel], dict[UUID, StockLevel]]:
    """The locked levels of these variants at two locations, taken in one order.

    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    held = hold_levels_at(store_id, places, variant_ids)
    first, second = (
        {row.variant_id: row for row in held if row.location_id == place} for place in places
    )
    return first, second


def hold_levels_at(
    store_id: int, places: Iterable[int], variant_ids: Sequence[UUID]
) -> list[StockLevel]:
    """The locked levels of these variants at several locations, made and taken in one order.

    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    wanted = sorted(set(places))
    for place in wanted:
        ensure_levels(store_id, place, variant_ids)
    rows = StockLevel.objects.filter(location__in=wanted, variant_id__in=variant_ids)
    return list(lock_levels(list(rows.values_list("pk", flat=True))).values())


def ensure_levels(store_id: int, location_id: int, variant_ids: Sequence[UUID]) -> None:
    """Make the levels that are missing, empty.

    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    if not Location.objects.filter(pk=location_id, store_id=store_id).exists():
        raise NoSuchLocation(location_id=location_id)
    rows = StockLevel.objects.filter(location=location_id, variant_id__in=variant_ids)
    missing = set(variant_ids) - set(rows.values_list("variant_id", flat=True))
    if not missing:
        return
    unknown = missing - set(skus_of(missing))
    if unknown:
        raise NoSuchLevel(variant_ids=sorted(map(str, unknown)))
    with connection.cursor() as cursor:
        cursor.execute(
            MAKE_LEVELS, {"store": store_id, "place": location_id, "variants": sorted(missing)}
        )
