"""What orders do when they are told something."""

from __future__ import annotations

from balcao.domains.catalog.queries import origins_of
from balcao.domains.customers.operations import (
    forget_purchase,
    record_purchase,
    remember_guest,
)
from balcao.domains.customers.values import Guest, PurchaseFacts
from balcao.domains.orders.events import OrderCancelled, OrderDelivered, OrderPaid, OrderPlaced
from balcao.domains.orders.locks import lock_order
from balcao.domains.orders.queries import order_by_id
from balcao.domains.orders.values import OrderState, OrderView
from balcao.domains.wallet.operations import earn_points, take_points_back
from balcao.domains.wallet.queries import program_of
from balcao.domains.wallet.values import EarnOn
from balcao.plumbing.outbox import on


@on(OrderPlaced)
def remember_shopper(fact: OrderPlaced) -> None:
    """Keep who bought and what, off the hot path; the segments they are in follow."""
    order = order_by_id(fact.order_id)
    record_purchase(
        store_id=order.store_id,
        customer_id=_shopper(order),
        purchase=_facts(order),
        now=fact.at,
    )


@on(OrderCancelled)
def forget_cancelled(fact: OrderCancelled) -> None:
    """What was cancelled was not bought, whichever of the two is told first."""
    order = order_by_id(fact.order_id)
    forget_purchase(
        store_id=order.store_id,
        customer_id=_shopper(order),
        purchase=_facts(order),
        cancelled_at=fact.at,
        now=fact.at,
    )


@on(OrderPaid)
def earn_when_paid(fact: OrderPaid) -> None:
    """Points, where the program gives them for money."""
    _earn(fact, EarnOn.PAID)


@on(OrderDelivered)
def earn_when_delivered(fact: OrderDelivered) -> None:
    """Points, where the program gives them for what has arrived."""
    _earn(fact, EarnOn.DELIVERED)


@on(OrderCancelled)
def undo_earned_points(fact: OrderCancelled) -> None:
    """The points it earned come back to us; what it took was given back when it was cancelled."""
    take_points_back(order_id=fact.order_id, now=fact.at)


def _shopper(order: OrderView) -> int:
    guest = Guest(order.email, order.address.name, order.locale, order.address.phone)
    return remember_guest(
        store_id=order.store_id, guest=guest, address=order.address, now=order.placed_at
    )


def _facts(order: OrderView) -> PurchaseFacts:
    variants = sorted({line.variant_id for line in order.lines})
    origins = origins_of(variants)
    return PurchaseFacts(
        order_id=order.id,
        at=order.placed_at,
        spend_minor=order.total.minor,
        currency=order.total.currency,
        product_ids=tuple(sorted({product for product, _ in origins.values()})),
        variant_ids=tuple(variants),
        brands=tuple(sorted({brand for _, brand in origins.values()} - {""})),
    )


def _earn(fact: OrderPaid | OrderDelivered, step: EarnOn) -> None:
    program = program_of(fact.store_id)
    if not program.is_active or program.earn_on != step:
        return
    # The cancellation may have been told before, or be about to happen.
    lock_order(fact.order_id)
    order = order_by_id(fact.order_id)
    if order.state != OrderState.CANCELLED:
        earn_points(
            store_id=order.store_id,
            order_id=order.id,
            shopper=order.email,
            paid=order.total - order.credit,
            now=fact.at,
        )
