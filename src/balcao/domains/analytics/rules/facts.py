"""What is known beside the orders themselves. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID
from zoneinfo import ZoneInfo

from balcao.domains.checkout.values import VariantFacts
from balcao.domains.orders.values import PastOrder
from balcao.domains.pricing.values import TaxExemption


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Facts about some orders: of variants and segments as they are now, of costs as they were.

    ``groups`` are slugs of segments by shopper, ``bought`` how often a shopper had bought before
    each order, ``costs`` the cost of the goods of each order where it is known, in minor units.
    ``unit_costs`` are pairs of value and units by variant, ``gift_values`` the prices of variants
    that promotions give, as if one had always been in stock.
    """

    store_id: int
    time_zone: ZoneInfo
    variants: Mapping[UUID, VariantFacts]
    groups: Mapping[str, frozenset[str]]
    bought: Mapping[UUID, int]
    costs: Mapping[UUID, int]
    unit_costs: Mapping[UUID, tuple[int, int]]
    gift_values: Mapping[str, int] = field(default_factory=dict)
    exemptions: Mapping[str, tuple[TaxExemption, ...]] = field(default_factory=dict)

    def day_of(self, order: PastOrder) -> str:
        """The day of the store's calendar on which an order was placed."""
        return order.placed_at.astimezone(self.time_zone).date().isoformat()

    def unit_cost(self, variant_id: UUID | None) -> int | None:
        """What a unit costs on average, halves upwards; None where nobody knows."""
        found = None if variant_id is None else self.unit_costs.get(variant_id)
        return None if found is None else (found[0] * 2 + found[1]) // (2 * found[1])

    def cost_of(self, order: PastOrder) -> int | None:
        """What the goods of an order cost: as shipped, else by today's averages."""
        if order.id in self.costs:
            return self.costs[order.id]
        whole = 0
        for line in order.lines:
            unit = None if line.variant_id is None else self.unit_costs.get(line.variant_id)
            if unit is None:
                return None
            whole += (line.quantity * unit[0] * 2 + unit[1]) // (2 * unit[1])
        return whole
