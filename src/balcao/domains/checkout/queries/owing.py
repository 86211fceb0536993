"""What is owed for an order, and back of it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from balcao.domains.orders.values import OrderView
from balcao.domains.payments.queries import payments_of
from balcao.domains.promotions.queries import ways_allowed


def owes_back(order_id: UUID) -> bool:
    """Whether something was taken or asked for outside for an order that has ended."""
    return any(
        one.refundable or one.refunding_minor or (one.state == "voided" and one.provider_reference)
        for one in payments_of(order_id)
    )


def ways_open(order: OrderView, ways: Collection[str]) -> frozenset[str]:
    """Of these ways to pay, those that an order's price may be paid by."""
    promotions = {one.promotion_id for one in order.discounts}
    return ways_allowed(order.store_id, promotions, ways)
