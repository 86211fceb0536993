"""The only row locks of this domain. An order is locked before its stock and its payment."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.orders.errors import NoSuchOrder
from balcao.domains.orders.models import Order


def lock_order(order_id: UUID) -> Order:
    """Hold one order until commit.

    :raises NoSuchOrder: there is none with this id.
    """
    row = Order.objects.select_for_update().filter(pk=order_id).first()
    if row is None:
        raise NoSuchOrder(id=str(order_id))
    return row
