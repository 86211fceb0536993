"""From the shelf to the shopper's door."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from balcao.domains.inventory import operations as inventory
from balcao.domains.orders.errors import BadTracking
from balcao.domains.orders.events import OrderDelivered, OrderPaid, OrderShipped
from balcao.domains.orders.locks import lock_order
from balcao.domains.orders.models import Fulfillment, FulfillmentLine, Order
from balcao.domains.orders.operations.holding import check_not_held
from balcao.domains.orders.operations.moves import check_version, move
from balcao.domains.orders.values import OrderState
from balcao.domains.payments.operations import capture_open_parts
from balcao.plumbing.outbox import emit

LONGEST: Final = 80


@transaction.atomic
def pack_order(
    *, order_id: UUID, by: str, now: datetime, expected_version: int | None = None
) -> None:
    """All lines lie in a closed parcel.

    :raises NoSuchOrder: there is none with this id.
    :raises OrderChanged: somebody else changed it since ``expected_version``.
    :raises OnHold: somebody has to release it first.
    :raises NotPaidYet: the money has not arrived and is not taken at the door.
    :raises WrongState: it is not waiting to be packed.
    """
    row = lock_order(order_id)
    check_version(row, expected_version)
    check_not_held(row)
    move(row, OrderState.PACKED, by=by, now=now)
    parcel = Fulfillment.objects.create(
        store_id=row.store_id, order=row, state=Fulfillment.State.PACKED, packed_at=now
    )
    lines = [
        FulfillmentLine(fulfillment=parcel, line_no=line.line_no, quantity=line.quantity)
        for line in row.lines.all()
    ]
    FulfillmentLine.objects.bulk_create(lines)


@transaction.atomic
def ship_order(
    *,
    order_id: UUID,
    carrier: str,
    tracking_number: str,
    by: str,
    now: datetime,
    expected_version: int | None = None,
) -> None:
    """The parcel was handed to a carrier: the units leave on-hand, the ledger says why.

    :raises NoSuchOrder: there is none with this id.
    :raises OrderChanged: somebody else changed it since ``expected_version``.
    :raises OnHold: somebody has to release it first.
    :raises WrongState: it is not packed.
    :raises BadTracking: no carrier, or a text too long.
    :raises OutOfStock: units sold beyond stock have not come in yet.
    """
    carrier, tracking_number = carrier.strip(), tracking_number.strip()
    is_printable = (carrier + tracking_number).isprintable()
    if not is_printable or not 0 < len(carrier) <= LONGEST or len(tracking_number) > LONGEST:
        raise BadTracking(field="tracking_number" if carrier else "carrier")
    row = lock_order(order_id)
    check_version(row, expected_version)
    check_not_held(row)
    move(row, OrderState.SHIPPED, by=by, now=now, carrier=carrier, tracking=tracking_number)
    _parcel(row, "packed").update(
        state=Fulfillment.State.SHIPPED,
        carrier=carrier,
        tracking_number=tracking_number,
        shipped_at=now,
    )
    inventory.ship_order(
        store_id=row.store_id,
        order_id=order_id,
        document=f"order:{row.number}",
        actor=by,
        now=now,
    )
    emit(OrderShipped(store_id=row.store_id, at=now, order_id=order_id))


@transaction.atomic
def deliver_order(
    *, order_id: UUID, by: str, now: datetime, expected_version: int | None = None
) -> None:
    """The parcel has arrived; cash on delivery has been taken with it.

    :raises NoSuchOrder: there is none with this id.
    :raises OrderChanged: somebody else changed it since ``expected_version``.
    :raises WrongState: it is not on its way.
    """
    row = lock_order(order_id)
    check_version(row, expected_version)
    if row.paid_at is None:
        row.paid_at = now
        capture_open_parts(order_id=order_id, now=now)
        emit(OrderPaid(store_id=row.store_id, at=now, order_id=order_id))
    move(row, OrderState.DELIVERED, by=by, now=now)
    _parcel(row, "shipped").update(state=Fulfillment.State.DELIVERED, delivered_at=now)
    emit(OrderDelivered(store_id=row.store_id, at=now, order_id=order_id))


def _parcel(row: Order, state: str) -> QuerySet[Fulfillment]:
    return Fulfillment.objects.filter(order=row, state=state)
