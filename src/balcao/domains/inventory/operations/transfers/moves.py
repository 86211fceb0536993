"""Moving a transfer along its life; the only place that changes its state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from balcao.domains.inventory.errors import TransferChanged
from balcao.domains.inventory.models import Transfer, TransferLine
from balcao.domains.inventory.operations.expected import expect_stock
from balcao.domains.inventory.operations.levels import hold_levels_at
from balcao.domains.inventory.operations.locations import road_of
from balcao.domains.inventory.states import check_transfer_move
from balcao.domains.inventory.values import Awaited, LotUnits, TransferState


def document_of(row: Transfer) -> str:
    """The name of a transfer in the ledger."""
    return f"transfer:{row.number}"


def check_version(row: Transfer, expected: int | None) -> None:
    """Go on only if nobody changed the transfer since ``expected``; None asks for nothing.

    :raises TransferChanged: somebody did.
    """
    if expected is not None and row.version != expected:
        raise TransferChanged(version=row.version)


def move(row: Transfer, to: TransferState, **changes: Any) -> None:
    """Move a locked transfer, and write what changes with it.

    :raises StillOnTheRoad: cancelling what was sent.
    :raises WrongTransferState: any other step the life of a transfer does not know.
    """
    check_transfer_move(TransferState(row.state), to)
    row.state = to.value
    row.version += 1
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "version", *changes])


def expect(row: Transfer, units: Mapping[UUID, int], now: datetime) -> None:
    """So many units of each variant are still expected at the other end."""
    due = row.expected_at or row.sent_at or now
    expect_stock(
        store_id=row.store_id,
        location_id=row.to_location_id,
        document=document_of(row),
        lines=[Awaited(variant_id, quantity, due) for variant_id, quantity in units.items()],
        now=now,
    )


def hold_levels_of(row: Transfer, lines: Sequence[TransferLine]) -> int:
    """Hold the levels at both ends and on the road, in one order; returns the road's id."""
    road = road_of(row.store_id)
    places = (row.from_location_id, road, row.to_location_id)
    hold_levels_at(row.store_id, places, [line.variant_id for line in lines])
    return road


def lots_on_the_road(line: TransferLine) -> tuple[LotUnits, ...]:
    """The lots of a line that are still on the road; none where units are not told apart."""
    return tuple(LotUnits(lot.code, lot.open) for lot in line.lots.all() if lot.open)


def first_of(lots: tuple[LotUnits, ...], units: int) -> tuple[LotUnits, ...]:
    """So many units of these lots, in their order; fewer when there are not more."""
    taken = []
    for lot in lots:
        part = min(units, lot.quantity)
        if part > 0:
            taken.append(LotUnits(lot.code, part))
            units -= part
    return tuple(taken)
