"""Goods leave for another place, or come back before anybody touched them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from balcao.domains.inventory.locks import lock_transfer
from balcao.domains.inventory.models import (
    Lot,
    StockMovement,
    Transfer,
    TransferLine,
    TransferLotLine,
)
from balcao.domains.inventory.operations.goods import move_stock
from balcao.domains.inventory.operations.transfers.moves import (
    check_version,
    document_of,
    expect,
    hold_levels_of,
    lots_on_the_road,
    move,
)
from balcao.domains.inventory.values import Departure, LotUnits, TransferState


@transaction.atomic
def send_transfer(
    *,
    store_id: int,
    transfer_id: UUID,
    actor: str,
    now: datetime,
    expected_version: int | None = None,
) -> None:
    """The goods leave: they are on the road, with their cost, and expected at the other place.

    Units that are promised to orders stay, so they cannot be sent.

    :raises NoSuchTransfer: there is none with this id.
    :raises TransferChanged: somebody else changed it since ``expected_version``.
    :raises WrongTransferState: it was sent or cancelled already.
    :raises OutOfStock: not so many lie at the first place; ``skus`` says which.
    :raises PromisedAway: the units are promised to orders; ``skus`` says which.
    :raises NoSuchLot: a lot does not lie there.
    :raises LotUnwanted: lots are named where units are not told apart.
    :raises NoSuchLevel: a variant of it does not exist any more.
    """
    row = lock_transfer(store_id, transfer_id)
    check_version(row, expected_version)
    move(row, TransferState.SENT, sent_at=now, sent_by=actor)
    lines = list(row.lines.all())
    road = hold_levels_of(row, lines)
    move_stock(
        store_id=store_id,
        from_location_id=row.from_location_id,
        to_location_id=road,
        lines=[Departure(x.variant_id, x.quantity, lots=_wanted(x.wanted_lots)) for x in lines],
        document=document_of(row),
        actor=actor,
        now=now,
    )
    _remember_lots(row, lines, road)
    expect(row, {line.variant_id: line.open for line in lines}, now)


@transaction.atomic
def recall_transfer(
    *,
    store_id: int,
    transfer_id: UUID,
    actor: str,
    now: datetime,
    expected_version: int | None = None,
) -> None:
    """Take back what was sent and not touched yet: it lies where it came from, a draft again.

    :raises NoSuchTransfer: there is none with this id.
    :raises TransferChanged: somebody else changed it since ``expected_version``.
    :raises WrongTransferState: it is not on the road, or something was received already.
    """
    row = lock_transfer(store_id, transfer_id)
    check_version(row, expected_version)
    move(row, TransferState.DRAFT, sent_at=None, sent_by="")
    lines = list(row.lines.prefetch_related("lots"))
    road = hold_levels_of(row, lines)
    move_stock(
        store_id=store_id,
        from_location_id=road,
        to_location_id=row.from_location_id,
        lines=[Departure(x.variant_id, x.quantity, lots=lots_on_the_road(x)) for x in lines],
        document=document_of(row),
        actor=actor,
        now=now,
    )
    TransferLotLine.objects.filter(line__in=lines).delete()
    expect(row, {line.variant_id: 0 for line in lines}, now)


def _wanted(kept: list[dict[str, Any]]) -> tuple[LotUnits, ...]:
    return tuple(LotUnits(lot["code"], lot["quantity"]) for lot in kept)


def _remember_lots(row: Transfer, lines: list[TransferLine], road: int) -> None:
    """Which lots this transfer has on the road; what came back before cancels out."""
    rows = StockMovement.objects.filter(document=document_of(row), location_id=road)
    rows = rows.filter(store_id=row.store_id).exclude(lot="")
    sums = rows.values("variant_id", "lot").annotate(units=Sum("quantity")).filter(units__gt=0)
    sent = {(one["variant_id"], one["lot"]): one["units"] for one in sums}
    known = Lot.objects.filter(store_id=row.store_id, variant_id__in={v for v, _ in sent})
    expiry = {(lot.variant_id, lot.code): lot.expires_on for lot in known}
    by_variant = {line.variant_id: line for line in lines}
    TransferLotLine.objects.bulk_create(
        TransferLotLine(
            store_id=row.store_id,
            line=by_variant[variant_id],
            code=code,
            expires_on=expiry[variant_id, code],
            quantity=units,
            open=units,
        )
        for (variant_id, code), units in sorted(sent.items())
    )
