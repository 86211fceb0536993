"""Counting many variants at once: a handful of statements, a movement for each difference."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from balcao.domains.inventory.models import Commitment, Location, StockLevel, StockMovement
from balcao.domains.inventory.rows import Counted, LevelRow, StockCount
from balcao.kernel.errors import Invalid
from balcao.kernel.ids import new_id

FIELDS: Final = ("variant_id", "on_hand", "reserved", "allocated", "backorder_limit")

MAKE_LEVELS: Final = """
INSERT INTO inventory_stocklevel
    (store_id, location_id, variant_id, on_hand, reserved, allocated, backorder_limit)
SELECT %s, %s, wanted.id, 0, 0, 0, 0 FROM unnest(%s::uuid[]) AS wanted(id) ORDER BY wanted.id
ON CONFLICT DO NOTHING RETURNING variant_id
"""
WRITE_LEVELS: Final = """
UPDATE inventory_stocklevel AS level
SET on_hand = wanted.on_hand, backorder_limit = wanted.backorder_limit
FROM unnest(%s::uuid[], %s::int[], %s::int[]) AS wanted(variant_id, on_hand, backorder_limit)
WHERE level.store_id = %s AND level.location_id = %s AND level.variant_id = wanted.variant_id
"""
WRITE_MOVEMENTS: Final = """
INSERT INTO inventory_stockmovement
    (id, at, store_id, location_id, variant_id, sku, quantity, balance, reason, document, actor,
     note)
SELECT wanted.id, %s, %s, %s, wanted.variant_id, wanted.sku, wanted.quantity, wanted.balance,
       %s, %s, %s, %s
FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::int[], %s::int[])
     AS wanted(id, variant_id, sku, quantity, balance)
"""


class NoLocation(Invalid):
    """The store has no active location, so stock cannot be counted. Add a location first."""

    code = "no_location"


def default_location(store_id: int) -> int:
    """The location that is sold from first.

    :raises NoLocation: the store has none.
    """
    rows = Location.objects.filter(store_id=store_id, is_active=True).order_by("priority", "id")
    found = rows.values_list("id", flat=True).first()
    if found is None:
        raise NoLocation
    return found


def level_rows_of(*, store_id: int, variant_ids: Collection[UUID]) -> tuple[LevelRow, ...]:
    """Levels at the default location, in the order of the variants' ids.

    :raises NoLocation: the store has none.
    """
    return _levels(store_id, default_location(store_id), variant_ids, lock=False)


def _levels(
    store_id: int, location: int, variant_ids: Collection[UUID], *, lock: bool
) -> tuple[LevelRow, ...]:
    rows = StockLevel.objects.filter(
        store_id=store_id, location_id=location, variant_id__in=list(variant_ids)
    )
    rows = rows.select_for_update() if lock else rows
    return tuple(LevelRow(**row) for row in rows.order_by("variant_id").values(*FIELDS))


@transaction.atomic
def set_counts(
    *,
    store_id: int,
    counts: Sequence[StockCount],
    actor: str,
    document: str,
    note: str = "",
    now: datetime,
) -> Counted:
    """Set on-hand at the default location, all of them or, when any is refused, none.

    Rows are held in the order of the variants' ids. A count below what is promised is refused, so
    that no reservation or allocation is lost.

    :raises NoLocation: the store has none.
    """
    location = default_location(store_id)
    wanted = {count.variant_id: count for count in counts}
    with connection.cursor() as cursor:
        cursor.execute(MAKE_LEVELS, [store_id, location, sorted(wanted)])
        created = tuple(row[0] for row in cursor.fetchall())
    before = _levels(store_id, location, wanted, lock=True)
    after = {row.variant_id: _counted(row, wanted[row.variant_id]) for row in before}
    refused = tuple(row for row in before if after[row.variant_id].on_hand < _needed(after, row))
    if refused:
        transaction.set_rollback(rollback=True)
        return Counted(refused=refused)
    changed = [row for row in before if after[row.variant_id] != row]
    _write_levels(store_id, location, [after[row.variant_id] for row in changed])
    moved = [
        (wanted[row.variant_id].sku, row, after[row.variant_id])
        for row in changed
        if after[row.variant_id].on_hand != row.on_hand
    ]
    _write_movements(store_id, location, moved, [document, actor, note], now)
    known = set(created)
    kept = tuple(row for row in before if row.variant_id not in known)
    return Counted(before=kept, created=created)


def _counted(row: LevelRow, count: StockCount) -> LevelRow:
    limit = count.backorder_limit
    return LevelRow(
        variant_id=row.variant_id,
        on_hand=row.on_hand if count.on_hand is None else count.on_hand,
        reserved=row.reserved,
        allocated=row.allocated,
        backorder_limit=row.backorder_limit if limit is None else limit,
    )


def _needed(after: dict[UUID, LevelRow], row: LevelRow) -> int:
    return max(0, after[row.variant_id].promised)


def _write_levels(store_id: int, location: int, rows: Sequence[LevelRow]) -> None:
    columns = [
        [row.variant_id for row in rows],
        [row.on_hand for row in rows],
        [row.backorder_limit for row in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(WRITE_LEVELS, [*columns, store_id, location])


def _write_movements(
    store_id: int,
    location: int,
    moved: Sequence[tuple[str, LevelRow, LevelRow]],
    words: list[str],
    now: datetime,
) -> None:
    if not moved:
        return
    columns = [
        [new_id() for _ in moved],
        [after.variant_id for _, _, after in moved],
        [sku for sku, _, _ in moved],
        [after.on_hand - before.on_hand for _, before, after in moved],
        [after.on_hand for _, _, after in moved],
    ]
    reason = StockMovement.Reason.IMPORTED.value
    with connection.cursor() as cursor:
        cursor.execute(WRITE_MOVEMENTS, [now, store_id, location, reason, *words, *columns])


def committed_variants(*, store_id: int, variant_ids: Collection[UUID]) -> tuple[UUID, ...]:
    """Those of the variants that were ever reserved or sold from this store's stock."""
    rows = Commitment.objects.filter(store_id=store_id, level__variant_id__in=list(variant_ids))
    return tuple(rows.values_list("level__variant_id", flat=True).distinct())


@transaction.atomic
def delete_levels(*, store_id: int, variant_ids: Collection[UUID]) -> None:
    """Remove the levels of these variants at every location; the ledger keeps its lines.

    :raises django.db.models.ProtectedError: a reservation or allocation refers to one.
    """
    StockLevel.objects.filter(store_id=store_id, variant_id__in=list(variant_ids)).delete()
