"""What should be bought. Quantities are units, demand is units a week, money says its currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from balcao.kernel.money import Money


@dataclass(frozen=True, slots=True)
class PlanningInfo:
    """How a store plans: service levels in percent by class of value, and stretches of time."""

    service_a_percent: int = 98
    service_b_percent: int = 95
    service_c_percent: int = 90
    review_days: int = 7
    cover_days: int = 14
    history_weeks: int = 104


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInfo:
    """What should be bought of a variant, and why.

    ``stockout_percent`` is the probability, in percent, that it runs out before goods that are not
    ordered yet can be here; ``stockout`` the margin that would be missed; ``overstock`` what lies
    there, or is on its way, beyond what is needed, at cost.
    """

    variant_id: UUID
    product_id: UUID
    sku: str
    title: str
    value_class: str
    steadiness_class: str
    pattern: str
    method: str
    why: str
    weekly: tuple[int, ...]
    expected: tuple[float, ...]
    weekly_mean: float
    weekly_spread: float
    service_percent: int
    lead_days: float
    lead_spread_days: float
    safety_stock: int
    reorder_point: int
    order_up_to: int
    on_hand: int
    incoming: int
    promised: int
    suggested: int
    supplier_id: UUID | None
    supplier_name: str
    cost: Money
    stockout_percent: float
    stockout: Money
    overstock_units: int
    overstock: Money
    cover_months: float | None
    ordered_as: str
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Outlook:
    """The whole store in a few figures; ``cost`` is by currency of the suppliers."""

    variants: int
    to_buy: int
    without_supplier: int
    cost: tuple[Money, ...]
    stockout: Money
    overstock: Money
    classes: tuple[tuple[str, int], ...]
    found_at: datetime | None


@dataclass(frozen=True, slots=True)
class RunInfo:
    """A look at the whole store: how far it is, or what came of it."""

    asked_by: str
    asked_at: datetime
    done: int
    total: int
    ended_at: datetime | None
    problem: str

    @property
    def percent(self) -> int:
        """How much of it is done."""
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class Ordered:
    """A draft that was written for one supplier."""

    order_id: UUID
    number: str
    supplier_name: str
    lines: int
