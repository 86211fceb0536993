"""What is counted how often, and when a count is too far off. Pure.

A variant's class comes from the value that went through it: A are the few that 80 percent of the
value of shipped goods went through, B those of the next 15 percent, C all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from balcao.domains.inventory.values import CountClass, StockRules

Key = TypeVar("Key")
A_PERCENT: Final = 80
B_PERCENT: Final = 95


def classify(shipped: Mapping[Key, int]) -> dict[Key, CountClass]:
    """The class of each by the value (or the units) that was shipped of it.

    The one that crosses a border belongs to the better class, so the class A is never empty where
    anything was shipped. What was never shipped is C. Equals are taken in the order given.
    """
    whole = sum(shipped.values())
    ordered = sorted(shipped, key=lambda key: -shipped[key])
    found, before = {}, 0
    for key in ordered:
        if not shipped[key]:
            found[key] = CountClass.C
        elif 100 * before < A_PERCENT * whole:
            found[key] = CountClass.A
        elif 100 * before < B_PERCENT * whole:
            found[key] = CountClass.B
        else:
            found[key] = CountClass.C
        before += shipped[key]
    return found


def days_between_counts(rules: StockRules) -> dict[CountClass, int]:
    """How many days may pass between two counts of a variant, by its class."""
    return {
        CountClass.A: rules.count_every_a_days,
        CountClass.B: rules.count_every_b_days,
        CountClass.C: rules.count_every_c_days,
    }


def is_off(expected: int, counted: int, *, percent: int) -> bool:
    """Whether a count differs from the books by more than so many percent of them.

    Where the books say nothing lies there, one unit is too much.
    """
    return abs(counted - expected) * 100 > percent * expected
