"""The end of the wait for an outside payment. Both verbs may be called by anyone, any time.

The shopper's return, the provider's message and the sweeper all call the same operation; the row
lock decides who is first and the state decides that the others change nothing.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.operations import confirm_reservations, release_order
from balcao.domains.orders.events import OrderPaid, OrderPlaced
from balcao.domains.orders.locks import lock_order
from balcao.domains.orders.operations.moves import move
from balcao.domains.orders.values import OrderState
from balcao.domains.payments.operations import record_capture, record_failure
from balcao.domains.promotions import operations as promotions
from balcao.domains.wallet import operations as wallet
from balcao.plumbing.outbox import emit

BY = "system"


@transaction.atomic
def confirm_hold(*, order_id: UUID, provider_reference: str, now: datetime) -> bool:
    """The money was taken: the held order is placed and paid.

    Returns False when the hold had ended before; the caller then gives the money back.

    :raises NoSuchOrder: there is none with this id.
    """
    row = lock_order(order_id)
    if row.state == OrderState.VOIDED:
        return False
    if row.state == OrderState.PENDING:
        row.hold_until = None
        confirm_reservations(order_id=order_id)
        record_capture(order_id=order_id, now=now, provider_reference=provider_reference)
        move(row, OrderState.PLACED, by=BY, now=now)
        row.paid_at = now
        move(row, OrderState.PAID, by=BY, now=now)
        emit(OrderPlaced(store_id=row.store_id, at=now, order_id=order_id))
        emit(OrderPaid(store_id=row.store_id, at=now, order_id=order_id))
    return True


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
def void_hold(*, order_id: UUID, now: datetime) -> bool:
    """No money will come: the hold ends and the stock is given back.

    Returns whether this call ended it; an order that was placed meanwhile is left alone.

    :raises NoSuchOrder: there is none with this id.
    """
    row = lock_order(order_id)
    if row.state != OrderState.PENDING:
        return False
    row.hold_until = None
    release_order(order_id=order_id)
    promotions.give_back(order_id=order_id, now=now)
    wallet.give_back(order_id=order_id, now=now)
    record_failure(order_id=order_id, now=now)
    move(row, OrderState.VOIDED, by=BY, now=now)
    return True
