"""What risk does when an order is placed: score it, apart from the purchase."""

from __future__ import annotations

from balcao.domains.orders.events import OrderPlaced
from balcao.domains.risk.operations import score_order
from balcao.plumbing.outbox import on


@on(OrderPlaced)
def score_placed(fact: OrderPlaced) -> None:
    """How risky it looks; one in review is held."""
    score_order(order_id=fact.order_id, now=fact.at)
