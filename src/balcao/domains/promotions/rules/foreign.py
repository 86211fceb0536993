"""Kinds of conditions and benefits that come from outside, fitted into the rule language. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from balcao.domains.promotions.rules.documents import BUILT_IN
from balcao.domains.promotions.rules.facts import Facts, Why
from balcao.domains.promotions.rules.fields import Document, Field, Findings, optional
from balcao.domains.promotions.rules.kinds import (
    BENEFITS,
    CONDITIONS,
    Anchor,
    BenefitKind,
    ConditionKind,
    Effect,
)
from balcao.domains.promotions.values import Basket


class Kind(Protocol):
    """What both kinds of kinds have."""

    kind: str
    keys: frozenset[str]

    def findings(self, document: Document) -> Iterable[tuple[str, str]]:
        """What is wrong: the key, and what to do."""

    def in_words(self, document: Document, language: str) -> str:
        """What it means, in ``pt-br`` or ``en``."""


class Condition(Kind, Protocol):
    """A kind of condition."""

    def holds(self, document: Document, basket: Basket) -> bool:
        """Whether it is met."""

    def missing(self, document: Document, basket: Basket) -> Mapping[str, str]:
        """What is missing, as a sentence by language; asked when it is not met."""


class Reduction(Kind, Protocol):
    """A kind of benefit."""

    def takes_off(self, document: Document, basket: Basket) -> Mapping[int | None, int]:
        """Minor units off lines by number, and off shipping by None."""


@dataclass(frozen=True, slots=True)
class ForeignTest:
    """A condition from outside."""

    kind: Condition
    document: Document
    anchor: Anchor = None

    def holds(self, facts: Facts) -> bool:
        """As the kind says."""
        return self.kind.holds(self.document, facts.basket)

    def why(self, facts: Facts) -> Why:
        """As the kind says, under its own name."""
        says = dict(self.kind.missing(self.document, facts.basket))
        return Why(self.kind.kind, {"says": says})


@dataclass(frozen=True, slots=True)
class ForeignBenefit:
    """A benefit from outside. It cannot take more off a line than the line costs."""

    kind: Reduction
    document: Document
    anchor: Anchor = None

    def effect(self, facts: Facts) -> Effect | Why:
        """As the kind says, between nothing and everything."""
        off = self.kind.takes_off(self.document, facts.basket)
        lines = tuple(
            max(0, min(off.get(item.line_no, 0), value))
            for item, value in zip(facts.items, facts.values, strict=True)
        )
        most = facts.basket.shipping_minor or 0
        return Effect(lines=lines, shipping=max(0, min(off.get(None, 0), most)))


def add_conditions(kinds: Iterable[Condition]) -> None:
    """Let rules use these kinds; those added before are forgotten."""
    _forget(CONDITIONS)
    for kind in kinds:
        _refuse_taken(kind)
        CONDITIONS[kind.kind] = _condition(kind)


def add_benefits(kinds: Iterable[Reduction]) -> None:
    """Let rules use these kinds; those added before are forgotten."""
    _forget(BENEFITS)
    for kind in kinds:
        _refuse_taken(kind)
        BENEFITS[kind.kind] = _benefit(kind)


def _condition(kind: Condition) -> ConditionKind:
    return ConditionKind(
        fields=_fields(kind),
        test=lambda document, _: ForeignTest(kind, document),
        also=_checked(kind),
        words=kind.in_words,
    )


def _benefit(kind: Reduction) -> BenefitKind:
    return BenefitKind(
        fields=_fields(kind),
        make=lambda document, _: ForeignBenefit(kind, document),
        also=_checked(kind),
        words=kind.in_words,
    )


def _forget(kinds: dict[str, ConditionKind] | dict[str, BenefitKind]) -> None:
    for name in [name for name in kinds if name not in BUILT_IN]:
        del kinds[name]


def _refuse_taken(kind: Kind) -> None:
    if kind.kind in BUILT_IN:
        raise ValueError(f"{kind.kind!r} is a kind of Balcao's own. Name yours differently.")


def _fields(kind: Kind) -> dict[str, Field]:
    return {key: optional(lambda _, __, ___: None) for key in kind.keys}


def _checked(kind: Kind) -> Callable[[Document, str, Findings], None]:
    def also(document: Document, pointer: str, findings: Findings) -> None:
        for key, says in kind.findings(document):
            findings.add(f"{pointer}/{key}" if key else pointer, says)

    return also
