"""Transfers before anything moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.errors import (
    BadQuantity,
    BadTransfer,
    NoSuchLevel,
    WrongTransferState,
)
from balcao.domains.inventory.locks import lock_transfer
from balcao.domains.inventory.models import Transfer, TransferLine
from balcao.domains.inventory.operations.goods import MOST
from balcao.domains.inventory.operations.numbers import next_number
from balcao.domains.inventory.operations.transfers.moves import check_version, move
from balcao.domains.inventory.queries.stock import NOT_A_HOME, location_of
from balcao.domains.inventory.values import TransferState, TransferWish

MOST_LINES: Final = 1000
LONGEST_NOTE: Final = 300


@transaction.atomic
def draft_transfer(
    *,
    store_id: int,
    from_location_id: int,
    to_location_id: int,
    lines: Sequence[TransferWish],
    actor: str,
    now: datetime,
    note: str = "",
    expected_at: datetime | None = None,
) -> UUID:
    """Write down what should change places; returns its id. Nothing moves before it is sent.

    :raises BadTransfer: both places are the same, one is the road, or a variant is named twice.
    :raises BadQuantity: a line has no units, or lots that do not add up to it.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    _check_places(store_id, from_location_id, to_location_id)
    row = Transfer.objects.create(
        store_id=store_id,
        number=next_number("T"),
        from_location_id=from_location_id,
        to_location_id=to_location_id,
        note=note[:LONGEST_NOTE],
        author=actor,
        created_at=now,
        expected_at=expected_at,
    )
    _write_lines(row, lines)
    return row.pk


@transaction.atomic
def change_transfer(
    *,
    store_id: int,
    transfer_id: UUID,
    lines: Sequence[TransferWish],
    note: str = "",
    expected_at: datetime | None = None,
    expected_version: int | None = None,
) -> None:
    """Replace the lines of a draft, its note and the day it is expected.

    :raises NoSuchTransfer: there is none with this id.
    :raises TransferChanged: somebody else changed it since ``expected_version``.
    :raises WrongTransferState: it was sent already.
    :raises BadTransfer: no line, too many, or a variant twice.
    :raises BadQuantity: a line has no units, or lots that do not add up to it.
    :raises NoSuchLevel: there is no such variant.
    """
    row = lock_transfer(store_id, transfer_id)
    check_version(row, expected_version)
    if row.state != TransferState.DRAFT:
        raise WrongTransferState("Only a draft can be changed.", state=row.state)
    row.note, row.expected_at = note[:LONGEST_NOTE], expected_at
    row.version += 1
    row.save(update_fields=["note", "expected_at", "version"])
    row.lines.all().delete()
    _write_lines(row, lines)


@transaction.atomic
def cancel_transfer(
    *, store_id: int, transfer_id: UUID, now: datetime, expected_version: int | None = None
) -> None:
    """Give up a draft. What was sent is taken back by :func:`recall_transfer` first.

    :raises NoSuchTransfer: there is none with this id.
    :raises TransferChanged: somebody else changed it since ``expected_version``.
    :raises StillOnTheRoad: its goods are on the road.
    :raises WrongTransferState: it is closed or cancelled already.
    """
    row = lock_transfer(store_id, transfer_id)
    check_version(row, expected_version)
    move(row, TransferState.CANCELLED, closed_at=now)


def _check_places(store_id: int, from_location_id: int, to_location_id: int) -> None:
    if from_location_id == to_location_id:
        raise BadTransfer("Goods move between two different places.", field="to_location_id")
    for name, place in (("from", from_location_id), ("to", to_location_id)):
        kind = location_of(store_id, place).kind
        if kind == NOT_A_HOME[0]:
            raise BadTransfer("Goods go by the road, not to it.", field=f"{name}_location_id")


def _write_lines(row: Transfer, lines: Sequence[TransferWish]) -> None:
    ids = [line.variant_id for line in lines]
    if not 0 < len(lines) <= MOST_LINES or len(set(ids)) != len(ids):
        raise BadTransfer(
            f"A transfer has 1 to {MOST_LINES} lines, each for another variant.", field="lines"
        )
    for line in lines:
        _check_units(line)
    skus = skus_of(ids)
    unknown = [str(one) for one in ids if one not in skus]
    if unknown:
        raise NoSuchLevel("There is no such variant.", variant_ids=unknown)
    TransferLine.objects.bulk_create(
        TransferLine(
            store_id=row.store_id,
            transfer=row,
            line_no=nr,
            variant_id=line.variant_id,
            sku=skus[line.variant_id],
            quantity=line.quantity,
            wanted_lots=[{"code": lot.code, "quantity": lot.quantity} for lot in line.lots],
        )
        for nr, line in enumerate(lines, 1)
    )


def _check_units(line: TransferWish) -> None:
    if not 0 < line.quantity <= MOST:
        raise BadQuantity("A line has at least one unit.", field="quantity")
    if line.lots and sum(lot.quantity for lot in line.lots) != line.quantity:
        raise BadQuantity("The lots of a line add up to its units.", field="lots")
