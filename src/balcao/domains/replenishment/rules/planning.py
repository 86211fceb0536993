"""From an expectation, a position and an offer to what should be bought. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from balcao.domains.purchasing.values.suppliers import Break, Offer
from balcao.domains.purchasing.values.suppliers import LeadTime as SupplierLead
from balcao.domains.replenishment.rules.replenishment import levels_of, order_quantity
from balcao.domains.replenishment.rules.replenishment_risk import overstock_risk, stockout_risk
from balcao.domains.replenishment.values.demand import DemandForecast
from balcao.domains.replenishment.values.plans import PlanningInfo
from balcao.domains.replenishment.values.replenishment import (
    Demand,
    Goal,
    LeadTime,
    Levels,
    OverstockRisk,
    Policy,
    Position,
    StockoutRisk,
)
from balcao.kernel.money import Money

DAYS_A_WEEK: Final = 7.0
WEEKS_A_MONTH: Final = 365.25 / 12 / 7
UNKNOWN_LEAD: Final = SupplierLead(14.0, 0.0, 0)
"""Two weeks, where nobody sells a variant to us yet: an assumption the plan shows as such."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything that decides about one variant. ``price`` and ``cost`` are for one unit."""

    value_class: str
    forecast: DemandForecast
    position: Position
    price: Money
    cost: Money
    offer: Offer | None
    lead: SupplierLead


@dataclass(frozen=True, slots=True)
class Found:
    """What should be bought, what it costs in the supplier's currency, and what may go wrong."""

    levels: Levels
    suggested: int
    cost_minor: int
    stockout: StockoutRisk
    overstock: OverstockRisk


def plan_item(known: Known, rules: PlanningInfo) -> Found:
    """The plan of one variant.

    :raises BadPolicy: a number is out of its range.
    """
    demand = Demand(known.forecast.mean, known.forecast.spread)
    lead = LeadTime(known.lead.mean_days / DAYS_A_WEEK, known.lead.spread_days / DAYS_A_WEEK)
    offer = known.offer
    policy = Policy(
        goal=Goal.CYCLE,
        service=service_of(known.value_class, rules) / 100,
        review=rules.review_days / DAYS_A_WEEK,
        cover=rules.cover_days / DAYS_A_WEEK,
        minimum=max(1, offer.minimum_quantity) if offer else 1,
        multiple=max(1, offer.units_per_pack) if offer else 1,
    )
    levels = levels_of(demand, lead, policy)
    position, margin = known.position, known.price - known.cost
    suggested = order_quantity(levels, position, policy)
    return Found(
        levels=levels,
        suggested=suggested,
        cost_minor=cost_of(offer.breaks, suggested) if offer else known.cost.minor * suggested,
        stockout=stockout_risk(demand, lead, position.shelf, position.incoming, margin),
        overstock=overstock_risk(
            demand, levels, position, known.cost, periods_a_month=WEEKS_A_MONTH
        ),
    )


def service_of(value_class: str, rules: PlanningInfo) -> int:
    """The service level, in percent, of a class of value."""
    by_class = {"A": rules.service_a_percent, "B": rules.service_b_percent}
    return by_class.get(value_class, rules.service_c_percent)


def cost_of(breaks: Sequence[Break], units: int) -> int:
    """What so many units cost by the break they reach, in minor units, half up."""
    reached = [one for one in breaks if one.from_quantity <= max(1, units)] or list(breaks[:1])
    if not reached or not units:
        return 0
    best = max(reached, key=lambda one: one.from_quantity)
    return (2 * best.cost_minor * units + best.per_units) // (2 * best.per_units)
