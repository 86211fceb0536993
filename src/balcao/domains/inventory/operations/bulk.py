"""What an import needs beyond counting: limits for selling beyond stock, and taking levels back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.errors import BadQuantity, PromisedAway
from balcao.domains.inventory.locks import lock_levels_of
from balcao.domains.inventory.models import StockLevel

WRITE_LIMITS: Final = """
UPDATE inventory_stocklevel AS level SET backorder_limit = wanted.most
FROM unnest(%s::uuid[], %s::int[]) AS wanted(variant_id, most)
WHERE level.store_id = %s AND level.location_id = %s AND level.variant_id = wanted.variant_id
"""


def hold_levels(*, location_id: int, variant_ids: Collection[UUID]) -> None:
    """Keep these levels as they are, for others, until the caller's transaction ends."""
    lock_levels_of(location_id, variant_ids)


@transaction.atomic
def set_backorder_limits(*, store_id: int, location_id: int, limits: Mapping[UUID, int]) -> None:
    """Set how many units beyond stock may be sold at one location; levels must exist.

    :raises BadQuantity: a limit is negative.
    :raises PromisedAway: ``skus`` says where more is promised than would be allowed.
    """
    if any(limit < 0 for limit in limits.values()):
        raise BadQuantity("A backorder limit is not negative.", field="backorder_limit")
    levels = lock_levels_of(location_id, list(limits))
    short = [
        variant_id
        for variant_id, level in levels.items()
        if level.on_hand + limits[variant_id] < level.reserved + level.allocated
    ]
    if short:
        raise PromisedAway(skus=sorted(skus_of(short).values()))
    with connection.cursor() as cursor:
        wanted: list[list[Any]] = [list(limits), list(limits.values())]
        cursor.execute(WRITE_LIMITS, [*wanted, store_id, location_id])


@transaction.atomic
def remove_empty_levels(*, store_id: int, location_id: int, variant_ids: Collection[UUID]) -> None:
    """Take back levels that hold and promise nothing; the ledger keeps its lines.

    :raises django.db.models.ProtectedError: an order has taken from one.
    """
    rows = StockLevel.objects.filter(store_id=store_id, location_id=location_id)
    nothing = {"on_hand": 0, "damaged": 0, "reserved": 0, "allocated": 0, "incoming": 0}
    rows.filter(variant_id__in=list(variant_ids), **nothing).delete()
