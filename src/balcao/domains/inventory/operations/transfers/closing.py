"""The end of a transfer: what is missing is given up, and may be found later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.errors import BadQuantity, BadTransfer, WrongTransferState
from balcao.domains.inventory.locks import lock_levels_of, lock_transfer
from balcao.domains.inventory.models import StockMovement, Transfer, TransferLine
from balcao.domains.inventory.operations.goods import receive_lines, take_out
from balcao.domains.inventory.operations.transfers.moves import (
    check_version,
    document_of,
    expect,
    hold_levels_of,
    lots_on_the_road,
    move,
)
from balcao.domains.inventory.operations.worth import check_approval, worth_of
from balcao.domains.inventory.rules.valuing import share
from balcao.domains.inventory.values import Arrival, Departure, LotUnits, TransferState
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money


@transaction.atomic
def close_transfer(
    *,
    store_id: int,
    transfer_id: UUID,
    actor: str,
    now: datetime,
    may_approve: bool = False,
    note: str = "",
    expected_version: int | None = None,
) -> Mapping[UUID, Money]:
    """Stop waiting: what is still open is lost; returns what it had cost, per variant.

    A loss worth more than the store lets pass is closed by somebody who may approve
    (``may_approve``) and has neither sent nor received anything of it.

    :raises NoSuchTransfer: there is none with this id.
    :raises TransferChanged: somebody else changed it since ``expected_version``.
    :raises WrongTransferState: it is not on the road.
    :raises NeedsApproval: the loss is too large for this person.
    """
    row = lock_transfer(store_id, transfer_id)
    check_version(row, expected_version)
    move(row, TransferState.CLOSED, closed_at=now, closed_by=actor)
    lines = list(row.lines.prefetch_related("lots"))
    missing = [line for line in lines if line.open]
    road = hold_levels_of(row, lines)
    _check_loss(row, missing, road, actor=actor, may_approve=may_approve)
    costs = take_out(
        store_id=store_id,
        location_id=road,
        lines=[Departure(x.variant_id, x.open, lots=lots_on_the_road(x)) for x in missing],
        reason="lost",
        document=document_of(row),
        actor=actor,
        now=now,
        note=note,
    )
    for line in missing:
        _give_up(line, costs[line.variant_id])
    expect(row, {line.variant_id: 0 for line in lines}, now)
    return costs


@transaction.atomic
def find_lost(
    *,
    store_id: int,
    transfer_id: UUID,
    variant_id: UUID,
    quantity: int,
    actor: str,
    now: datetime,
    lots: tuple[LotUnits, ...] = (),
    note: str = "",
) -> None:
    """Units that were given up turned up at the other end after all, for what they had cost.

    :raises NoSuchTransfer: there is none with this id.
    :raises WrongTransferState: it is not closed.
    :raises BadTransfer: the variant is not part of it.
    :raises BadQuantity: not a positive number of units, or more than were lost.
    :raises LotMissing: units that are told apart were found without saying which.
    """
    row = lock_transfer(store_id, transfer_id)
    if row.state != TransferState.CLOSED:
        raise WrongTransferState("Only what was given up can be found again.", state=row.state)
    line = row.lines.filter(variant_id=variant_id).first()
    if line is None:
        raise BadTransfer("This variant is not part of the transfer.", field="variant_id")
    if not 0 < quantity <= line.lost - line.found:
        raise BadQuantity(
            f"{line.lost - line.found} units of {line.sku} are still lost.", field="quantity"
        )
    before, after = (
        share(line.lost_minor, found, line.lost) for found in (line.found, line.found + quantity)
    )
    receive_lines(
        store_id=store_id,
        location_id=row.to_location_id,
        lines=[Arrival(variant_id, quantity, value=_money(store_id, after - before), lots=lots)],
        document=document_of(row),
        actor=actor,
        now=now,
        reason="found",
        note=note,
    )
    line.found += quantity
    line.save(update_fields=["found"])
    row.version += 1
    row.save(update_fields=["version"])


def _check_loss(
    row: Transfer, missing: list[TransferLine], road: int, *, actor: str, may_approve: bool
) -> None:
    levels = lock_levels_of(road, [line.variant_id for line in missing])
    values = worth_of(row.store_id, levels.values())
    worth = sum(values[levels[x.variant_id].pk].of(x.open) for x in missing)
    moved = StockMovement.objects.filter(store_id=row.store_id, document=document_of(row))
    check_approval(
        row.store_id,
        worth,
        actor=actor,
        may_approve=may_approve,
        involved=set(moved.values_list("actor", flat=True)),
    )


def _give_up(line: TransferLine, cost: Money) -> None:
    line.lost, line.lost_minor = line.open, cost.minor
    line.save(update_fields=["lost", "lost_minor"])
    for lot in line.lots.all():
        lot.open, lot.lost = 0, lot.open
        lot.save(update_fields=["open", "lost"])


def _money(store_id: int, minor: int) -> Money:
    return Money(minor, store_by_id(store_id).currency)
