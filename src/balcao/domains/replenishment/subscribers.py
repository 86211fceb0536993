"""Alerts follow stock: whatever is bought, given back, received or lost is looked at again."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.inventory.events import StockChanged
from balcao.domains.orders.events import OrderCancelled, OrderPlaced
from balcao.domains.orders.queries import order_by_id
from balcao.domains.replenishment.operations import recheck_stock
from balcao.plumbing.outbox import on


@on(StockChanged)
def look_at_changed_stock(fact: StockChanged) -> None:
    """On-hand changed."""
    ids = [UUID(one) for one in fact.variant_ids]
    recheck_stock(store_id=fact.store_id, variant_ids=ids, now=fact.at)


@on(OrderPlaced)
def look_at_ordered_stock(fact: OrderPlaced) -> None:
    """Units were promised."""
    lines = order_by_id(fact.order_id).lines
    ids = [line.variant_id for line in lines]
    recheck_stock(store_id=fact.store_id, variant_ids=ids, now=fact.at)


@on(OrderCancelled)
def look_at_freed_stock(fact: OrderCancelled) -> None:
    """Units were given back."""
    lines = order_by_id(fact.order_id).lines
    ids = [line.variant_id for line in lines]
    recheck_stock(store_id=fact.store_id, variant_ids=ids, now=fact.at)
