"""What a repricing makes of one price. Pure.

Margin is what is left of the price over cost, as a part of the price, in parts per million; prices
include tax where the store's do, and so does this margin.
"""

from __future__ import annotations

from typing import Final

from balcao.domains.pricing.errors import BadRepricing
from balcao.domains.pricing.rules.rounding import check_rounding, round_price
from balcao.domains.pricing.values.changes import Action, CompareAt, RepriceRule
from balcao.domains.pricing.values.prices import WHOLE, PriceRow, margin_ppm

MOST_MINOR: Final = 10**13


def check_rule(rule: RepriceRule) -> None:
    """See that a rule can be followed.

    :raises BadRepricing: the value is out of range; the field is in the facts.
    :raises BadRounding: the rounding is none.
    """
    check_rounding(rule.rounding)
    least, most = {
        Action.PERCENT: (-WHOLE, 100 * WHOLE),
        Action.AMOUNT: (-MOST_MINOR, MOST_MINOR),
        Action.MARGIN: (0, WHOLE - 1),
        Action.FROM_COST: (0, 1000 * WHOLE),
    }[rule.action]
    if not least <= rule.value <= most:
        raise BadRepricing(f"The value is out of range for “{rule.action}”.", field="value")
    for field in ("guard_ppm", "margin_below_ppm"):
        margin = getattr(rule, field)
        if margin is not None and not -WHOLE <= margin < WHOLE:
            raise BadRepricing("A margin is between -100 and 100 percent.", field=field)


def is_meant(rule: RepriceRule, price_minor: int, cost_minor: int | None) -> bool:
    """Whether the rule is about a price with this margin."""
    if rule.margin_below_ppm is None:
        return True
    margin = margin_ppm(price_minor, cost_minor)
    return margin is not None and margin < rule.margin_below_ppm


def new_price(rule: RepriceRule, old_minor: int, cost_minor: int | None) -> int | None:
    """What the price becomes, rounded; None when it takes a cost that nobody entered."""
    if rule.action is Action.PERCENT:
        exact = _nearest(old_minor * (WHOLE + rule.value), WHOLE)
    elif rule.action is Action.AMOUNT:
        exact = old_minor + rule.value
    elif cost_minor is None:
        return None
    elif rule.action is Action.MARGIN:
        # Up, so that the margin asked for is reached.
        exact = -(-cost_minor * WHOLE // (WHOLE - rule.value))
    else:
        exact = _nearest(cost_minor * (WHOLE + rule.value), WHOLE)
    return min(round_price(max(0, exact), rule.rounding), MOST_MINOR)


def new_compare_at(rule: RepriceRule, row: PriceRow, new_minor: int) -> int | None:
    """What the new price is compared to; never at or below it."""
    if rule.compare_at is CompareAt.NONE:
        return None
    wanted = row.amount_minor if rule.compare_at is CompareAt.OLD else row.compare_at_minor
    return wanted if wanted is not None and wanted > new_minor else None


def is_guarded(rule: RepriceRule, new_minor: int, cost_minor: int | None) -> bool:
    """Whether the margin guard keeps this price from being set.

    Without a cost there is no margin to be sure of, so a guard keeps those prices too.
    """
    if rule.guard_ppm is None:
        return False
    margin = margin_ppm(new_minor, cost_minor)
    return margin is None or margin < rule.guard_ppm


def _nearest(number: int, whole: int) -> int:
    return (number * 2 + whole) // (2 * whole)
