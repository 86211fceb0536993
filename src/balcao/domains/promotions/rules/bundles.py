"""A price for a set of units. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from balcao.domains.promotions.rules.carts import units_in
from balcao.domains.promotions.rules.facts import Facts, Why
from balcao.domains.promotions.rules.fields import (
    MONEY,
    Document,
    Field,
    Findings,
    check_fields,
    many,
    optional,
    whole,
)
from balcao.domains.promotions.rules.kinds import (
    Anchor,
    Benefit,
    BenefitKind,
    Compiling,
    Effect,
    Selector,
    check_selector,
)
from balcao.domains.promotions.rules.lines import joined_anchor
from balcao.domains.promotions.rules.selection import anchor_of, selected
from balcao.kernel.shares import spread

MOST_PARTS: Final = 10
MOST_IN_PART: Final = 20
MOST_SETS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Bundle:
    """A price for a set of units. Sets are formed one after another of the dearest that fit."""

    price_minor: int
    parts: tuple[tuple[int, Selector | None], ...]
    at_most_times: int | None

    @property
    def anchor(self) -> Anchor:
        """The smallest of the parts'."""
        return joined_anchor([anchor_of(on) for _, on in self.parts], is_all=True)

    def effect(self, facts: Facts) -> Effect | Why:
        """What the sets cost less than their units."""
        left, off = list(facts.units), [0] * len(facts.items)
        masks = [(count, selected(facts, on)) for count, on in self.parts]
        for count, mask in masks:
            missing = count - units_in(facts, mask)
            if missing > 0:
                return Why("bundle_incomplete", {"missing_quantity": missing})
        rest = MOST_SETS if self.at_most_times is None else self.at_most_times
        while rest:
            taken = complete_set(masks, left, facts.prices)
            weights = [facts.prices[at] * count for at, count in enumerate(taken)]
            if sum(weights) <= self.price_minor:
                break
            times = min(rest, self._alike(taken, left))
            shares = spread(sum(weights) - self.price_minor, weights)
            off = [a + b * times for a, b in zip(off, shares, strict=True)]
            left = [a - b * times for a, b in zip(left, taken, strict=True)]
            rest -= times
        return Effect(lines=tuple(off))

    def _alike(self, taken: Sequence[int], left: Sequence[int]) -> int:
        """How often the same set would be formed again: while no line of it runs short."""
        size = sum(count for count, _ in self.parts)
        spare = [(left[at] - size) // count for at, count in enumerate(taken) if count]
        return max(1, min(spare) + 1)


def complete_set(
    parts: Sequence[tuple[int, int]], left: Sequence[int], prices: Sequence[int]
) -> list[int]:
    """The dearest units that fill all parts, as a count per line; zeros where none do.

    Units are tried from the dearest; one is taken when the parts can still be filled with it, by an
    augmenting path. Sets that can be matched form a matroid (Edmonds and Fulkerson, 1965), so being
    greedy gives the dearest set.
    """
    slots = [mask for count, mask in parts for _ in range(count)]
    holders: list[int | None] = [None] * len(slots)

    def place(at: int, seen: set[int]) -> bool:
        for slot, mask in enumerate(slots):
            if mask >> at & 1 and slot not in seen:
                seen.add(slot)
                holder = holders[slot]
                if holder is None or place(holder, seen):
                    holders[slot] = at
                    return True
        return False

    order = sorted(range(len(left)), key=lambda at: (-prices[at], at))
    for unit in (at for at in order for _ in range(min(left[at], len(slots)))):
        if None in holders:
            place(unit, set())
    if None in holders:
        return [0] * len(left)
    held = Counter(holders)
    return [held[at] for at in range(len(left))]


def _bundle(document: Document, compiling: Compiling) -> Benefit:
    parts = ((one["quantity"], compiling.selector(one.get("on"))) for one in document["parts"])
    return Bundle(document["price_minor"], tuple(parts), document.get("at_most_times"))


def _part(value: object, pointer: str, findings: Findings) -> None:
    fields = {"quantity": Field(whole(1, MOST_IN_PART)), "on": optional(check_selector)}
    check_fields(value, fields, pointer, findings)


KINDS: Final = {
    "bundle_price": BenefitKind(
        fields={
            "price_minor": Field(MONEY),
            "parts": Field(many(_part, MOST_PARTS)),
            "at_most_times": optional(whole(1, MOST_SETS)),
        },
        make=_bundle,
    ),
}
