"""Conditions of what is in the cart in all: quantity, subtotal, weight. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from balcao.domains.promotions.rules.facts import Facts, Why
from balcao.domains.promotions.rules.fields import (
    MONEY,
    Document,
    Findings,
    at_least_one,
    optional,
    whole,
)
from balcao.domains.promotions.rules.kinds import (
    Anchor,
    Compiling,
    ConditionKind,
    Selector,
    Test,
    check_selector,
)

HEAVIEST: Final = 10**9


def units_in(facts: Facts, mask: int) -> int:
    """Units on these lines."""
    return sum(facts.units[at] for at in facts.lines(mask))


def minor_in(facts: Facts, mask: int) -> int:
    """What these lines cost before promotions, minor units."""
    if mask == facts.everything:
        return facts.subtotal
    return sum(facts.values[at] for at in facts.lines(mask))


def grams_in(facts: Facts, mask: int) -> int:
    """What these lines weigh."""
    return sum(facts.items[at].weight_grams * facts.units[at] for at in facts.lines(mask))


@dataclass(frozen=True, slots=True)
class Measure:
    """How a sum over lines is taken, and what its limits and reasons are called."""

    name: str
    suffix: str
    of: Callable[[Facts, int], int]
    has_currency: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """A sum over the selected lines lies within limits, both included."""

    measure: Measure
    least: int
    most: int | None
    on: Selector | None

    @property
    def anchor(self) -> Anchor:
        """Of the selector, where nothing selected is not enough."""
        return self.on.anchor if self.on and self.least > 0 else None

    def holds(self, facts: Facts) -> bool:
        """Whether the sum is enough and not too much."""
        found = self._sum(facts)
        return found >= self.least and (self.most is None or found <= self.most)

    def why(self, facts: Facts) -> Why:
        """How much is missing, or too much."""
        found, suffix, name = self._sum(facts), self.measure.suffix, self.measure.name
        currency = {"currency": facts.basket.currency} if self.measure.has_currency else {}
        if found < self.least:
            sizes = {f"missing_{suffix}": self.least - found, f"at_least_{suffix}": self.least}
            return Why(f"{name}_too_low", {**sizes, **currency})
        sizes = {f"over_{suffix}": found - (self.most or 0), f"at_most_{suffix}": self.most or 0}
        return Why(f"{name}_too_high", {**sizes, **currency})

    def _sum(self, facts: Facts) -> int:
        return self.measure.of(facts, self.on.mask(facts) if self.on else facts.everything)


def _measured(measure: Measure, keys: tuple[str, str], limit: int) -> ConditionKind:
    least, most = keys

    def test(document: Document, compiling: Compiling) -> Test:
        on = compiling.selector(document.get("on"))
        return Between(measure, document.get(least, 0), document.get(most), on)

    def also(document: Document, pointer: str, findings: Findings) -> None:
        at_least_one(keys, document, pointer, findings)

    size = MONEY if measure.has_currency else whole(0, limit)
    fields = {least: optional(size), most: optional(size), "on": optional(check_selector)}
    return ConditionKind(fields=fields, test=test, also=also)


KINDS: Final = {
    "quantity": _measured(
        Measure("quantity", "quantity", units_in), ("at_least", "at_most"), 1_000_000
    ),
    "subtotal": _measured(
        Measure("subtotal", "minor", minor_in, has_currency=True),
        ("at_least_minor", "at_most_minor"),
        0,
    ),
    "weight": _measured(
        Measure("weight", "grams", grams_in), ("at_least_grams", "at_most_grams"), HEAVIEST
    ),
}
