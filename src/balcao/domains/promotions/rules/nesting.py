"""All, any and not of conditions of the cart. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from balcao.domains.promotions.rules.facts import Facts, Why
from balcao.domains.promotions.rules.fields import Document
from balcao.domains.promotions.rules.kinds import Anchor, Compiling, ConditionKind, Test
from balcao.domains.promotions.rules.lines import (
    Joined,
    SomeLine,
    joined_anchor,
    others,
    selectors_of,
)


@dataclass(frozen=True, slots=True)
class All:
    """Every one of several conditions."""

    of: tuple[Test, ...]

    @property
    def anchor(self) -> Anchor:
        """The smallest of theirs."""
        return joined_anchor([one.anchor for one in self.of], is_all=True)

    def holds(self, facts: Facts) -> bool:
        """Whether all hold."""
        return all(one.holds(facts) for one in self.of)

    def why(self, facts: Facts) -> Why:
        """The first that does not."""
        return next(one.why(facts) for one in self.of if not one.holds(facts))


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of several conditions."""

    of: tuple[Test, ...]

    @property
    def anchor(self) -> Anchor:
        """Theirs together."""
        return joined_anchor([one.anchor for one in self.of], is_all=False)

    def holds(self, facts: Facts) -> bool:
        """Whether one holds."""
        return any(one.holds(facts) for one in self.of)

    def why(self, facts: Facts) -> Why:
        """The first that says how much is missing, or else the first; and that there are others."""
        whys = [one.why(facts) for one in self.of]
        chosen = next((w for w in whys if any(k.startswith("missing") for k in w.facts)), whys[0])
        return Why(chosen.reason, {**chosen.facts, "ways": len(whys)})


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    of: Test
    document: Document
    anchor: Anchor = None

    def holds(self, facts: Facts) -> bool:
        """Whether the condition does not hold."""
        return not self.of.holds(facts)

    def why(self, facts: Facts) -> Why:
        """The condition holds, and must not; on which lines, where it is one of lines."""
        mask = self.of.of.mask(facts) if isinstance(self.of, SomeLine) else 0
        lines = sorted(facts.items[at].line_no for at in facts.lines(mask))
        return Why("excluded", {"by": dict(self.document), "lines": lines})


def _tests(document: Document, compiling: Compiling) -> tuple[Test, ...]:
    return tuple(compiling.test(one) for one in document["of"])


# A list of conditions is checked by ``kinds.py``, which knows what may stand in it.
KINDS: Final = {
    "all": ConditionKind(
        fields={},
        nests=True,
        test=lambda document, compiling: All(_tests(document, compiling)),
        selector=lambda document, compiling: Joined(selectors_of(document, compiling), is_all=True),
    ),
    "any": ConditionKind(
        fields={},
        nests=True,
        test=lambda document, compiling: Any(_tests(document, compiling)),
        selector=lambda document, compiling: Joined(
            selectors_of(document, compiling), is_all=False
        ),
    ),
    "not": ConditionKind(
        fields={},
        nests=True,
        test=lambda document, compiling: Not(compiling.test(document["of"]), document["of"]),
        selector=others,
    ),
}
