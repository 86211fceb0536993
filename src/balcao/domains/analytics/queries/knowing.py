"""What has to be known beside past orders: variants, costs, segments, earlier purchases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID
from zoneinfo import ZoneInfo

from balcao.domains.analytics.rules.facts import Known
from balcao.domains.checkout.queries.reading import variant_facts
from balcao.domains.checkout.values import VariantFacts, WantedLine, Wish
from balcao.domains.customers.queries import groups_of_many
from balcao.domains.inventory.queries import average_costs, costs_of_sales
from balcao.domains.orders.queries import purchases_before
from balcao.domains.orders.values import PastOrder
from balcao.domains.pricing.queries import prices_of, tax_exemptions
from balcao.domains.pricing.values import TaxExemption
from balcao.domains.stores.queries import store_by_id


@dataclass(slots=True)
class Memory:
    """What was read for one back-test by one worker, so that it is read once.

    Losing it costs time only: everything in it can be read again.
    """

    store_id: int
    currency: str
    gifts: tuple[UUID, ...] = ()
    variants: dict[UUID, VariantFacts] = field(default_factory=dict)
    unit_costs: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    asked: set[UUID] = field(default_factory=set)
    groups: dict[str, frozenset[str]] = field(default_factory=dict)
    shoppers: set[str] = field(default_factory=set)
    exemptions: dict[str, tuple[TaxExemption, ...]] | None = None


def known_about(orders: Sequence[PastOrder], memory: Memory) -> Known:
    """Everything that is asked about these orders, which are in the order of time."""
    store = store_by_id(memory.store_id)
    wanted = {line.variant_id for order in orders for line in order.lines if line.variant_id}
    _learn_variants(wanted | set(memory.gifts), memory)
    _learn_groups({order.shopper for order in orders}, memory)
    # What is in stock cost money of the store; orders in other currencies cannot be compared to it.
    is_costed = memory.currency == store.currency
    return Known(
        store_id=memory.store_id,
        time_zone=ZoneInfo(store.time_zone),
        variants=memory.variants,
        groups=memory.groups,
        bought=_bought(memory.store_id, orders),
        costs=_costs(memory.store_id, orders) if is_costed else {},
        unit_costs=memory.unit_costs if is_costed else {},
        gift_values=_gift_values(memory),
        exemptions=_exemptions(memory),
    )


def _learn_variants(wanted: Collection[UUID], memory: Memory) -> None:
    fresh = [one for one in wanted if one not in memory.asked]
    if not fresh:
        return
    memory.asked.update(fresh)
    lines = tuple(WantedLine(one, 1) for one in fresh)
    wish = Wish(store_id=memory.store_id, currency=memory.currency, lines=lines)
    memory.variants.update(variant_facts(wish, ()))
    # What was entered with the price speaks where nothing lies in stock.
    for variant_id, price in prices_of(fresh, memory.currency).items():
        if price.cost is not None:
            memory.unit_costs[variant_id] = (price.cost.minor, 1)
    memory.unit_costs.update(average_costs(memory.store_id, fresh))


def _learn_groups(shoppers: Iterable[str], memory: Memory) -> None:
    fresh = [one for one in shoppers if one not in memory.shoppers]
    if fresh:
        memory.shoppers.update(fresh)
        memory.groups.update(groups_of_many(memory.store_id, fresh))


def _bought(store_id: int, orders: Sequence[PastOrder]) -> dict[UUID, int]:
    """How often each order's shopper had bought before it."""
    if not orders:
        return {}
    first = orders[0]
    shoppers = {order.shopper for order in orders}
    so_far = defaultdict(
        int, purchases_before(store_id, shoppers, moment=first.placed_at, order_id=first.id)
    )
    bought = {}
    for order in orders:
        bought[order.id] = so_far[order.shopper]
        so_far[order.shopper] += 1
    return bought


def _costs(store_id: int, orders: Sequence[PastOrder]) -> dict[UUID, int]:
    if not orders:
        return {}
    documents = {f"order:{order.number}": order.id for order in orders}
    found = costs_of_sales(store_id, documents, since=orders[0].placed_at)
    # Goods that came in without a cost say nothing about what they cost.
    return {documents[document]: cost for document, cost in found.items() if cost > 0}


def _gift_values(memory: Memory) -> dict[str, int]:
    known = (memory.variants.get(one) for one in memory.gifts)
    return {
        str(one.variant_id): one.base_minor
        for one in known
        if one is not None and one.base_minor is not None
    }


def _exemptions(memory: Memory) -> dict[str, tuple[TaxExemption, ...]]:
    if memory.exemptions is None:
        found: dict[str, tuple[TaxExemption, ...]] = {}
        for one in tax_exemptions(memory.store_id):
            found[one.email] = (*found.get(one.email, ()), one)
        memory.exemptions = found
    return memory.exemptions
