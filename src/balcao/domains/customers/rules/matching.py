"""Whether a shopper belongs into a segment, from what is known of them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from balcao.domains.customers.rules.folding import folded
from balcao.domains.customers.values import PurchaseFacts, ShopperFacts

Rule = Mapping[str, Any]


def matches(rule: Rule, shopper: ShopperFacts, now: datetime) -> bool:
    """Whether a checked rule holds for a shopper at a moment, aware UTC."""
    kind = rule["kind"]
    if kind == "all":
        return all(matches(one, shopper, now) for one in rule["of"])
    if kind == "any":
        return any(matches(one, shopper, now) for one in rule["of"])
    if kind == "not":
        return not matches(rule["of"], shopper, now)
    return LEAVES[kind](rule, shopper, now)


def days_back(now: datetime, days: int) -> datetime:
    """The moment so many days ago; never before the calendar begins."""
    return now - timedelta(days=days)


def midnight(text: str) -> datetime:
    """The beginning of a day, UTC."""
    return datetime.combine(date.fromisoformat(text), time(), UTC)


def _within(rule: Rule, shopper: ShopperFacts, now: datetime) -> list[PurchaseFacts]:
    if "within_days" not in rule:
        return list(shopper.purchases)
    start = days_back(now, rule["within_days"])
    return [one for one in shopper.purchases if one.at >= start]


def _between(rule: Rule, number: int, low: str, high: str) -> bool:
    is_enough = low not in rule or rule[low] <= number
    return is_enough and (high not in rule or number <= rule[high])


def _orders(rule: Rule, shopper: ShopperFacts, now: datetime) -> bool:
    return _between(rule, len(_within(rule, shopper, now)), "at_least", "at_most")


def _spend(rule: Rule, shopper: ShopperFacts, now: datetime) -> bool:
    found = _within(rule, shopper, now)
    spent = sum(one.spend_minor for one in found if one.currency == rule["currency"])
    return _between(rule, spent, "at_least_minor", "at_most_minor")


def _last_order(rule: Rule, shopper: ShopperFacts, now: datetime) -> bool:
    if not shopper.purchases:
        return False
    last = max(one.at for one in shopper.purchases)
    if "within_days" in rule and last < days_back(now, rule["within_days"]):
        return False
    return "before_days" not in rule or last < days_back(now, rule["before_days"])


def _first_order(rule: Rule, shopper: ShopperFacts, _now: datetime) -> bool:
    if not shopper.purchases:
        return False
    first = min(one.at for one in shopper.purchases)
    is_late_enough = "since" not in rule or first >= midnight(rule["since"])
    return is_late_enough and ("until" not in rule or first < midnight(rule["until"]))


def _place(rule: Rule, shopper: ShopperFacts, _now: datetime) -> bool:
    here = {"countries": shopper.country, "regions": shopper.region, "cities": shopper.city}
    return all(here[name] in map(folded, rule[name]) for name in here if name in rule)


def _bought(rule: Rule, shopper: ShopperFacts, now: datetime) -> bool:
    products, variants, brands = (
        set(rule.get(name, ())) for name in ("products", "variants", "brands")
    )
    return any(
        products.intersection(map(str, one.product_ids))
        or variants.intersection(map(str, one.variant_ids))
        or brands.intersection(one.brands)
        for one in _within(rule, shopper, now)
    )


def _tag(rule: Rule, shopper: ShopperFacts, _now: datetime) -> bool:
    return not shopper.tags.isdisjoint(rule["any_of"])


LEAVES: Final[Mapping[str, Callable[[Rule, ShopperFacts, datetime], bool]]] = {
    "orders": _orders,
    "spend": _spend,
    "last_order": _last_order,
    "first_order": _first_order,
    "place": _place,
    "bought": _bought,
    "tag": _tag,
}
