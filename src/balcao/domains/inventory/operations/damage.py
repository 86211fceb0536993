"""Units that are damaged, mended, or past their day: they lie there but are not sold."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from balcao.domains.inventory.errors import BadQuantity
from balcao.domains.inventory.locks import lock_levels
from balcao.domains.inventory.models import LotStock, StockLevel
from balcao.domains.inventory.operations.bins import fit_bins
from balcao.domains.inventory.operations.ledger import post
from balcao.domains.inventory.operations.levels import levels_at
from balcao.domains.inventory.operations.lots import Change, steps_of
from balcao.domains.inventory.operations.steps import Entry
from balcao.domains.inventory.values import LotUnits
from balcao.domains.stores.queries import store_by_id


@transaction.atomic
def damage_stock(
    *,
    store_id: int,
    location_id: int,
    variant_id: UUID,
    quantity: int,
    actor: str,
    now: datetime,
    note: str = "",
    document: str = "",
    lots: tuple[LotUnits, ...] = (),
) -> None:
    """Units were found damaged: they stay here, keep their value, and are not sold any more.

    :raises BadQuantity: not a positive number of units.
    :raises OutOfStock: not so many good ones lie here.
    :raises PromisedAway: the units are promised to orders.
    :raises NoSuchLot: a lot does not lie here.
    :raises LotUnwanted: lots are named where units are not told apart.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    entry = Entry(store_id, "damaged", document, actor, now, note)
    _swap(entry, location_id, variant_id, quantity, lots)


@transaction.atomic
def repair_stock(
    *,
    store_id: int,
    location_id: int,
    variant_id: UUID,
    quantity: int,
    actor: str,
    now: datetime,
    note: str = "",
    document: str = "",
    lots: tuple[LotUnits, ...] = (),
) -> None:
    """Damaged units are good again, or were taken for damaged by mistake.

    :raises BadQuantity: not a positive number of units.
    :raises OutOfStock: not so many damaged ones lie here.
    :raises NoSuchLot: a lot does not lie here.
    :raises LotUnwanted: lots are named where units are not told apart.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    entry = Entry(store_id, "repaired", document, actor, now, note)
    _swap(entry, location_id, variant_id, -quantity, lots)


@transaction.atomic
def retire_expired(*, store_id: int, now: datetime) -> int:
    """Put units whose day has passed aside with the damaged ones; returns how many.

    Units that are promised to orders stay, and are not shipped; somebody has to decide. Runs daily;
    repeating does nothing more.
    """
    today = now.astimezone(ZoneInfo(store_by_id(store_id).time_zone)).date()
    rows = LotStock.objects.filter(store_id=store_id, quantity__gt=0, lot__expires_on__lte=today)
    expired = list(rows.values_list("level_id", "pk").order_by("level_id", "pk"))
    levels = lock_levels({level_id for level_id, _ in expired})
    entry = Entry(store_id, "expired", "", "system", now)
    found = rows.filter(pk__in=[pk for _, pk in expired]).select_related("lot").order_by("pk")
    changes = []
    free = {pk: _free(level) for pk, level in levels.items()}
    for row in found:
        part = min(row.quantity, free[row.level_id])
        if part > 0:
            free[row.level_id] -= part
            lots = (LotUnits(row.lot.code, part),)
            changes.append(Change(levels[row.level_id], -part, part, lots=lots))
    post(entry, steps_of(entry, changes))
    fit_bins(levels.values())
    return sum(change.damaged for change in changes)


def _free(level: StockLevel) -> int:
    return level.on_hand - max(0, level.reserved + level.allocated - level.backorder_limit)


def _swap(
    entry: Entry, location_id: int, variant_id: UUID, units: int, lots: tuple[LotUnits, ...]
) -> None:
    if units == 0 or (units < 0) != (entry.reason == "repaired"):
        raise BadQuantity("At least one unit changes sides.", field="quantity")
    level = levels_at(entry.store_id, location_id, [variant_id])[variant_id]
    post(entry, steps_of(entry, [Change(level, -units, units, lots=lots)]))
    fit_bins([level])
