"""What may go wrong with the stock there is, in units and in money."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from balcao.domains.replenishment.rules.replenishment import STANDARD, demand_over, loss
from balcao.domains.replenishment.values.replenishment import (
    Demand,
    LeadTime,
    Levels,
    OverstockRisk,
    Position,
    StockoutRisk,
)
from balcao.kernel.money import Money


def stockout_risk(
    demand: Demand, until: LeadTime, shelf: int, arriving: int, margin: Money
) -> StockoutRisk:
    """What may be missed before the next delivery.

    ``until``: periods until goods can be here that are not ordered yet; ``shelf``: units that can
    be sold now, below zero when more is promised; ``arriving``: units that come well before then.
    ``margin``: what is earned by one unit; a loss counts as nothing. The expected shortage is
    spread x G(k) (Silver, Pyke & Thomas, chapter 6); what is owed already is missed for certain.

    :raises BadPolicy: a number is negative or not finite.
    """
    ahead = demand_over(demand, until)
    owed, have = max(0, -(shelf + arriving)), max(0, shelf + arriving)
    if not ahead.mean:
        probability, missed = 0.0, 0.0
    elif not ahead.spread:
        probability, missed = float(have < ahead.mean), max(0.0, ahead.mean - have)
    else:
        factor = (have - ahead.mean) / ahead.spread
        # The normal curve knows negative demand, we do not: nobody misses more than they ask for.
        missed = min(ahead.spread * loss(factor), ahead.mean)
        probability = STANDARD.cdf(-factor)
    missed, probability = missed + owed, 1.0 if owed else probability
    return StockoutRisk(probability, missed, _worth(missed, max(0, margin.minor), margin.currency))


def overstock_risk(
    demand: Demand, levels: Levels, position: Position, unit_cost: Money, *, periods_a_month: float
) -> OverstockRisk:
    """What lies there, or is about to, beyond the order-up-to level, at cost."""
    units = max(0, position.available - levels.order_up_to)
    monthly = demand.mean * periods_a_month
    cover = max(0, position.available) / monthly if monthly > 0 else None
    return OverstockRisk(units, unit_cost * units, cover)


def _worth(units: float, minor: int, currency: str) -> Money:
    exact = Decimal(repr(units)) * minor
    return Money(int(exact.to_integral_value(ROUND_HALF_UP)), currency)
