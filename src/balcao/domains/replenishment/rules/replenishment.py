"""When to buy and how much: periodic review, reorder point, order-up-to level.

Formulas and names as in Silver, Pyke & Thomas, "Inventory and Production Management in Supply
Chains", 4th ed. (2017), chapters 6 and 7; demand over a stretch of time is taken as normal.
"""

from __future__ import annotations

from math import ceil, isfinite, sqrt
from statistics import NormalDist
from typing import Final

from balcao.domains.replenishment.errors import BadPolicy
from balcao.domains.replenishment.values.replenishment import (
    Demand,
    Goal,
    LeadTime,
    Levels,
    Policy,
    Position,
)

STANDARD: Final = NormalDist()
LEAST_SERVICE: Final = 0.5
MOST_SERVICE: Final = 0.9999
MOST_UNITS: Final = 10**9
HALVINGS: Final = 60
# Rounding up must not buy one more because of the last bit of a float.
GRAIN: Final = 1e-9


def demand_over(demand: Demand, lead: LeadTime, *, review: float = 0.0) -> Demand:
    """Demand over lead time and review: a sum of a random number of random periods.

    Variance = (L + R) x spread of a period squared + mean squared x spread of the lead time squared
    (Silver, Pyke & Thomas, chapter 6, on random lead times; the review is added to the lead time).

    :raises BadPolicy: a number is negative or not finite.
    """
    for name, number in (
        ("demand", demand.mean),
        ("demand", demand.spread),
        ("lead_time", lead.mean),
        ("lead_time", lead.spread),
        ("review", review),
    ):
        if not isfinite(number) or number < 0:
            raise BadPolicy(f"{name} is {number}; it cannot be negative.", field=name)
    periods = lead.mean + review
    variance = periods * demand.spread**2 + demand.mean**2 * lead.spread**2
    return Demand(mean=demand.mean * periods, spread=sqrt(variance))


def loss(safety_factor: float) -> float:
    """The standard normal loss function G(k): expected shortage for one unit of spread.

    Silver, Pyke & Thomas, appendix on the normal distribution: G(k) = phi(k) - k (1 - Phi(k)).
    """
    # 1 - Phi(k) loses all its digits far out; Phi(-k) keeps them.
    tail = STANDARD.cdf(-safety_factor)
    return max(0.0, STANDARD.pdf(safety_factor) - safety_factor * tail)


def factor_for_cycle(service: float) -> float:
    """Safety factor k for a cycle service level: Phi(k) = service."""
    return STANDARD.inv_cdf(service)


def factor_for_fill(service: float, *, spread: float, order: float) -> float:
    """Safety factor k for a fill rate: G(k) = (order size / spread) x (1 - service).

    Silver, Pyke & Thomas, chapter 6, for complete backordering. Never below zero: a large order
    could do with less, but then what is called safety would be a planned shortage.
    """
    allowed = order * (1 - service)
    if spread <= 0 or allowed >= spread * loss(0.0):
        return 0.0
    low, high = 0.0, 8.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if spread * loss(middle) > allowed else (low, middle)
    return high


def levels_of(demand: Demand, lead: LeadTime, policy: Policy) -> Levels:
    """Safety stock, reorder point and order-up-to level of an item.

    An (R, s, S) policy: looked at every R periods, ordered up to S when the position is at or below
    s. What is not ordered now can be ordered at the next look and arrives a lead time later, so
    s has to cover both stretches. S lies above it by what one order shall last.

    :raises BadPolicy: a setting is out of its range.
    """
    check_policy(policy)
    protected = demand_over(demand, lead, review=policy.review)
    if demand.mean == 0:
        return Levels(0.0, protected.spread, 0, 0, 0)
    factor = _factor(demand, policy, protected)
    safety = _up(factor * protected.spread)
    reorder_point = _up(protected.mean) + safety
    return Levels(
        expected=protected.mean,
        spread=protected.spread,
        safety_stock=safety,
        reorder_point=reorder_point,
        order_up_to=reorder_point + _up(demand.mean * policy.cover),
    )


def order_quantity(levels: Levels, position: Position, policy: Policy) -> int:
    """Units to order now: up to the level, rounded up to what the supplier sells; 0 for nothing.

    :raises BadPolicy: a setting is out of its range.
    """
    check_policy(policy)
    if position.available > levels.reorder_point:
        return 0
    return rounded(levels.order_up_to - position.available, policy)


def rounded(wanted: int, policy: Policy) -> int:
    """The least quantity of at least ``wanted`` that the supplier sells; 0 when none is wanted."""
    if wanted <= 0:
        return 0
    packs = -(-max(wanted, policy.minimum) // policy.multiple)
    return packs * policy.multiple


def check_policy(policy: Policy) -> None:
    """See that a policy can be worked with.

    :raises BadPolicy: a setting is out of its range; ``field`` names it.
    """
    if not LEAST_SERVICE <= policy.service <= MOST_SERVICE:
        raise BadPolicy(
            f"A service level of {policy.service:.2%} is out of range; choose one from "
            f"{LEAST_SERVICE:.0%} to {MOST_SERVICE:.2%}.",
            field="service",
        )
    for name, periods in (("review", policy.review), ("cover", policy.cover)):
        if not isfinite(periods) or periods < 0:
            raise BadPolicy(f"{name} is {periods}; it cannot be negative.", field=name)
    for name, number in (("minimum", policy.minimum), ("multiple", policy.multiple)):
        if not 1 <= number <= MOST_UNITS:
            raise BadPolicy(f"{name} is {number}; it must be at least 1 unit.", field=name)


def _factor(demand: Demand, policy: Policy, protected: Demand) -> float:
    if policy.goal is Goal.CYCLE:
        return factor_for_cycle(policy.service)
    # What is ordered at once: what is used between two orders, or what the supplier sells at least.
    order = max(demand.mean * max(policy.review, policy.cover), float(rounded(1, policy)))
    return factor_for_fill(policy.service, spread=protected.spread, order=order)


def _up(units: float) -> int:
    return ceil(units - GRAIN)
