"""What comes off a unit, and which units it comes off. Pure.

Percentages are basis points (a hundredth of a percent); what comes off a line is rounded half up to
the minor unit, once per line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from balcao.domains.promotions.rules.facts import Facts
from balcao.domains.promotions.rules.fields import (
    BASIS_POINTS,
    MONEY,
    SOME_MONEY,
    Document,
    Findings,
    exactly_one,
    one_of,
    whole,
)
from balcao.domains.promotions.rules.fields import optional as may

WHOLE: Final = 10_000
OFF_KEYS: Final = ("basis_points", "amount_minor", "price_minor")
OFF_FIELDS: Final = {
    "basis_points": may(BASIS_POINTS),
    "amount_minor": may(SOME_MONEY),
    "price_minor": may(MONEY),
}
LIMIT_FIELDS: Final = {
    "at_most_units": may(whole()),
    "step_units": may(whole()),
    "pick": may(one_of("dearest", "cheapest")),
}


def share_of(minor: int, basis_points: int) -> int:
    """A percentage of an amount, rounded half up."""
    return (minor * basis_points + WHOLE // 2) // WHOLE


@dataclass(frozen=True, slots=True)
class Off:
    """A percentage, an amount, or down to a price; of a unit."""

    basis_points: int = 0
    amount_minor: int = 0
    price_minor: int | None = None

    def of(self, price: int, units: int) -> int:
        """What comes off so many units at a price; never more than they cost."""
        if self.basis_points:
            return share_of(price * units, self.basis_points)
        if self.price_minor is not None:
            return max(0, price - self.price_minor) * units
        return min(price, self.amount_minor) * units

    def over(self, facts: Facts, mask: int) -> list[int]:
        """What comes off every unit of the lines in a mask."""
        off = [0] * len(facts.items)
        if self.basis_points:
            points = self.basis_points
            for at in facts.lines(mask):
                off[at] = (facts.values[at] * points + 5_000) // WHOLE
            return off
        for at in facts.lines(mask):
            off[at] = self.of(facts.prices[at], facts.units[at])
        return off

    def taken(self, facts: Facts, units: Iterable[tuple[int, int]]) -> list[int]:
        """What comes off so many units of lines."""
        off = [0] * len(facts.items)
        for at, count in units:
            off[at] += self.of(facts.prices[at], count)
        return off


def read_off(document: Document) -> Off:
    """What comes off, as a rule says it."""
    return Off(
        document.get("basis_points", 0),
        document.get("amount_minor", 0),
        document.get("price_minor"),
    )


def check_off(document: Document, pointer: str, findings: Findings) -> None:
    """One way to say what comes off, and no second one."""
    exactly_one(OFF_KEYS, document, pointer, findings)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many units, in whole steps; the dearest or the cheapest of the selected."""

    most: int | None = None
    step: int = 1
    cheapest: bool = False

    @property
    def is_none(self) -> bool:
        """Whether every unit counts."""
        return self.most is None and self.step == 1

    def take(self, facts: Facts, mask: int) -> list[tuple[int, int]]:
        """Lines and how many of their units count."""
        there = sum(facts.units[at] for at in facts.lines(mask))
        wanted = there if self.most is None else min(there, self.most)
        wanted -= wanted % self.step
        return take_units(facts, mask, wanted, cheapest=self.cheapest)


def read_limit(document: Document) -> Limit:
    """A limit of units, as a rule says it."""
    cheapest = document.get("pick") == "cheapest"
    return Limit(document.get("at_most_units"), document.get("step_units", 1), cheapest)


def take_units(facts: Facts, mask: int, wanted: int, *, cheapest: bool) -> list[tuple[int, int]]:
    """So many units of the lines in a mask, by price; of equal prices the first line."""
    order = [at for at in facts.by_price if mask >> at & 1]
    if not cheapest:
        order.sort(key=lambda at: (-facts.prices[at], at))
    taken = []
    for at in order:
        if wanted <= 0:
            break
        count = min(wanted, facts.units[at])
        taken.append((at, count))
        wanted -= count
    return taken
