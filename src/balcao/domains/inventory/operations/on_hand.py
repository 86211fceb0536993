"""Everything that changes on-hand writes one movement to the ledger in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.errors import BadQuantity, NoSuchLevel, NoSuchLocation, PromisedAway
from balcao.domains.inventory.locks import lock_levels_of
from balcao.domains.inventory.models import Location, StockLevel
from balcao.domains.inventory.operations.ledger import Entry, write_movements
from balcao.domains.inventory.values import Count

MOST: Final = 10_000_000
MAKE_LEVELS: Final = """
INSERT INTO inventory_stocklevel
    (store_id, location_id, variant_id, on_hand, reserved, allocated, backorder_limit)
SELECT %s, %s, missing.id, 0, 0, 0, 0 FROM unnest(%s::uuid[]) AS missing(id)
ON CONFLICT DO NOTHING
"""
WRITE_ON_HAND: Final = """
UPDATE inventory_stocklevel AS level SET on_hand = counted.on_hand
FROM unnest(%s::bigint[], %s::int[]) AS counted(id, on_hand) WHERE level.id = counted.id
"""


def receive_stock(
    *,
    store_id: int,
    location_id: int,
    variant_id: UUID,
    quantity: int,
    actor: str,
    now: datetime,
    document: str = "",
    note: str = "",
) -> int:
    """Goods came in; returns on-hand after it.

    :raises BadQuantity: not a positive number of units.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    if quantity <= 0:
        raise BadQuantity("What comes in is at least one unit.", field="quantity")
    row = Entry(store_id, location_id, "received", document, actor, now, note)
    return _change(row, variant_id, delta=quantity)


def write_off(
    *,
    store_id: int,
    location_id: int,
    variant_id: UUID,
    quantity: int,
    actor: str,
    now: datetime,
    note: str = "",
) -> int:
    """Goods were damaged or lost; returns on-hand after it.

    :raises BadQuantity: not a positive number of units.
    :raises PromisedAway: the units are promised to orders.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    if quantity <= 0:
        raise BadQuantity("What is written off is at least one unit.", field="quantity")
    row = Entry(store_id, location_id, "damaged", "", actor, now, note)
    return _change(row, variant_id, delta=-quantity)


def correct_count(
    *,
    store_id: int,
    location_id: int,
    variant_id: UUID,
    counted: int,
    actor: str,
    now: datetime,
    note: str = "",
) -> int:
    """We had counted wrong: on-hand is what was counted; returns the difference.

    :raises BadQuantity: not a number of units.
    :raises PromisedAway: more units are promised to orders than were counted.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    return set_on_hand(
        store_id=store_id,
        location_id=location_id,
        counts=[Count(variant_id, counted)],
        reason="counted",
        document="",
        actor=actor,
        now=now,
        note=note,
    )


@transaction.atomic
def set_on_hand(
    *,
    store_id: int,
    location_id: int,
    counts: Sequence[Count],
    reason: str,
    document: str,
    actor: str,
    now: datetime,
    note: str = "",
) -> int:
    """Set on-hand of many variants at one location; returns by how many units it changed in all.

    Variants whose on-hand is right already get no movement.

    :raises BadQuantity: a quantity is not a number of units.
    :raises PromisedAway: ``skus`` says where more is promised than would be left.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    if any(not 0 <= count.quantity <= MOST for count in counts):
        raise BadQuantity(f"On-hand is between 0 and {MOST} units.", field="quantity")
    entry = Entry(store_id, location_id, reason, document, actor, now, note)
    wanted = {count.variant_id: count.quantity for count in counts}
    levels = _levels(entry, list(wanted))
    deltas = [(levels[v], quantity - levels[v].on_hand) for v, quantity in wanted.items()]
    _post(entry, [(level, delta) for level, delta in deltas if delta])
    return sum(delta for _, delta in deltas)


@transaction.atomic
def _change(entry: Entry, variant_id: UUID, *, delta: int) -> int:
    level = _levels(entry, [variant_id])[variant_id]
    if not 0 <= level.on_hand + delta <= MOST:
        raise BadQuantity(f"On-hand is between 0 and {MOST} units.", field="quantity")
    _post(entry, [(level, delta)])
    return level.on_hand


def _levels(entry: Entry, variant_ids: Sequence[UUID]) -> dict[UUID, StockLevel]:
    """The locked levels of these variants; a variant new to the location gets one."""
    if not Location.objects.filter(pk=entry.location_id, store_id=entry.store_id).exists():
        raise NoSuchLocation(location_id=entry.location_id)
    levels = lock_levels_of(entry.location_id, variant_ids)
    missing = [v for v in variant_ids if v not in levels]
    if missing:
        unknown = set(missing) - set(skus_of(missing))
        if unknown:
            raise NoSuchLevel(variant_ids=sorted(map(str, unknown)))
        with connection.cursor() as cursor:
            cursor.execute(MAKE_LEVELS, [entry.store_id, entry.location_id, sorted(missing)])
        levels = lock_levels_of(entry.location_id, variant_ids)
    return levels


def _post(entry: Entry, deltas: Sequence[tuple[StockLevel, int]]) -> None:
    short = [
        level.variant_id
        for level, delta in deltas
        if level.on_hand + delta + level.backorder_limit < level.reserved + level.allocated
    ]
    if short:
        raise PromisedAway(skus=sorted(skus_of(short).values()))
    for level, delta in deltas:
        level.on_hand += delta
    columns = [[level.pk for level, _ in deltas], [level.on_hand for level, _ in deltas]]
    with connection.cursor() as cursor:
        cursor.execute(WRITE_ON_HAND, columns)
    write_movements(entry, deltas)
