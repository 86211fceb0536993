"""The only row locks of this domain: always in the order of the primary key.

The purchase (checkout/sql) takes the same rows in the same order, so that two baskets, a count
and a cancellation never wait for each other in a circle.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from balcao.domains.inventory.models import Commitment, Location, StockLevel


def lock_levels(level_ids: Collection[int]) -> dict[int, StockLevel]:
    """Hold these levels until commit, by id."""
    rows = StockLevel.objects.select_for_update()
    return {row.pk: row for row in rows.filter(pk__in=level_ids).order_by("pk")}


def lock_levels_of(location_id: int, variant_ids: Collection[UUID]) -> dict[UUID, StockLevel]:
    """Hold the levels of these variants at one location until commit, by variant."""
    rows = StockLevel.objects.select_for_update()
    found = rows.filter(location=location_id, variant_id__in=variant_ids).order_by("pk")
    return {row.variant_id: row for row in found}


def lock_commitments(order_id: UUID, states: Collection[str]) -> list[Commitment]:
    """Hold what is set aside for an order; the order itself is locked by its own domain first."""
    rows = Commitment.objects.select_for_update().filter(order_id=order_id, state__in=states)
    return list(rows.order_by("pk"))


def lock_kits(store_id: int) -> None:
    """One at a time says what kits a store has: two must not come to hold each other."""
    rows = Location.objects.select_for_update().filter(store_id=store_id)
    list(rows.order_by("pk").values_list("pk")[:1])
