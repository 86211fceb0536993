"""Reads about transfers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from balcao.domains.inventory.errors import NoSuchTransfer
from balcao.domains.inventory.models import Transfer, TransferLine
from balcao.domains.inventory.values import (
    TransferInfo,
    TransferLineInfo,
    TransferLot,
    TransferState,
)
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page


def transfer_by_id(store_id: int, transfer_id: UUID) -> TransferInfo:
    """One transfer with its lines.

    :raises NoSuchTransfer: there is none with this id in this store.
    """
    return _one(Q(store_id=store_id, pk=transfer_id), id=str(transfer_id))


def transfer_by_number(store_id: int, number: str) -> TransferInfo:
    """One transfer with its lines.

    :raises NoSuchTransfer: there is none with this number in this store.
    """
    return _one(Q(store_id=store_id, number=number), number=number)


def transfers_page(
    store_id: int,
    *,
    states: Collection[TransferState] = (),
    location_id: int | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[TransferInfo]:
    """Transfers, the latest first; of some states, from or to one place.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = _whole().filter(store_id=store_id)
    if states:
        rows = rows.filter(state__in=[state.value for state in states])
    if location_id is not None:
        rows = rows.filter(Q(from_location=location_id) | Q(to_location=location_id))
    key = decode_cursor(cursor, datetime.fromisoformat, UUID)
    if key:
        tie = Q(created_at=key[0], pk__gt=key[1])
        rows = rows.filter(Q(created_at__lt=key[0]) | tie)
    limit = within_page(limit)
    found = list(rows.order_by("-created_at", "id")[: limit + 1])
    return cut_page(
        found, limit, key=lambda row: (row.created_at.isoformat(), row.pk), show=_transfer
    )


def _one(which: Q, **facts: str) -> TransferInfo:
    row = _whole().filter(which).first()
    if row is None:
        raise NoSuchTransfer("There is no such transfer.", **facts)
    return _transfer(row)


def _whole() -> QuerySet[Transfer]:
    return Transfer.objects.select_related("from_location", "to_location").prefetch_related(
        "lines__lots"
    )


def _transfer(row: Transfer) -> TransferInfo:
    return TransferInfo(
        id=row.pk,
        number=row.number,
        from_location_id=row.from_location_id,
        from_location=row.from_location.name,
        to_location_id=row.to_location_id,
        to_location=row.to_location.name,
        state=TransferState(row.state),
        note=row.note,
        author=row.author,
        created_at=row.created_at,
        expected_at=row.expected_at,
        sent_at=row.sent_at,
        sent_by=row.sent_by,
        closed_at=row.closed_at,
        version=row.version,
        lines=tuple(_line(line) for line in row.lines.all()),
    )


def _line(row: TransferLine) -> TransferLineInfo:
    return TransferLineInfo(
        line_no=row.line_no,
        variant_id=row.variant_id,
        sku=row.sku,
        quantity=row.quantity,
        received=row.received,
        damaged=row.damaged,
        lost=row.lost,
        found=row.found,
        lots=tuple(TransferLot(x.code, x.expires_on, x.quantity, x.open) for x in row.lots.all()),
    )
