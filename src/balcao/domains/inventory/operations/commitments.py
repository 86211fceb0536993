"""What happens to units set aside for an order. They are set aside by the purchase itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.errors import OutOfStock
from balcao.domains.inventory.locks import lock_commitments, lock_levels
from balcao.domains.inventory.models import Commitment, StockLevel
from balcao.domains.inventory.operations.ledger import Entry, write_movements

State = Commitment.State


@transaction.atomic
def confirm_reservations(*, order_id: UUID) -> bool:
    """Turn an order's reservations into allocations; False when there are none (any more)."""
    held = lock_commitments(order_id, [State.RESERVED])
    levels = lock_levels({c.level_id for c in held})
    for level_id, units in _units(held).items():
        levels[level_id].reserved -= units
        levels[level_id].allocated += units
    _save(levels.values())
    _set_state(held, State.ALLOCATED)
    return bool(held)


@transaction.atomic
def release_order(*, order_id: UUID) -> int:
    """Give back what is set aside for an order; returns the units. Repeating gives nothing more."""
    held = lock_commitments(order_id, [State.RESERVED, State.ALLOCATED])
    levels = lock_levels({c.level_id for c in held})
    for commitment in held:
        level = levels[commitment.level_id]
        if commitment.state == State.RESERVED:
            level.reserved -= commitment.quantity
        else:
            level.allocated -= commitment.quantity
    _save(levels.values())
    _set_state(held, State.RELEASED)
    return sum(c.quantity for c in held)


@transaction.atomic
def ship_order(
    *, store_id: int, order_id: UUID, document: str, actor: str, now: datetime
) -> dict[int, int]:
    """The allocated units leave the house: on-hand falls, the ledger says why.

    Returns the units that left by line number; nothing when they left before.

    :raises OutOfStock: units sold beyond stock have not come in yet; ``skus`` says which.
    """
    held = lock_commitments(order_id, [State.ALLOCATED])
    levels = lock_levels({c.level_id for c in held})
    _check_all_here(levels, _units(held))
    for level_id, units in _units(held).items():
        levels[level_id].allocated -= units
        levels[level_id].on_hand -= units
    _save(levels.values())
    _set_state(held, State.SHIPPED)
    gone = _units(held)
    by_place = sorted(levels.values(), key=lambda level: level.location_id)
    for location_id, group in groupby(by_place, key=lambda level: level.location_id):
        entry = Entry(store_id, location_id, "shipped", document, actor, now)
        write_movements(entry, [(level, -gone[level.pk]) for level in group])
    left: Counter[int] = Counter()
    for commitment in held:
        left[commitment.line_no] += commitment.quantity
    return dict(left)


def _check_all_here(levels: Mapping[int, StockLevel], leaving: Mapping[int, int]) -> None:
    awaited = [levels[pk].variant_id for pk, units in leaving.items() if levels[pk].on_hand < units]
    if awaited:
        skus = sorted(skus_of(awaited).values())
        raise OutOfStock("These were sold beyond stock and have not come in yet.", skus=skus)


def _units(held: Sequence[Commitment]) -> dict[int, int]:
    units: Counter[int] = Counter()
    for commitment in held:
        units[commitment.level_id] += commitment.quantity
    return dict(units)


def _save(levels: Iterable[StockLevel]) -> None:
    StockLevel.objects.bulk_update(list(levels), ["on_hand", "reserved", "allocated"])


def _set_state(held: Sequence[Commitment], state: str) -> None:
    ids = [commitment.pk for commitment in held]
    Commitment.objects.filter(pk__in=ids).update(state=state, expires_at=None)
