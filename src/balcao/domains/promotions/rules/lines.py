"""Conditions of lines: what a line is, and all, any and not of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Final

from balcao.domains.promotions.rules.facts import Fact, Facts, Why, attribute, folded
from balcao.domains.promotions.rules.fields import (
    MONEY,
    Document,
    Field,
    Findings,
    at_least_one,
    many,
    optional,
    text,
    uuid,
)
from balcao.domains.promotions.rules.kinds import Anchor, Compiling, ConditionKind, Selector, Test


@dataclass(frozen=True, slots=True)
class Having:
    """Lines of which one of some facts is true."""

    facts: frozenset[Fact]

    @property
    def anchor(self) -> Anchor:
        """The facts themselves."""
        return self.facts

    def mask(self, facts: Facts) -> int:
        """Lines with one of the facts."""
        masks = facts.masks
        if len(self.facts) <= len(masks):
            return reduce(or_, (masks.get(fact, 0) for fact in self.facts), 0)
        return reduce(or_, (bits for fact, bits in masks.items() if fact in self.facts), 0)


@dataclass(frozen=True, slots=True)
class PricedBetween:
    """Lines whose unit costs an amount within limits, both included."""

    least: int
    most: int | None
    anchor: Anchor = None

    def mask(self, facts: Facts) -> int:
        """Lines by the price of a unit before promotions."""
        most = self.most
        return sum(
            1 << at
            for at, price in enumerate(facts.prices)
            if price >= self.least and (most is None or price <= most)
        )


class OnSale:
    """Lines whose compare-at price is above their price."""

    anchor: Anchor = None

    def mask(self, facts: Facts) -> int:
        """Lines that are already reduced."""
        return sum(
            1 << at
            for at, item in enumerate(facts.items)
            if (item.compare_at_minor or 0) > item.unit_minor
        )


@dataclass(frozen=True, slots=True)
class Joined:
    """All or any of several selectors."""

    of: tuple[Selector, ...]
    is_all: bool

    @property
    def anchor(self) -> Anchor:
        """Of all: the smallest; of any: all together."""
        return joined_anchor([one.anchor for one in self.of], is_all=self.is_all)

    def mask(self, facts: Facts) -> int:
        """Both, or either."""
        return reduce(and_ if self.is_all else or_, (one.mask(facts) for one in self.of))


@dataclass(frozen=True, slots=True)
class Others:
    """The lines that a selector leaves."""

    of: Selector
    anchor: Anchor = None

    def mask(self, facts: Facts) -> int:
        """All the other lines."""
        return facts.everything & ~self.of.mask(facts)


@dataclass(frozen=True, slots=True)
class SomeLine:
    """There is such a line in the cart."""

    of: Selector
    document: Document

    @property
    def anchor(self) -> Anchor:
        """Of the selector."""
        return self.of.anchor

    def holds(self, facts: Facts) -> bool:
        """Whether a line is selected."""
        return self.of.mask(facts) != 0

    def why(self, facts: Facts) -> Why:
        """None is."""
        return Why("not_in_cart" if facts.items else "empty_cart", {"wanted": dict(self.document)})


def joined_anchor(anchors: Sequence[Anchor], *, is_all: bool) -> Anchor:
    """Facts of which one must be true for all, or for any, of several conditions to hold."""
    known = [one for one in anchors if one is not None]
    if is_all:
        return min(known, key=len, default=None)
    return frozenset().union(*known) if len(known) == len(anchors) else None


def test_of(document: Document, compiling: Compiling) -> Test:
    """A condition of lines, asked about the cart."""
    selector = compiling.selector(document)
    assert selector is not None
    return SomeLine(selector, document)


def selectors_of(document: Document, compiling: Compiling) -> tuple[Selector, ...]:
    """The selectors that a condition holds together."""
    found = [compiling.selector(one) for one in document["of"]]
    return tuple(one for one in found if one is not None)


def others(document: Document, compiling: Compiling) -> Selector:
    """``not`` of lines."""
    inner = compiling.selector(document["of"])
    assert inner is not None
    return Others(inner)


def _exact(name: str) -> ConditionKind:
    def select(document: Document, _: Compiling) -> Selector:
        return Having(frozenset((name, value) for value in document["in"]))

    return ConditionKind(fields={"in": Field(many(uuid))}, test=test_of, selector=select)


def _worded(name: str) -> ConditionKind:
    def select(document: Document, _: Compiling) -> Selector:
        return Having(frozenset((name, folded(value)) for value in document["in"]))

    return ConditionKind(fields={"in": Field(many(text))}, test=test_of, selector=select)


def _with_attribute(document: Document, _: Compiling) -> Selector:
    values = (attribute(document["name"], value) for value in document["in"])
    return Having(frozenset(("attribute", value) for value in values))


def _priced(document: Document, _: Compiling) -> Selector:
    return PricedBetween(document.get("at_least_minor", 0), document.get("at_most_minor"))


def _some_limit(document: Document, pointer: str, findings: Findings) -> None:
    at_least_one(("at_least_minor", "at_most_minor"), document, pointer, findings)


KINDS: Final = {
    "product": _exact("product"),
    "variant": _exact("variant"),
    "category": _exact("category"),
    "collection": _exact("collection"),
    "brand": _worded("brand"),
    "tag": _worded("tag"),
    "attribute": ConditionKind(
        fields={"name": Field(text), "in": Field(many(text))},
        test=test_of,
        selector=_with_attribute,
    ),
    "unit_price": ConditionKind(
        fields={"at_least_minor": optional(MONEY), "at_most_minor": optional(MONEY)},
        test=test_of,
        selector=_priced,
        also=_some_limit,
    ),
    "on_sale": ConditionKind(fields={}, test=test_of, selector=lambda _, __: OnSale()),
}
