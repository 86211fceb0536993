"""What orders do when they are told something."""

from __future__ import annotations

from balcao.domains.customers.operations import remember_guest
from balcao.domains.customers.values import Guest
from balcao.domains.orders.events import OrderPlaced
from balcao.domains.orders.queries import order_by_id
from balcao.plumbing.outbox import on


@on(OrderPlaced)
def remember_shopper(fact: OrderPlaced) -> None:
    """Keep who bought, off the hot path."""
    order = order_by_id(fact.order_id)
    guest = Guest(order.email, order.address.name, order.locale, order.address.phone)
    remember_guest(store_id=order.store_id, guest=guest, address=order.address, now=order.placed_at)
