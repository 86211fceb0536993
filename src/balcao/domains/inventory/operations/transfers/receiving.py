"""Goods come in at the other end: some of them, all of them, some of them broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.errors import (
    BadQuantity,
    BadTransfer,
    NoSuchLot,
    OverReceived,
    WrongTransferState,
)
from balcao.domains.inventory.locks import lock_transfer
from balcao.domains.inventory.models import TransferLine
from balcao.domains.inventory.operations.goods import move_stock
from balcao.domains.inventory.operations.transfers.moves import (
    check_version,
    document_of,
    expect,
    first_of,
    hold_levels_of,
    lots_on_the_road,
    move,
)
from balcao.domains.inventory.operations.transfers.turning import turn_bad
from balcao.domains.inventory.states import ON_THE_ROAD
from balcao.domains.inventory.values import Departure, Handed, LotUnits, TransferState

Line = TransferLine


@transaction.atomic
def receive_transfer(
    *,
    store_id: int,
    transfer_id: UUID,
    lines: Sequence[Handed],
    actor: str,
    now: datetime,
    note: str = "",
    expected_version: int | None = None,
) -> TransferState:
    """Goods came in; returns how far the transfer is now. It closes when nothing is open.

    May be called as often as parcels come. Repeating a call receives more: a caller that may
    repeat sends ``expected_version`` or an idempotency key.

    :raises NoSuchTransfer: there is none with this id.
    :raises TransferChanged: somebody else changed it since ``expected_version``.
    :raises WrongTransferState: it is not on the road.
    :raises OverReceived: more than is open; ``skus`` says of what.
    :raises BadQuantity: a line has no units, or negative ones.
    :raises BadTransfer: a variant is not part of it, or named twice.
    :raises NoSuchLot: a lot was not sent with it.
    """
    row = lock_transfer(store_id, transfer_id)
    check_version(row, expected_version)
    if row.state not in ON_THE_ROAD:
        raise WrongTransferState("This transfer is not on the road.", state=row.state)
    known = {line.variant_id: line for line in row.lines.prefetch_related("lots")}
    _check(known, lines)
    road = hold_levels_of(row, list(known.values()))
    handed = [(known[one.variant_id], one, _lots_of(known[one.variant_id], one)) for one in lines]
    move_stock(
        store_id=store_id,
        from_location_id=road,
        to_location_id=row.to_location_id,
        lines=[Departure(x.variant_id, one.quantity + one.damaged, lots=lots)
               for x, one, lots in handed],
        document=document_of(row),
        actor=actor,
        now=now,
        note=note,
    )  # fmt: skip
    turn_bad(row, handed, actor=actor, now=now, note=note)
    for line, one, lots in handed:
        _write(line, one, lots)
    left = {line.variant_id: line.open for line in known.values()}
    done = not any(left.values())
    to = TransferState.CLOSED if done else TransferState.PARTLY_RECEIVED
    move(row, to, **({"closed_at": now, "closed_by": actor} if done else {}))
    expect(row, left, now)
    return to


def _check(known: Mapping[UUID, Line], lines: Sequence[Handed]) -> None:
    ids = [one.variant_id for one in lines]
    strange = [str(one) for one in ids if one not in known]
    if strange or not ids or len(set(ids)) != len(ids):
        raise BadTransfer(
            "Name each variant of this transfer at most once, and no other.",
            field="lines",
            variant_ids=strange,
        )
    for nr, one in enumerate(lines):
        if one.quantity < 0 or one.damaged < 0 or one.quantity + one.damaged == 0:
            raise BadQuantity(
                "A line has at least one unit, and none negative.", field=f"lines.{nr}.quantity"
            )
    over = [
        known[one.variant_id].sku
        for one in lines
        if one.quantity + one.damaged > known[one.variant_id].open
    ]
    if over:
        raise OverReceived(skus=sorted(over), open={k.sku: k.open for k in known.values()})


def _lots_of(line: Line, one: Handed) -> tuple[LotUnits, ...]:
    """Which lots came in: as said, else those on the road in the order in which they expire."""
    there = lots_on_the_road(line)
    units = one.quantity + one.damaged
    if not one.lots:
        return first_of(there, units)
    on_road = {lot.code: lot.quantity for lot in there}
    wrong = [lot.code for lot in one.lots if lot.quantity > on_road.get(lot.code, 0)]
    if wrong:
        raise NoSuchLot("Not so many units of this lot were sent.", lot=wrong[0], sku=line.sku)
    if sum(lot.quantity for lot in one.lots) != units:
        raise BadQuantity("The lots of a line add up to its units.", field="lots", sku=line.sku)
    return tuple(LotUnits(lot.code, lot.quantity) for lot in one.lots)


def _write(line: Line, one: Handed, lots: Sequence[LotUnits]) -> None:
    line.received += one.quantity
    line.damaged += one.damaged
    line.save(update_fields=["received", "damaged"])
    came = {lot.code: lot.quantity for lot in lots}
    for lot in line.lots.all():
        if lot.code in came:
            lot.open -= came[lot.code]
            lot.save(update_fields=["open"])
