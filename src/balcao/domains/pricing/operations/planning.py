"""Working out what a rule makes of every price that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from balcao.domains.catalog.queries import skus_of, variant_ids_of
from balcao.domains.pricing.errors import BadRepricing, MarginTooLow
from balcao.domains.pricing.queries.prices import price_rows_of
from balcao.domains.pricing.rules.repricing import (
    check_rule,
    is_guarded,
    is_meant,
    new_compare_at,
    new_price,
)
from balcao.domains.pricing.values.changes import RepricedPrice, RepriceRule
from balcao.domains.pricing.values.prices import PriceRow

PART: Final = 1000
SHOWN: Final = 5


@dataclass(slots=True)
class Plan:
    """The prices that change, those the margin guard keeps, and how many have no cost."""

    planned: list[RepricedPrice] = field(default_factory=list)
    below: list[RepricedPrice] = field(default_factory=list)
    costless: int = 0


def plan_of(store_id: int, currency: str, rule: RepriceRule) -> Plan:
    """What a rule would do to the prices as they are now.

    :raises BadRepricing: the rule cannot be followed, or changes no price.
    :raises BadRounding: the rounding is none.
    :raises MarginTooLow: a row is below the guard and rows are not to be skipped.
    """
    check_rule(rule)
    wanted = variant_ids_of(
        store_id,
        category_id=rule.category_id,
        collection_id=rule.collection_id,
        brand=rule.brand,
        tag=rule.tag,
        product_ids=rule.product_ids,
    )
    plan = Plan()
    for start in range(0, len(wanted), PART):
        some = wanted[start : start + PART]
        _sort(price_rows_of(store_id=store_id, currency=currency, variant_ids=some), rule, plan)
    _check(plan, rule)
    return plan


def _sort(rows: Sequence[PriceRow], rule: RepriceRule, plan: Plan) -> None:
    for row in rows:
        if not is_meant(rule, row.amount_minor, row.cost_minor):
            continue
        new = new_price(rule, row.amount_minor, row.cost_minor)
        if new is None:
            plan.costless += 1
            continue
        compare_at = new_compare_at(rule, row, new)
        if (new, compare_at) == (row.amount_minor, row.compare_at_minor):
            continue
        is_kept = is_guarded(rule, new, row.cost_minor)
        repriced = RepricedPrice(
            variant_id=row.variant_id,
            old_minor=row.amount_minor,
            new_minor=new,
            old_compare_minor=row.compare_at_minor,
            new_compare_minor=compare_at,
            cost_minor=row.cost_minor,
            outcome="below" if is_kept else "planned",
        )
        (plan.below if is_kept else plan.planned).append(repriced)


def _check(plan: Plan, rule: RepriceRule) -> None:
    if plan.below and not rule.skip_below:
        few = [row.variant_id for row in plan.below[:SHOWN]]
        skus = sorted(skus_of(few).values())
        raise MarginTooLow(
            f"{len(plan.below)} prices would leave too little margin, such as {', '.join(skus)}.",
            rows=len(plan.below),
            skus=skus,
        )
    if not plan.planned:
        why = [
            f"{count} {words}"
            for count, words in (
                (len(plan.below), "would leave too little margin"),
                (plan.costless, "have no cost to go by"),
            )
            if count
        ]
        raise BadRepricing(
            "The rule changes no price" + (f": {', '.join(why)}." if why else "."),
            field="rule",
            below=len(plan.below),
            costless=plan.costless,
        )
