"""What money means for an order. The order is locked first, then its payments.

The shopper's return, the provider's message, the sweeper and staff all come here; the row lock
decides who is first and the state decides that the others change nothing.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.operations import confirm_reservations
from balcao.domains.orders.events import OrderPaid, OrderPlaced
from balcao.domains.orders.locks import lock_order
from balcao.domains.orders.models import Order
from balcao.domains.orders.operations.moves import check_version, move, note
from balcao.domains.orders.values import OrderState
from balcao.domains.payments.operations import (
    capture_open_parts,
    record_authorization,
    record_capture,
    settle_refund,
)
from balcao.domains.payments.queries import payments_of
from balcao.domains.payments.values import RefundInfo
from balcao.kernel.money import Money
from balcao.plumbing.outbox import emit

BY = "system"
ENDED = (OrderState.VOIDED, OrderState.CANCELLED)


@transaction.atomic
def settle_capture(
    *,
    order_id: UUID,
    payment_id: UUID,
    now: datetime,
    provider_reference: str = "",
    amount: Money | None = None,
    by: str = BY,
) -> bool:
    """Money was taken: a held order is placed, and one whose parts are all there is paid.

    Returns False when the order had ended before; the caller then gives the money back.

    :raises NoSuchOrder: there is none with this id.
    :raises NotPayable: the payment was replaced by another.
    """
    row = lock_order(order_id)
    if row.state in ENDED:
        return False
    record_capture(
        payment_id=payment_id, now=now, provider_reference=provider_reference, amount=amount
    )
    _place(row, by, now)
    _mark_paid_if_whole(row, by, now)
    return True


@transaction.atomic
def settle_authorization(
    *, order_id: UUID, payment_id: UUID, provider_reference: str, now: datetime
) -> bool:
    """The provider has set the money aside: a held order is placed and waits to be captured.

    Returns False when the order had ended before; the caller then lets the money go.

    :raises NoSuchOrder: there is none with this id.
    :raises NotPayable: the payment was replaced by another.
    """
    row = lock_order(order_id)
    if row.state in ENDED:
        return False
    record_authorization(payment_id=payment_id, provider_reference=provider_reference, now=now)
    _place(row, BY, now)
    return True


@transaction.atomic
def settle_way_to_pay(
    *, order_id: UUID, provider: str, pays_on_delivery: bool, is_promised: bool, now: datetime
) -> bool:
    """The shopper pays another way; where money is promised for later, a held order is placed.

    Returns False when the order had ended before, or has left already.

    :raises NoSuchOrder: there is none with this id.
    """
    row = lock_order(order_id)
    if row.state not in (OrderState.PENDING, OrderState.PLACED):
        return False
    row.provider, row.pays_on_delivery = provider, pays_on_delivery
    row.version += 1
    row.save(update_fields=["provider", "pays_on_delivery", "version"])
    note(row, "another_way", by=BY, now=now, provider=provider)
    if is_promised:
        _place(row, BY, now)
    return True


@transaction.atomic
def confirm_payment(
    *, order_id: UUID, by: str, now: datetime, expected_version: int | None = None
) -> None:
    """Staff say that all the money for an order is here, a held one's too.

    :raises NoSuchOrder: there is none with this id.
    :raises OrderChanged: somebody else changed it since ``expected_version``.
    :raises WrongState: it is paid already, or not waiting for money.
    :raises NotPayable: one of its payments has ended, or has to be captured at its provider.
    """
    row = lock_order(order_id)
    check_version(row, expected_version)
    _place(row, by, now)
    row.paid_at = now
    move(row, OrderState.PAID, by=by, now=now)
    capture_open_parts(order_id=order_id, now=now)
    emit(OrderPaid(store_id=row.store_id, at=now, order_id=order_id))


@transaction.atomic
def settle_order_refund(*, refund: RefundInfo, is_given: bool, by: str, now: datetime) -> bool:
    """Money of an order was given back, or the provider refused; returns whether it was news.

    :raises NoSuchOrder: there is none with this id.
    :raises NoSuchRefund: there is none with this id.
    """
    row = lock_order(refund.order_id)
    is_news = settle_refund(refund_id=refund.id, is_given=is_given, now=now)
    if is_news:
        amount = refund.amount
        kind = "refunded" if is_given else "not_refunded"
        note(row, kind, by=by, now=now, amount_minor=amount.minor, currency=amount.currency)
    return is_news


def _place(row: Order, by: str, now: datetime) -> None:
    if row.state != OrderState.PENDING:
        return
    row.hold_until = None
    confirm_reservations(order_id=row.pk)
    move(row, OrderState.PLACED, by=by, now=now)
    emit(OrderPlaced(store_id=row.store_id, at=now, order_id=row.pk))


def _mark_paid_if_whole(row: Order, by: str, now: datetime) -> None:
    if row.paid_at is not None or any(one.captured < one.amount for one in payments_of(row.pk)):
        return
    row.paid_at = now
    if row.state == OrderState.PLACED:
        move(row, OrderState.PAID, by=by, now=now)
    else:  # paid on delivery, and paid before it arrived
        row.version += 1
        row.save(update_fields=["paid_at", "version"])
        note(row, OrderState.PAID.value, by=by, now=now)
    emit(OrderPaid(store_id=row.store_id, at=now, order_id=row.pk))
