"""What a set of promotions gives together, to the minor unit. Pure.

Discounts on lines are computed on the price before promotions and add up; discounts on the order
are computed on what the lines leave, and add up among themselves; discounts on shipping are
computed on its price. None takes more than is there. Percentages of the order are rounded half up
once for their sum, so a promotion's own part may differ from its rounding by one minor unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, count

from balcao.domains.promotions.rules.compiled import Candidate
from balcao.domains.promotions.rules.facts import Facts
from balcao.domains.promotions.rules.off import WHOLE
from balcao.domains.promotions.values import Gift
from balcao.kernel.shares import spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A candidate with its caps worked in, and what it gives alone.

    ``lines`` is what comes off each of ``Facts.items``, or empty; ``off`` the same as places and
    amounts, for most promotions touch few lines. ``rank`` is higher priority first, then by id.
    ``exact`` amounts are in parts of ten thousand of a minor unit.
    """

    candidate: Candidate
    rank: tuple[int, str]
    lines: tuple[int, ...]
    off: tuple[tuple[int, int], ...]
    shipping: int
    gift_value: int
    alone: int

    @property
    def is_on_order(self) -> bool:
        """Whether it takes something off the order as a whole."""
        return bool(self.candidate.effect.order_points or self.candidate.effect.order_minor)

    def exact(self, left: int) -> int:
        """What comes off an order of which so much is left, in ten-thousandths."""
        return _exact(self.candidate, left)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a promotion takes in the end: by place in ``Facts.items``, and off shipping."""

    weighed: Weighed
    lines: dict[int, int]
    shipping: int

    @property
    def amount(self) -> int:
        """All of it, minor units."""
        return sum(self.lines.values()) + self.shipping

    @property
    def gifts(self) -> tuple[Gift, ...]:
        """What comes with it."""
        return self.weighed.candidate.effect.gifts


def weigh(candidate: Candidate, facts: Facts) -> Weighed:
    """Work in the caps: the most a promotion may give, shared out over its lines."""
    effect, cap = candidate.effect, candidate.cap
    lines, shipping = effect.lines, effect.shipping
    if cap is not None:
        if sum(lines) > cap:
            lines = tuple(spread(cap, lines))
        shipping = min(shipping, cap - min(cap, sum(lines)))
    values = facts.basket.gift_values
    gift_value = sum(values.get(str(one.variant_id), 0) * one.quantity for one in effect.gifts)
    order = rounded(_exact(candidate, facts.subtotal))
    alone = min(facts.subtotal, sum(lines) + order) + shipping
    return Weighed(
        candidate=candidate,
        rank=candidate.ready.rank,
        lines=lines,
        off=_places(lines),
        shipping=shipping,
        gift_value=gift_value,
        alone=alone,
    )


def _places(lines: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Where something comes off, and how much."""
    return tuple(zip(compress(count(), lines), filter(None, lines), strict=False))


def _exact(candidate: Candidate, left: int) -> int:
    effect, cap = candidate.effect, candidate.cap
    off = effect.order_points * left or effect.order_minor * WHOLE
    return off if cap is None else min(off, cap * WHOLE)


def rounded(exact: int) -> int:
    """Ten-thousandths of a minor unit, rounded half up."""
    return (exact + WHOLE // 2) // WHOLE


def total_of(chosen: Iterable[Weighed], facts: Facts) -> int:
    """What goods and shipping cost with these promotions, minor units."""
    chosen = list(chosen)
    off: dict[int, int] = {}
    for one in chosen:
        for at, less in one.off:
            off[at] = off.get(at, 0) + less
    values = facts.values
    left = facts.subtotal - sum(min(values[at], less) for at, less in off.items())
    exact = sum(one.exact(left) for one in chosen if one.is_on_order)
    shipping = facts.basket.shipping_minor or 0
    return max(0, left - rounded(exact)) + max(0, shipping - sum(one.shipping for one in chosen))


def added(vectors: Sequence[Sequence[int]], size: int) -> list[int]:
    """Sum vectors place by place."""
    return [sum(column) for column in zip(*vectors, strict=True)] if vectors else [0] * size


def settle(chosen: Iterable[Weighed], facts: Facts) -> tuple[list[Taken], list[int]]:
    """Who takes what, and what is left of each line; higher priority first.

    What gives nothing in the end is left out.
    """
    ranked = sorted(chosen, key=lambda one: one.rank)
    left = list(facts.values)
    parts: dict[int, dict[int, int]] = {number: {} for number in range(len(ranked))}
    for number, one in enumerate(ranked):
        _take(parts[number], left, one.off)
    whole, exact, given = sum(left), 0, 0
    for number, one in enumerate(ranked):
        if one.is_on_order:
            exact += one.exact(whole)
            part = min(rounded(exact), whole) - given
            given += part
            _take(parts[number], left, _places(spread(part, left)) if part else ())
    shipping, taken = facts.basket.shipping_minor or 0, []
    for number, one in enumerate(ranked):
        off = min(one.shipping, shipping)
        shipping -= off
        taken.append(Taken(one, parts[number], off))
    return [one for one in taken if one.amount or one.gifts], left


def _take(part: dict[int, int], left: list[int], wanted: Sequence[tuple[int, int]]) -> None:
    """Take off each line what is wanted, or what is left of it."""
    for at, most in wanted:
        if most < 0 or not left[at]:
            continue
        rest = left[at] - most
        off = most if rest >= 0 else left[at]
        left[at] -= off
        part[at] = part[at] + off if at in part else off
