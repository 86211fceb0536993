"""The same question as in ``matching``, for many shoppers at once: a rule as a condition in SQL.

Texts of a rule only ever become parameters. ``c`` is the row of the shopper. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from balcao.domains.customers.rules.folding import folded
from balcao.domains.customers.rules.matching import Rule, days_back, midnight

JOINED: Final = {"all": " AND ", "any": " OR "}
PURCHASES: Final = "FROM customers_purchase p WHERE p.customer_id = c.id AND p.cancelled_at IS NULL"


@dataclass(frozen=True, slots=True)
class Where:
    """A condition with ``%s`` for each of its parameters."""

    text: str
    params: tuple[Any, ...] = ()


def where_of(rule: Rule, now: datetime) -> Where:
    """The condition that holds for the shoppers of a checked rule; never null."""
    kind = rule["kind"]
    if kind == "not":
        inner = where_of(rule["of"], now)
        return Where(f"NOT ({inner.text})", inner.params)
    if kind in JOINED:
        parts = [where_of(one, now) for one in rule["of"]]
        text = JOINED[kind].join(part.text for part in parts)
        return Where(f"({text})", tuple(p for part in parts for p in part.params))
    return LEAVES[kind](rule, now)


def _within(rule: Rule, now: datetime) -> Where:
    if "within_days" not in rule:
        return Where(PURCHASES)
    return Where(f"{PURCHASES} AND p.at >= %s", (days_back(now, rule["within_days"]),))


def _between(rule: Rule, number: Where, low: str, high: str) -> Where:
    limits = [(sign, rule[name]) for sign, name in ((">=", low), ("<=", high)) if name in rule]
    text = " AND ".join(f"({number.text}) {sign} %s" for sign, _ in limits)
    params = tuple(p for _, limit in limits for p in (*number.params, limit))
    return Where(f"({text})", params)


def _orders(rule: Rule, now: datetime) -> Where:
    found = _within(rule, now)
    number = Where(f"SELECT count(*) {found.text}", found.params)
    return _between(rule, number, "at_least", "at_most")


def _spend(rule: Rule, now: datetime) -> Where:
    found = _within(rule, now)
    text = f"SELECT coalesce(sum(p.spend_minor), 0) {found.text} AND p.currency = %s"
    number = Where(text, (*found.params, rule["currency"]))
    return _between(rule, number, "at_least_minor", "at_most_minor")


def _last_order(rule: Rule, now: datetime) -> Where:
    found = f"(SELECT max(p.at) {PURCHASES})"
    limits = [
        (sign, days_back(now, rule[name]))
        for sign, name in ((">=", "within_days"), ("<", "before_days"))
        if name in rule
    ]
    return _never_null(found, limits)


def _first_order(rule: Rule, _now: datetime) -> Where:
    found = f"(SELECT min(p.at) {PURCHASES})"
    limits = [
        (sign, midnight(rule[name]))
        for sign, name in ((">=", "since"), ("<", "until"))
        if name in rule
    ]
    return _never_null(found, limits)


def _never_null(moment: str, limits: list[tuple[str, datetime]]) -> Where:
    """Who never bought is in neither a condition nor, by a null, outside of its opposite."""
    text = " AND ".join(f"{moment} {sign} %s" for sign, _ in limits)
    return Where(f"coalesce({text}, false)", tuple(limit for _, limit in limits))


def _place(rule: Rule, _now: datetime) -> Where:
    columns = {"countries": "country", "regions": "region", "cities": "city"}
    named = [(column, rule[name]) for name, column in columns.items() if name in rule]
    text = " AND ".join(f"c.{column} = ANY(%s)" for column, _ in named)
    return Where(f"({text})", tuple([folded(word) for word in words] for _, words in named))


def _bought(rule: Rule, now: datetime) -> Where:
    found = _within(rule, now)
    ids = [
        (f"p.{column} && %s::uuid[]", [UUID(text) for text in rule[name]])
        for name, column in (("products", "product_ids"), ("variants", "variant_ids"))
        if name in rule
    ]
    brands = [("p.brands && %s::varchar[]", list(rule["brands"]))] if "brands" in rule else []
    parts: list[tuple[str, list[Any]]] = [*ids, *brands]
    text = " OR ".join(part for part, _ in parts)
    params = (*found.params, *(values for _, values in parts))
    return Where(f"EXISTS (SELECT 1 {found.text} AND ({text}))", params)


def _tag(rule: Rule, _now: datetime) -> Where:
    return Where("c.tags && %s::varchar[]", (list(rule["any_of"]),))


LEAVES: Final[Mapping[str, Callable[[Rule, datetime], Where]]] = {
    "orders": _orders,
    "spend": _spend,
    "last_order": _last_order,
    "first_order": _first_order,
    "place": _place,
    "bought": _bought,
    "tag": _tag,
}
