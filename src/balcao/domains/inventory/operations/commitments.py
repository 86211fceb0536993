"""What happens to units set aside for an order. They are set aside by the purchase itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.errors import OutOfStock
from balcao.domains.inventory.locks import lock_commitments, lock_levels
from balcao.domains.inventory.models import Commitment, StockLevel
from balcao.domains.inventory.operations.bins import fit_bins
from balcao.domains.inventory.operations.ledger import post, write_levels
from balcao.domains.inventory.operations.lots import Change, steps_of
from balcao.domains.inventory.operations.steps import Entry

State = Commitment.State


@transaction.atomic
def confirm_reservations(*, order_id: UUID) -> bool:
    """Turn an order's reservations into allocations; False when there are none (any more)."""
    held = lock_commitments(order_id, [State.RESERVED])
    levels = lock_levels({c.level_id for c in held})
    for level_id, units in _units(held).items():
        levels[level_id].reserved -= units
        levels[level_id].allocated += units
    write_levels(levels.values())
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
    write_levels(levels.values())
    _set_state(held, State.RELEASED)
    return sum(c.quantity for c in held)


@transaction.atomic
def ship_order(
    *, store_id: int, order_id: UUID, document: str, actor: str, now: datetime
) -> dict[int, int]:
    """The allocated units leave the house: on-hand falls, their cost becomes cost of goods sold.

    Units that are told apart by lot go first expired, first out; expired ones stay.

    Returns the units that left by line number; nothing when they left before.

    :raises OutOfStock: units sold beyond stock have not come in yet; ``skus`` says which.
    """
    held = lock_commitments(order_id, [State.ALLOCATED])
    levels = lock_levels({c.level_id for c in held})
    gone = _units(held)
    _check_all_here(levels, gone)
    for level_id, units in gone.items():
        levels[level_id].allocated -= units
    entry = Entry(store_id, "shipped", document, actor, now)
    changes = [Change(levels[pk], -units, for_shoppers=True) for pk, units in gone.items()]
    post(entry, steps_of(entry, changes))
    fit_bins(levels.values())
    _set_state(held, State.SHIPPED)
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


def _set_state(held: Sequence[Commitment], state: str) -> None:
    ids = [commitment.pk for commitment in held]
    Commitment.objects.filter(pk__in=ids).update(state=state, expires_at=None)
