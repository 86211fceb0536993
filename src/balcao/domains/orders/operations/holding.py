"""Putting an order on hold, and letting it go on."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.orders.errors import OnHold, WrongState
from balcao.domains.orders.locks import lock_order
from balcao.domains.orders.models import Order, OrderHold
from balcao.domains.orders.operations.moves import note
from balcao.domains.orders.values import OrderState

HOLDABLE: Final = (OrderState.PLACED, OrderState.PAID, OrderState.PACKED)


@transaction.atomic
def hold_order(*, order_id: UUID, reason: str, by: str, now: datetime) -> bool:
    """Let nobody pack, send or capture an order until it is released; whether it was not held yet.

    :raises NoSuchOrder: there is none with this id.
    :raises WrongState: it has left the house or ended.
    """
    row = lock_order(order_id)
    if row.state not in HOLDABLE:
        raise WrongState(state=row.state)
    _, is_new = OrderHold.objects.get_or_create(
        order=row,
        defaults={"store_id": row.store_id, "reason": reason[:300], "by": by, "at": now},
    )
    if is_new:
        note(row, "held", by=by, now=now, reason=reason[:300])
    return is_new


@transaction.atomic
def release_hold(*, order_id: UUID, by: str, now: datetime) -> bool:
    """Let an order go on; whether it was held.

    :raises NoSuchOrder: there is none with this id.
    """
    row = lock_order(order_id)
    found, _ = OrderHold.objects.filter(order=row).delete()
    if found:
        note(row, "released", by=by, now=now)
    return bool(found)


def check_not_held(row: Order) -> None:
    """Go on only if the order is not on hold; the order must be locked.

    :raises OnHold: it is; its reason is in the facts.
    """
    held = OrderHold.objects.filter(order=row).first()
    if held is not None:
        raise OnHold(reason=held.reason)
