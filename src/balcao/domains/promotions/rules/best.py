"""The best allowed set of promotions: an exact search with a bound. Pure.

**What is searched.** The set with the lowest total of goods and shipping; of equal totals the one
with the most gift value, then the one that has the promotion of highest priority, then the first
one tried: the same for the same promotions and the same goods, whatever their order. What gives
nothing in the end is left out afterwards.

**More is never worse.** Let ``v`` be the lines' prices, ``d_p`` what promotion ``p`` takes off the
lines, ``R = sum(max(0, v - sum(d_p)))`` what they leave and ``e(R) = sum(min(cap_p, rate_p * R))``
or fixed amounts, what promotions on the order take; the total is ``T = max(0, R - round(e(R)))``.
``R - e(R)`` is convex in ``R`` and not above zero at ``R = 0``, so from where it is positive it
rises, there ``e`` grows by less than 1 when ``R`` does by 1, and its rounding by at most 1. Hence
``T`` never falls when ``R`` rises; and it never rises when ``e`` does. Another promotion lowers
``R`` or raises ``e``: it never raises the total. Shipping is a sum of its own. So only what may not
go together has to be searched.

**Families.** An exclusive promotion is alone. A promotion with ``no_other_codes`` does not go with
another one unlocked by a code. So besides each exclusive, every allowed set is within one of: all
without a code; for each unlocked one with ``no_other_codes``: it, and all without a code that do
not object; all unlocked ones that do not object, and all without a code that do not. A family is
searched over its groups, of each of which one member is taken.

**The bound.** With some groups decided, the total cannot be below the one of this optimistic set:
``R`` less, for each open group, the most that a member takes off what the lines have left; ``e`` of
that ``R`` plus the most that a member of each open group adds to it; shipping likewise. This is
below every completion, because ``T`` rises with ``R`` and falls with ``e``. A branch whose bound is
not better than the best set found is left out. While no line reaches zero and no group mixes
levels, the bound is what the greedy choice gives: the first set tried is the best, and nothing else
is looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from balcao.domains.promotions.rules.facts import Facts
from balcao.domains.promotions.rules.settle import Weighed, added, rounded, total_of

LOWEST: Final = 2**63

# Total, less gifts, less the highest priority: less is better.
Key = tuple[int, int, int]


@dataclass(slots=True)
class Best:
    """The best set found so far, and how many were looked at."""

    chosen: Sequence[Weighed] = ()
    key: Key | None = None
    evaluated: int = 0

    def is_beaten_by(self, key: Key) -> bool:
        """Whether a set, or a bound, is better."""
        return self.key is None or key < self.key

    def offer(self, chosen: Sequence[Weighed], facts: Facts) -> None:
        """Keep the set if it is better."""
        self.evaluated += 1
        key = key_of(chosen, facts)
        if self.is_beaten_by(key):
            self.chosen, self.key = chosen, key


def key_of(chosen: Sequence[Weighed], facts: Facts) -> Key:
    """What sets are compared by."""
    gifts = sum(one.gift_value for one in chosen)
    first = min((one.rank[0] for one in chosen), default=LOWEST)
    return (total_of(chosen, facts), -gifts, first)


def choose_best(weighed: Iterable[Weighed], facts: Facts) -> Best:
    """The allowed set with the lowest total; see above."""
    best = Best()
    for family in families(sorted(weighed, key=lambda one: one.rank)):
        _Family(family, facts, best).search()
    return best


def families(ranked: Sequence[Weighed]) -> list[list[Weighed]]:
    """Sets within which only groups forbid something; every allowed set is within one."""
    free = [one for one in ranked if not one.candidate.ready.exclusive]
    plain = [one for one in free if not one.candidate.by_code]
    coded = [one for one in free if one.candidate.by_code]
    easy = [one for one in plain if not one.candidate.ready.no_other_codes]
    found = [easy + [one for one in coded if not one.candidate.ready.no_other_codes]]
    if len(easy) < len(plain):
        found.append(plain)
    found += [[*easy, one] for one in coded if one.candidate.ready.no_other_codes]
    found += [[one] for one in ranked if one.candidate.ready.exclusive]
    return found


@dataclass(frozen=True, slots=True)
class _Node:
    """Some groups decided: who is chosen, and sums over them."""

    depth: int
    chosen: tuple[Weighed, ...]
    off: list[int]
    shipping: int
    gifts: int
    first: int

    def plus(self, one: Weighed) -> _Node:
        """One group more."""
        off = self.off
        if one.lines:
            off = [a + b for a, b in zip(off, one.lines, strict=True)]
        return _Node(
            self.depth + 1,
            (*self.chosen, one),
            off,
            self.shipping + one.shipping,
            self.gifts + one.gift_value,
            min(self.first, one.rank[0]),
        )


class _Family:
    """The search through the groups of one family."""

    def __init__(self, family: Sequence[Weighed], facts: Facts, best: Best) -> None:
        self.facts, self.best = facts, best
        self.free = tuple(one for one in family if not one.candidate.ready.group)
        by_name: dict[str, list[Weighed]] = defaultdict(list)
        for one in family:
            if one.candidate.ready.group:
                by_name[one.candidate.ready.group].append(one)
        for members in by_name.values():
            members.sort(key=lambda one: (-one.alone, -one.gift_value, one.rank))
        # Groups that decide most come first.
        self.groups = sorted(by_name.values(), key=lambda some: (-some[0].alone, some[0].rank))
        self.lines = self._after(lambda one: sum(one.lines))
        self.shipping = self._after(lambda one: one.shipping)
        self.gifts = self._after(lambda one: one.gift_value)
        self.first = [min((one.rank[0] for one in some), default=0) for some in self.groups]

    def _after(self, size: Callable[[Weighed], int]) -> list[int]:
        """For each depth, the most that all groups from there on could add."""
        most = [max(map(size, members)) for members in self.groups]
        return [sum(most[at:]) for at in range(len(most) + 1)]

    def search(self) -> None:
        """Try members group by group, and leave out what cannot be better."""
        if not self.groups:
            self.best.offer(self.free, self.facts)
            return
        off = added([one.lines for one in self.free if one.lines], len(self.facts.items))
        shipping = sum(one.shipping for one in self.free)
        gifts = sum(one.gift_value for one in self.free)
        first = min((one.rank[0] for one in self.free), default=LOWEST)
        self._try(_Node(0, self.free, off, shipping, gifts, first))

    def _try(self, node: _Node) -> None:
        if node.depth == len(self.groups):
            self.best.offer(node.chosen, self.facts)
            return
        quick = self._bound(node, is_tight=False)
        tight = None
        for one in self.groups[node.depth]:
            if not self.best.is_beaten_by(quick):
                return
            if self.best.key is not None:
                tight = tight or self._bound(node, is_tight=True)
                if not self.best.is_beaten_by(tight):
                    return
            self._try(node.plus(one))

    def _bound(self, node: _Node, *, is_tight: bool) -> Key:
        """A key that no completion is below. The tight one sees what the lines have left."""
        open_groups = self.groups[node.depth :]
        rest = [max(0, a - b) for a, b in zip(self.facts.values, node.off, strict=True)]
        left = sum(rest)
        if is_tight:
            left -= sum(max(_most(one, rest) for one in some) for some in open_groups)
        else:
            left -= self.lines[node.depth]
        left = max(0, left)
        exact = sum(one.exact(left) for one in node.chosen if one.is_on_order)
        for some in open_groups:
            exact += max(one.exact(left) if one.is_on_order else 0 for one in some)
        shipping = (self.facts.basket.shipping_minor or 0) - node.shipping
        shipping = max(0, shipping - self.shipping[node.depth])
        gifts = node.gifts + self.gifts[node.depth]
        first = min([node.first, *self.first[node.depth :]])
        return (max(0, left - rounded(exact)) + shipping, -gifts, first)


def _most(one: Weighed, rest: Sequence[int]) -> int:
    return sum(map(min, one.lines, rest)) if one.lines else 0
