"""Which promotions apply to a basket, what each takes off, and why the others do not. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import is_
from types import MappingProxyType
from typing import Final, Literal
from uuid import UUID

from balcao.domains.promotions.rules.best import choose_best
from balcao.domains.promotions.rules.compiled import NO_LIMITS, Candidate, Compiled, Ready
from balcao.domains.promotions.rules.facts import Fact, Facts, FactsOf, Why, all_facts
from balcao.domains.promotions.rules.settle import Taken, Weighed, settle, total_of, weigh
from balcao.domains.promotions.values import (
    Applied,
    Basket,
    CartItem,
    Given,
    Left,
    Outcome,
    Promotion,
    Share,
    Verdict,
)

Choice = Literal["best", "priority"]
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
            return _weighed(one.stand(self, left), self)
        known = self._known.get(id(one.promotion))
        if known is None:
            found = _weighed(one.stand(self, left), self)
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
        self._met: dict[UUID, tuple[CartItem, tuple[Fact, ...]]] = {}

    def __call__(self, basket: Basket) -> Prepared:
        """A basket made ready to be asked about several times."""
        return Prepared(basket, self._facts_of)

    def _facts_of(self, item: CartItem) -> tuple[Fact, ...]:
        met = self._met.get(item.variant_id)
        if met is None or not _is_alike(met[0], item):
            met = self._met[item.variant_id] = item, tuple(all_facts(item))
        return met[1]


def _is_alike(one: CartItem, other: CartItem) -> bool:
    """Whether two lines of one variant were read together, so that the same is true of them."""
    return (
        one.attributes is other.attributes
        and one.tags is other.tags
        and one.collections is other.collections
        and one.product_id == other.product_id
        and one.category == other.category
        and one.brand == other.brand
    )


def decide(
    compiled: Compiled,
    basket: Basket,
    left: Mapping[str, Left] = NO_LEFT,
    *,
    choose: Choice = "best",
) -> Outcome:
    """Apply promotions: the best allowed set for the shopper, or by priority.

    Verdicts are given for those that applied and for those whose code was typed.
    """
    facts = Facts(basket)
    told = [one for one in compiled.ready if one.id in basket.codes] if basket.codes else []
    return _outcome(facts, compiled.possible(facts), told, left, choose)


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


def explain(
    compiled: Compiled,
    basket: Basket,
    left: Mapping[str, Left] = NO_LEFT,
    *,
    choose: Choice = "best",
) -> Outcome:
    """As ``decide``, with a verdict for every promotion."""
    return _outcome(Facts(basket), compiled.ready, compiled.ready, left, choose)


def _outcome(
    facts: Facts,
    asked: Sequence[Ready],
    told: Sequence[Ready],
    left: Mapping[str, Left],
    choose: Choice,
) -> Outcome:
    stands = {one.id: one.stand(facts, left.get(one.id, NO_LIMITS)) for one in asked}
    for one in told:
        if one.id not in stands:
            stands[one.id] = one.stand(facts, left.get(one.id, NO_LIMITS))
    taken, _ = settle(_chosen(stands.values(), facts, choose), facts)
    applied = tuple(_applied(one, facts) for one in taken)
    kept = {one.promotion_id: one for one in applied}
    verdicts = [_yes(one, facts) for one in applied]
    verdicts += [_no(one, stands[one.id], taken) for one in told if one.id not in kept]
    return Outcome(
        applied=applied,
        verdicts=tuple(verdicts),
        discount_minor=sum(one.amount_minor for one in applied),
    )


def _chosen(
    stands: Iterable[Candidate | Why], facts: Facts, choose: Choice = "best"
) -> Iterable[Weighed]:
    found = [_weighed(one, facts) for one in stands]
    weighed = [one for one in found if one is not None]
    return choose_best(weighed, facts).chosen if choose == "best" else by_priority(weighed, facts)


def _weighed(stand: Candidate | Why, facts: Facts) -> Weighed | None:
    if not isinstance(stand, Candidate):
        return None
    found = weigh(stand, facts)
    return found if _gives(found) else None


def by_priority(weighed: Iterable[Weighed], facts: Facts) -> list[Weighed]:
    """Highest priority first, each that is still allowed and still takes something off."""
    chosen: list[Weighed] = []
    total = total_of(chosen, facts)
    for one in sorted(weighed, key=lambda one: one.rank):
        if any(conflict(one.candidate, other.candidate) for other in chosen):
            continue
        with_it = total_of([*chosen, one], facts)
        if with_it < total or one.candidate.effect.gifts:
            chosen.append(one)
            total = with_it
    return chosen


def conflict(one: Candidate, other: Candidate) -> str:
    """Why two promotions may not go together; empty where they may."""
    a, b = one.ready, other.ready
    if a.exclusive or b.exclusive:
        return "exclusive"
    if (a.no_other_codes and other.by_code) or (b.no_other_codes and one.by_code):
        return "no_other_codes"
    return "group" if a.group and a.group == b.group else ""


def _gives(one: Weighed) -> bool:
    return one.alone > 0 or bool(one.candidate.effect.gifts)


def _applied(one: Taken, facts: Facts) -> Applied:
    promotion = one.weighed.candidate.ready.promotion
    lines = one.lines
    pairs = [(number, lines[at]) for at, number in facts.by_number if at in lines]
    shares = list(map(Share._make, pairs))
    if one.shipping:
        shares.append(Share(None, one.shipping))
    return Applied(
        promotion_id=promotion.id,
        name=promotion.name,
        code=facts.basket.codes.get(promotion.id, ""),
        shares=tuple(shares),
        amount_minor=one.amount,
        gifts=one.gifts,
    )


def _yes(one: Applied, facts: Facts) -> Verdict:
    return Verdict(
        promotion_id=one.promotion_id,
        name=one.name,
        applied=True,
        reason="applied",
        facts={"amount_minor": one.amount_minor, "currency": facts.basket.currency},
    )


def _no(one: Ready, stand: Candidate | Why, taken: Sequence[Taken]) -> Verdict:
    if isinstance(stand, Candidate):
        stand = _lost(stand, taken)
    return Verdict(
        promotion_id=one.id,
        name=one.promotion.name,
        applied=False,
        reason=stand.reason,
        facts=stand.facts,
    )


def _lost(candidate: Candidate, taken: Sequence[Taken]) -> Why:
    """To which others, and by which rule; or nothing was left to take anything off."""
    for one in taken:
        rule = conflict(candidate, one.weighed.candidate)
        if rule:
            winner = one.weighed.candidate.ready.promotion
            facts = {"lost_to": winner.id, "lost_to_name": winner.name, "rule": rule}
            if rule == "group":
                facts["group"] = candidate.ready.group
            return Why("lost_to_another", facts)
    return Why("nothing_left")
