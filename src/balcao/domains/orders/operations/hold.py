"""Waiting longer for an outside payment, and the end of the wait without money."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.operations import release_order
from balcao.domains.orders.locks import lock_order
from balcao.domains.orders.operations.moves import move
from balcao.domains.orders.values import OrderState
from balcao.domains.payments.operations import record_failure
from balcao.domains.payments.queries import payment_by_id
from balcao.domains.promotions import operations as promotions
from balcao.domains.wallet import operations as wallet

BY = "system"
WAITING: Final = ("intent", "pending")


@transaction.atomic
def prolong_hold(*, order_id: UUID, until: datetime) -> None:
    """Nobody knows yet whether money was taken: keep the units and ask again after ``until``.

    :raises NoSuchOrder: there is none with this id.
    """
    row = lock_order(order_id)
    if row.state == OrderState.PENDING:
        row.hold_until = until
        row.save(update_fields=["hold_until"])


@transaction.atomic
def void_hold(*, order_id: UUID, now: datetime, payment_id: UUID | None = None) -> bool:
    """No money will come: the hold ends and the stock is given back.

    ``payment_id`` is by which no money will come; an order that is paid another way by now waits
    for that. Returns whether this call ended it; an order that was placed meanwhile is left alone.

    :raises NoSuchOrder: there is none with this id.
    """
    row = lock_order(order_id)
    if row.state != OrderState.PENDING:
        return False
    if payment_id is not None and payment_by_id(payment_id).state not in WAITING:
        return False
    row.hold_until = None
    release_order(order_id=order_id)
    promotions.give_back(order_id=order_id, now=now)
    wallet.give_back(order_id=order_id, now=now)
    record_failure(order_id=order_id, now=now)
    move(row, OrderState.VOIDED, by=BY, now=now)
    return True
