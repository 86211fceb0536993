"""The lines a benefit is for. Pure."""

from __future__ import annotations

from typing import Final

from balcao.domains.promotions.rules.facts import Facts, Why
from balcao.domains.promotions.rules.kinds import (
    Anchor,
    Effect,
    Selector,
)
from balcao.kernel.shares import spread

NO_LINES: Final = "no_matching_lines"


def selected(facts: Facts, on: Selector | None) -> int:
    """The lines a benefit is for; all, where it names none."""
    return facts.everything if on is None else on.mask(facts)


def anchor_of(on: Selector | None) -> Anchor:
    """Facts of which one must be true for a line to be selected."""
    return None if on is None else on.anchor


def shared_out(facts: Facts, mask: int, amount: int) -> Effect | Why:
    """An amount over the lines in a mask, never more than they cost."""
    if not mask:
        return Why(NO_LINES)
    weights = [value if mask >> at & 1 else 0 for at, value in enumerate(facts.values)]
    most = min(amount, sum(weights))
    return Effect(lines=tuple(spread(most, weights)) if most else ())
