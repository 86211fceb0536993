"""The kinds of conditions and benefits a rule is written in, and how they nest. Pure.

A condition of lines is asked in two ways: as a selector it says which lines, as a condition of the
cart it holds when there is such a line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeVar

from balcao.domains.promotions.rules.facts import Fact, Facts, Why
from balcao.domains.promotions.rules.fields import (
    Check,
    Document,
    Field,
    Findings,
    below,
    check_fields,
    one_of,
)
from balcao.domains.promotions.values import Gift

DEEPEST: Final = 8
MOST_NODES: Final = 300
MOST_TOGETHER: Final = 50
# Facts of which at least one must be true; None where there is no such set.
Anchor = frozenset[Fact] | None


class Test(Protocol):
    """A compiled condition of the cart."""

    @property
    def anchor(self) -> Anchor:
        """Facts of which one must be true for this to hold."""

    def holds(self, facts: Facts) -> bool:
        """Whether the condition is met."""

    def why(self, facts: Facts) -> Why:
        """Why it is not met; asked only then."""


class Selector(Protocol):
    """A compiled condition of lines."""

    @property
    def anchor(self) -> Anchor:
        """Facts of which one must be true for a line to be selected."""

    def mask(self, facts: Facts) -> int:
        """The lines that meet the condition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a benefit would give alone. ``lines`` go with ``Facts.items``; amounts in minor units.

    Of what is left of the order ``order_points`` (basis points) or ``order_minor`` come off.
    """

    lines: tuple[int, ...] = ()
    order_points: int = 0
    order_minor: int = 0
    shipping: int = 0
    gifts: tuple[Gift, ...] = ()


class Benefit(Protocol):
    """A compiled benefit."""

    @property
    def anchor(self) -> Anchor:
        """Facts of which one must be true for the benefit to give anything."""

    def effect(self, facts: Facts) -> Effect | Why:
        """What it gives for this basket, or why nothing."""


@dataclass(slots=True)
class Compiling:
    """The promotion that is being compiled; equal selectors of all promotions become one."""

    promotion_id: str
    selectors: dict[str, Selector] = field(default_factory=dict)
    benefits: dict[str, Benefit] = field(default_factory=dict)

    def selector(self, document: Document | None) -> Selector | None:
        """A selector; None selects every line."""
        if document is None:
            return None
        key = json.dumps(document, sort_keys=True)
        if key not in self.selectors:
            make = CONDITIONS[document["kind"]].selector
            assert make is not None
            self.selectors[key] = Remembered(make(document, self))
        return self.selectors[key]

    def test(self, document: Document) -> Test:
        """A condition of the cart."""
        return CONDITIONS[document["kind"]].test(document, self)

    def benefit(self, document: Document) -> Benefit:
        """A benefit; equal ones are one."""
        key = json.dumps(document, sort_keys=True)
        if key not in self.benefits:
            self.benefits[key] = BENEFITS[document["kind"]].make(document, self)
        return self.benefits[key]


class Remembered:
    """A selector that is asked once per basket, however many promotions share it."""

    __slots__ = ("anchor", "of")

    def __init__(self, of: Selector) -> None:
        self.of = of
        self.anchor = of.anchor

    def mask(self, facts: Facts) -> int:
        """As of the selector behind."""
        known = facts.selected.get(id(self))
        if known is None:
            known = facts.selected[id(self)] = self.of.mask(facts)
        return known


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionKind:
    """A kind of condition: its fields, and what it is compiled to.

    ``selector`` is None where the kind says nothing about a single line. ``words`` is for kinds
    that come from outside; Balcao's own words are in ``words.py``.
    """

    fields: Mapping[str, Field]
    test: Callable[[Document, Compiling], Test]
    selector: Callable[[Document, Compiling], Selector] | None = None
    also: Callable[[Document, str, Findings], None] | None = None
    words: Callable[[Document, str], str] | None = None
    nests: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitKind:
    """A kind of benefit: its fields, and what it is compiled to."""

    fields: Mapping[str, Field]
    make: Callable[[Document, Compiling], Benefit]
    also: Callable[[Document, str, Findings], None] | None = None
    words: Callable[[Document, str], str] | None = None


Kind = TypeVar("Kind", ConditionKind, BenefitKind)
CONDITIONS: Final[dict[str, ConditionKind]] = {}
BENEFITS: Final[dict[str, BenefitKind]] = {}


def check_condition(value: object, pointer: str, findings: Findings) -> None:
    """A condition of the cart, however deep."""
    _check_condition(value, pointer, findings, only_lines=False)


def check_selector(value: object, pointer: str, findings: Findings) -> None:
    """A condition of lines, however deep."""
    _check_condition(value, pointer, findings, only_lines=True)


def _check_condition(value: object, pointer: str, findings: Findings, *, only_lines: bool) -> None:
    findings.nodes += 1
    if pointer.count("/of") > DEEPEST or findings.nodes > MOST_NODES:
        findings.add(pointer, "The rule is nested too deep or too long. Make it simpler.")
        return
    kind = _kind(value, CONDITIONS, pointer, findings)
    if kind is None or not isinstance(value, Mapping):
        return
    if only_lines and kind.selector is None:
        findings.add(below(pointer, "kind"), "This says nothing about a line. Move it to “when”.")
        return
    fields = {"kind": Field(one_of(value["kind"])), **kind.fields}
    if kind.nests:
        inner = check_selector if only_lines else check_condition
        fields["of"] = Field(_several(inner) if value["kind"] != "not" else inner)
    if check_fields(value, fields, pointer, findings) and kind.also:
        kind.also(value, pointer, findings)


def check_benefit(value: object, pointer: str, findings: Findings) -> None:
    """A benefit."""
    kind = _kind(value, BENEFITS, pointer, findings)
    if kind is not None and isinstance(value, Mapping):
        fields = {"kind": Field(one_of(value["kind"])), **kind.fields}
        if check_fields(value, fields, pointer, findings) and kind.also:
            kind.also(value, pointer, findings)


def _kind(
    value: object, kinds: Mapping[str, Kind], pointer: str, findings: Findings
) -> Kind | None:
    if not isinstance(value, Mapping):
        findings.add(pointer, "Write an object with a “kind” here.")
        return None
    kind = value.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        known = ", ".join(sorted(kinds))
        findings.add(below(pointer, "kind"), f"This kind is not known. Write one of: {known}.")
        return None
    return kinds[kind]


def _several(inner: Check) -> Check:
    def check(value: object, pointer: str, findings: Findings) -> None:
        if not isinstance(value, list | tuple) or not 1 <= len(value) <= MOST_TOGETHER:
            findings.add(pointer, f"Write a list of 1 to {MOST_TOGETHER} conditions.")
            return
        for number, one in enumerate(value):
            inner(one, below(pointer, number), findings)

    return check
