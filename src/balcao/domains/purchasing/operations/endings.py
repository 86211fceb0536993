"""Ending orders before everything came in, and notes."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.purchasing.errors import BadPurchaseOrder
from balcao.domains.purchasing.locks import lock_lines, lock_purchase
from balcao.domains.purchasing.operations.moves import (
    check_version,
    move,
    note,
    open_units,
    tell_expected,
)
from balcao.domains.purchasing.values.orders import PurchaseState

LONGEST_NOTE: Final = 2000


def close_purchase(
    *, order_id: UUID, reason: str, by: str, now: datetime, expected_version: int | None = None
) -> None:
    """Close an order short: what has not come is not waited for any more.

    :raises NoSuchPurchaseOrder: there is none with this id.
    :raises PurchaseOrderChanged: somebody else changed it since ``expected_version``.
    :raises WrongPurchaseState: it was not sent, or has ended.
    """
    _end(order_id, PurchaseState.CLOSED, reason, by, now, expected_version)


def cancel_purchase(
    *, order_id: UUID, reason: str, by: str, now: datetime, expected_version: int | None = None
) -> None:
    """Cancel an order of which nothing has come in.

    :raises NoSuchPurchaseOrder: there is none with this id.
    :raises PurchaseOrderChanged: somebody else changed it since ``expected_version``.
    :raises AlreadyReceiving: some of it is here; close it short.
    :raises WrongPurchaseState: it has ended.
    """
    _end(order_id, PurchaseState.CANCELLED, reason, by, now, expected_version)


@transaction.atomic
def _end(
    order_id: UUID, to: PurchaseState, reason: str, by: str, now: datetime, version: int | None
) -> None:
    row = lock_purchase(order_id)
    check_version(row, version)
    lines = list(lock_lines(row).values())
    move(row, to, by=by, now=now, reason=reason.strip()[:300])
    for line in lines:
        if open_units(line):
            line.cancelled += open_units(line)
            line.save(update_fields=["cancelled"])
    tell_expected(row, lines, now=now)


@transaction.atomic
def note_on_purchase(*, order_id: UUID, text: str, by: str, now: datetime) -> None:
    """Write a note that the team sees.

    :raises NoSuchPurchaseOrder: there is none with this id.
    :raises BadPurchaseOrder: empty or longer than 2,000 characters.
    """
    if not 0 < len(text.strip()) <= LONGEST_NOTE or "\0" in text:
        raise BadPurchaseOrder(f"A note has 1 to {LONGEST_NOTE} characters.", field="text")
    note(lock_purchase(order_id), "note", by=by, now=now, text=text.strip())
