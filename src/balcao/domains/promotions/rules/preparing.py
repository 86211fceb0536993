"""A basket made ready to be asked about several times, and what is kept between. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter, is_
from types import MappingProxyType
from typing import Any, Final

from balcao.domains.promotions.rules.best import choose_best
from balcao.domains.promotions.rules.compiled import NO_LIMITS, Candidate, Compiled, Ready
from balcao.domains.promotions.rules.facts import Fact, Facts, FactsOf, Why, all_facts
from balcao.domains.promotions.rules.settle import Weighed, settle, weigh
from balcao.domains.promotions.values import Basket, CartItem, Given, Left, Promotion

# What facts are told of.
ABOUT: Final = attrgetter(
    "variant_id", "product_id", "category", "collections", "brand", "tags", "attributes"
)
NO_LEFT: Final[Mapping[str, Left]] = MappingProxyType({})


class Prepared(Facts):
    """A basket made ready to be asked about several times.

    What a promotion without limits gives to it is kept, and what the last set gave together: a
    back-test asks about the same ones twice, and mostly what it tries gives nothing.
    """

    def __init__(self, basket: Basket, facts_of: FactsOf) -> None:
        super().__init__(basket, facts_of)
        # By identity, since rules are no keys; the promotion is held, so its place is not reused.
        self._known: dict[int, tuple[Promotion, Weighed | None]] = {}
        self._last: tuple[Sequence[Weighed], Given] | None = None

    def weighed(self, one: Ready, left: Left) -> Weighed | None:
        """What a promotion gives alone; None where it gives nothing."""
        if left is not NO_LIMITS:
            return weighed_of(one.stand(self, left), self)
        known = self._known.get(id(one.promotion))
        if known is None:
            found = weighed_of(one.stand(self, left), self)
            known = self._known[id(one.promotion)] = one.promotion, found
        return known[1]

    def together(self, weighed: Sequence[Weighed]) -> Given:
        """What the best allowed set of these gives; the same answer to the same question."""
        last = self._last
        if last is not None and len(last[0]) == len(weighed) and all(map(is_, last[0], weighed)):
            return last[1]
        given = _together(weighed, self)
        self._last = weighed, given
        return given


class Preparing:
    """Makes baskets ready, and keeps what is true of the goods in them: they come again."""

    def __init__(self) -> None:
        # By identity, which costs less than hashing ids; what is met is held, so its place is not
        # reused.
        self._met: dict[int, tuple[tuple[Any, ...], tuple[Fact, ...]]] = {}

    def __call__(self, basket: Basket) -> Prepared:
        """A basket made ready to be asked about several times."""
        return Prepared(basket, self._facts_of)

    def _facts_of(self, item: CartItem) -> tuple[Fact, ...]:
        about = ABOUT(item)
        met = self._met.get(id(item.attributes))
        if met is None or not all(map(is_, met[0], about)):
            met = self._met[id(item.attributes)] = about, tuple(all_facts(item))
        return met[1]


def give(compiled: Compiled, facts: Prepared, left: Mapping[str, Left] = NO_LEFT) -> Given:
    """As ``decide``, for whoever asks only what comes off each line: a third of the work."""
    asked = compiled.possible(facts)
    found = (facts.weighed(one, left.get(one.id, NO_LIMITS)) for one in asked)
    return facts.together([one for one in found if one is not None])


def _together(weighed: Sequence[Weighed], facts: Facts) -> Given:
    best = choose_best(weighed, facts)
    taken, rest = settle(best.chosen, facts)
    off: dict[int | None, int] = {
        facts.items[at].line_no: value - still
        for at, (value, still) in enumerate(zip(facts.values, rest, strict=True))
        if value != still
    }
    if shipping := sum(one.shipping for one in taken):
        off[None] = shipping
    uses = tuple((one.weighed.candidate.ready.id, one.amount) for one in taken)
    return Given(off=off, uses=uses, gifts=tuple(gift for one in taken for gift in one.gifts))


def weighed_of(stand: Candidate | Why, facts: Facts) -> Weighed | None:
    """What a promotion gives alone; None where it does not apply or gives nothing."""
    if not isinstance(stand, Candidate):
        return None
    found = weigh(stand, facts)
    return found if _gives(found) else None


def _gives(one: Weighed) -> bool:
    return one.alone > 0 or bool(one.candidate.effect.gifts)
