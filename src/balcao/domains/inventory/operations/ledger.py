"""Writing the ledger; the only place that changes what lies at a level, and what it is worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from django.db import connection

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.errors import BadReason, OutOfStock, PromisedAway
from balcao.domains.inventory.events import StockChanged
from balcao.domains.inventory.models import StockItem, StockLevel, StockMovement
from balcao.domains.inventory.operations.layers import load_layers, store_layers
from balcao.domains.inventory.operations.steps import Entry, Step
from balcao.domains.inventory.rules.accounts import ACCOUNT
from balcao.domains.inventory.rules.valuing import Layer, share, use_up, value_of_arrival
from balcao.domains.inventory.values import Reason
from balcao.plumbing.outbox import emit_all

WRITTEN: Final = (
    "pk", "on_hand", "reserved", "allocated", "damaged", "value_minor", "fifo_minor", "turn",
    "moved_at",
)  # fmt: skip
WRITE_LEVELS: Final = """
UPDATE inventory_stocklevel AS level
SET on_hand = new.on_hand, reserved = new.reserved, allocated = new.allocated,
    damaged = new.damaged, value_minor = new.value, fifo_minor = new.fifo, turn = new.turn,
    moved_at = new.moved_at
FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::int[], %s::int[], %s::bigint[], %s::bigint[],
            %s::bigint[], %s::timestamptz[])
    AS new(id, on_hand, reserved, allocated, damaged, value, fifo, turn, moved_at)
WHERE level.id = new.id
"""


def post(entry: Entry, steps: Sequence[Step]) -> None:
    """Change locked levels, value what comes and goes, write the ledger, and tell it.

    Changes of ``reserved`` and ``allocated`` made on the levels before are written with them.

    :raises OutOfStock: a level would go below zero; ``skus`` says which.
    :raises PromisedAway: more would be promised than is left; ``skus`` says which.
    :raises BadReason: the ledger does not know this reason.
    """
    if entry.reason not in set(Reason):
        raise BadReason(reason=entry.reason)
    if not steps:
        return
    levels = {step.level.pk: step.level for step in steps}
    layers = load_layers([s.level.pk for s in steps if s.units < 0])
    costs = _last_costs([s.level for s in steps if s.units > 0 and s.given is None])
    for step in steps:
        step.account = step.account or ACCOUNT[Reason(entry.reason)]
        _value(step, layers.get(step.level.pk, []), costs, entry)
        _apply(step)
    _check(levels.values())
    lines = _lines(entry, steps)
    write_levels(levels.values())
    store_layers(entry.store_id, steps)
    _remember_costs(entry, steps)
    StockMovement.objects.bulk_create(lines, batch_size=1000)
    _tell(entry, steps)


def _value(step: Step, layers: list[Layer], costs: dict[UUID, int], entry: Entry) -> None:
    """What the units of a step are worth by both methods; layers that are left stay in the list."""
    level, units = step.level, step.units
    here = level.on_hand + level.damaged
    if units > 0:
        last = costs.get(level.variant_id)
        worth = (step.given, level.value_minor, level.fifo_minor)
        step.value, fifo = (
            value_of_arrival(units, given=worth[0], here=here, value_here=held, last_cost=last)
            for held in worth[1:]
        )
        if not step.layers:
            step.layers = [Layer(None, entry.now, entry.document, units, fifo)]
        step.fifo = sum(layer.value for layer in step.layers)
    elif units < 0:
        gone = min(-units, here)
        step.value = -share(level.value_minor, gone, here)
        step.taken, left = use_up(layers, gone)
        step.fifo = -sum(layer.value for layer in step.taken)
        layers[: len(left)] = [layer for layer in left if layer.quantity]
    elif step.given is not None:  # the units stay, what they are worth changes
        step.value = step.fifo = step.given


def _apply(step: Step) -> None:
    level = step.level
    level.on_hand += step.quantity
    level.damaged += step.damaged
    level.value_minor += step.value
    level.fifo_minor += step.fifo


def _check(levels: Collection[StockLevel]) -> None:
    missing = [level.variant_id for level in levels if level.on_hand < 0 or level.damaged < 0]
    if missing:
        raise OutOfStock(skus=sorted(skus_of(missing).values()))
    short = [
        level.variant_id
        for level in levels
        if level.on_hand + level.backorder_limit < level.reserved + level.allocated
    ]
    if short:
        raise PromisedAway(skus=sorted(skus_of(short).values()))


def _lines(entry: Entry, steps: Sequence[Step]) -> list[StockMovement]:
    """The ledger's lines with the balances after each; levels get their new turn and moment."""
    skus = skus_of({step.level.variant_id for step in steps})
    after = _balances_before(steps)
    lines = []
    for step in steps:
        level, left = step.level, after[step.level.pk]
        for nr, change in enumerate((step.quantity, step.damaged, step.value, step.fifo)):
            left[nr] += change
        level.turn += 1
        level.moved_at = max(entry.now, level.moved_at or entry.now)
        lines.append(
            StockMovement(
                at=level.moved_at,
                store_id=entry.store_id,
                location_id=level.location_id,
                variant_id=level.variant_id,
                turn=level.turn,
                sku=skus[level.variant_id],
                quantity=step.quantity,
                balance=left[0],
                damaged=step.damaged,
                damaged_balance=left[1],
                value_minor=step.value,
                value_balance=left[2],
                fifo_minor=step.fifo,
                fifo_balance=left[3],
                reason=entry.reason,
                account=step.account,
                document=entry.document,
                lot=step.lot,
                actor=entry.actor,
                note=entry.note,
            )
        )
    return lines


