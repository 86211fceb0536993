"""Whether what a rule gave would still be given if it were paid another way. Pure."""

from __future__ import annotations

from typing import Any

from balcao.domains.promotions.rules.facts import folded


def fits_way_to_pay(rule: Any, way: str, *, is_wanted: bool = True) -> bool:
    """Whether every condition of a rule about ways to pay allows this one.

    Stricter than the engine where one of several conditions is enough: which of them was met is not
    known any more.
    """
    if isinstance(rule, list):
        return all(fits_way_to_pay(one, way, is_wanted=is_wanted) for one in rule)
    if not isinstance(rule, dict):
        return True
    if rule.get("kind") == "payment":
        return (folded(way) in {folded(str(one)) for one in rule["in"]}) is is_wanted
    wanted = is_wanted is not (rule.get("kind") == "not")
    return all(fits_way_to_pay(one, way, is_wanted=wanted) for one in rule.values())
