"""Moving purchase orders along their life; the only place that changes their state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from balcao.domains.inventory.operations import expect_stock
from balcao.domains.inventory.values import Awaited
from balcao.domains.purchasing.errors import PurchaseOrderChanged
from balcao.domains.purchasing.models import PurchaseEntry, PurchaseLine, PurchaseOrder
from balcao.domains.purchasing.states import EXPECTING, check_move
from balcao.domains.purchasing.values.orders import PurchaseState

SAVED = (
    "state", "version", "rate", "approved_by", "approved_at", "sent_at", "due_at", "closed_at",
    "expected_at",
)  # fmt: skip


def next_number(sequence: str, prefix: str) -> str:
    """The next number of a kind of paper, such as ``PO-1001``; numbers may have gaps."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [sequence])
        return f"{prefix}-{cursor.fetchone()[0]}"


def move(row: PurchaseOrder, to: PurchaseState, *, by: str, now: datetime, **detail: Any) -> None:
    """Move a locked order and write it on its timeline.

    :raises AlreadyReceiving: cancelling what has begun to come in.
    :raises WrongPurchaseState: any other step that its life does not know.
    """
    check_move(PurchaseState(row.state), to)
    row.state = to.value
    row.closed_at = now if to is PurchaseState.CLOSED else None
    row.version += 1
    row.save(update_fields=SAVED)
    note(row, to.value, by=by, now=now, **detail)


def stay(row: PurchaseOrder, *, by: str, now: datetime, **detail: Any) -> None:
    """Write on the timeline that a locked order has changed and is where it was."""
    row.version += 1
    row.save(update_fields=["version"])
    note(row, row.state, by=by, now=now, **detail)


def note(row: PurchaseOrder, kind: str, *, by: str, now: datetime, **detail: Any) -> None:
    """Write a line on an order's timeline."""
    PurchaseEntry.objects.create(
        store_id=row.store_id, order=row, at=now, kind=kind, actor=by, detail=detail
    )


def check_version(row: PurchaseOrder, expected: int | None) -> None:
    """Go on only if nobody changed the order since ``expected``; None asks for nothing.

    :raises PurchaseOrderChanged: somebody did.
    """
    if expected is not None and row.version != expected:
        raise PurchaseOrderChanged(version=row.version)


def open_units(line: PurchaseLine) -> int:
    """Units of a line that are still expected."""
    return max(0, line.quantity - line.received - line.cancelled)


def tell_expected(row: PurchaseOrder, lines: Iterable[PurchaseLine], *, now: datetime) -> None:
    """Let inventory know what is still to come of an order: its open units while it is alive."""
    is_coming = PurchaseState(row.state) in EXPECTING
    at = row.expected_at or now
    expect_stock(
        store_id=row.store_id,
        location_id=row.location_id,
        document=f"purchase:{row.number}",
        lines=[
            Awaited(line.variant_id, open_units(line) if is_coming else 0, at) for line in lines
        ],
        now=now,
    )
