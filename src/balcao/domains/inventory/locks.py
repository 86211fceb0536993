"""The only row locks of this domain: always in the order of the primary key.

The purchase (checkout/sql) takes the same rows in the same order, so that two baskets, a count
and a cancellation never wait for each other in a circle. A transfer, a count or an adjustment is
locked before the levels that it changes.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from balcao.domains.inventory.errors import NoSuchAdjustment, NoSuchCount, NoSuchTransfer
from balcao.domains.inventory.models import (
    Adjustment,
    Commitment,
    Location,
    StockCount,
    StockLevel,
    Transfer,
)


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


def lock_transfer(store_id: int, transfer_id: UUID) -> Transfer:
    """Hold one transfer and its lines until commit.

    :raises NoSuchTransfer: there is none with this id in this store.
    """
    rows = Transfer.objects.select_for_update().filter(pk=transfer_id, store_id=store_id)
    row = rows.first()
    if row is None:
        raise NoSuchTransfer(id=str(transfer_id))
    return row


def lock_count(store_id: int, count_id: UUID) -> StockCount:
    """Hold one count and its lines until commit.

    :raises NoSuchCount: there is none with this id in this store.
    """
    row = StockCount.objects.select_for_update().filter(pk=count_id, store_id=store_id).first()
    if row is None:
        raise NoSuchCount(id=str(count_id))
    return row


def lock_adjustment(store_id: int, adjustment_id: UUID) -> Adjustment:
    """Hold one adjustment until commit.

    :raises NoSuchAdjustment: there is none with this id in this store.
    """
    rows = Adjustment.objects.select_for_update().filter(pk=adjustment_id, store_id=store_id)
    row = rows.first()
    if row is None:
        raise NoSuchAdjustment(id=str(adjustment_id))
    return row