def _balances_before(steps: Sequence[Step]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for step in steps:
        level = step.level
        now = (level.on_hand, level.damaged, level.value_minor, level.fifo_minor)
        left = found.setdefault(level.pk, list(now))
        for nr, change in enumerate((step.quantity, step.damaged, step.value, step.fifo)):
            left[nr] -= change
    return found


def write_levels(levels: Collection[StockLevel]) -> None:
    """Write what locked levels have become, without a movement: promises are not in the ledger."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE_LEVELS, [[getattr(row, name) for row in levels] for name in WRITTEN])


def _last_costs(levels: Collection[StockLevel]) -> dict[UUID, int]:
    ids = {level.variant_id for level in levels}
    rows = StockItem.objects.filter(pk__in=ids, last_cost_minor__isnull=False) if ids else ()
    return {row.pk: row.last_cost_minor or 0 for row in rows}


def _remember_costs(entry: Entry, steps: Sequence[Step]) -> None:
    if entry.reason != Reason.RECEIVED:
        return
    units: dict[UUID, list[int]] = defaultdict(lambda: [0, 0])
    for step in steps:
        if step.given is not None and step.units > 0:
            units[step.level.variant_id][0] += step.units
            units[step.level.variant_id][1] += step.given
    rows = [
        StockItem(variant_id=key, store_id=entry.store_id, last_cost_minor=share(worth, 1, count))
        for key, (count, worth) in sorted(units.items())
    ]
    StockItem.objects.bulk_create(
        rows,
        update_conflicts=True,
        update_fields=["last_cost_minor"],
        unique_fields=["variant"],
    )


def _tell(entry: Entry, steps: Sequence[Step]) -> None:
    by_place: dict[tuple[int, str], list[Step]] = defaultdict(list)
    for step in steps:
        by_place[step.level.location_id, step.account].append(step)
    emit_all(
        [
            StockChanged(
                store_id=entry.store_id,
                at=entry.now,
                location_id=location_id,
                variant_ids=sorted({str(step.level.variant_id) for step in some}),
                reason=entry.reason,
                document=entry.document,
                account=account,
                value_minor=sum(step.value for step in some),
                fifo_minor=sum(step.fifo for step in some),
            )
            for (location_id, account), some in by_place.items()
        ]
    )
