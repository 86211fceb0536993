"""Moving an order along its life; the only place that changes its state."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from balcao.domains.orders.errors import OrderChanged
from balcao.domains.orders.models import Order, TimelineEntry
from balcao.domains.orders.rules import check_move
from balcao.domains.orders.values import OrderState


def move(row: Order, to: OrderState, *, by: str, now: datetime, **detail: Any) -> None:
    """Move a locked order and write it on its timeline.

    :raises AlreadyDispatched: cancelling what has left.
    :raises NotPaidYet: packing what is not paid.
    :raises WrongState: any other step the life of an order does not know.
    """
    check_move(OrderState(row.state), to, pays_on_delivery=row.pays_on_delivery)
    row.state = to.value
    row.version += 1
    row.save(update_fields=["state", "version", "paid_at", "hold_until"])
    note(row, to.value, by=by, now=now, **detail)


def note(row: Order, kind: str, *, by: str, now: datetime, **detail: Any) -> None:
    """Write a line on an order's timeline."""
    TimelineEntry.objects.create(
        store_id=row.store_id, order=row, at=now, kind=kind, actor=by, detail=detail
    )


def check_version(row: Order, expected: int | None) -> None:
    """Go on only if nobody changed the order since ``expected``; None asks for nothing.

    :raises OrderChanged: somebody did.
    """
    if expected is not None and row.version != expected:
        raise OrderChanged(version=row.version)
