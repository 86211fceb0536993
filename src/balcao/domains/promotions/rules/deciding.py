"""Which promotions apply to a basket, what each takes off, and why the others do not. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from balcao.domains.promotions.rules.best import choose_best
from balcao.domains.promotions.rules.compiled import NO_LIMITS, Candidate, Compiled, Ready
from balcao.domains.promotions.rules.facts import Facts, Why
from balcao.domains.promotions.rules.preparing import NO_LEFT, weighed_of
from balcao.domains.promotions.rules.settle import Taken, Weighed, settle, total_of
from balcao.domains.promotions.values import (
    Applied,
    Basket,
    Left,
    Outcome,
    Share,
    Verdict,
)

Choice = Literal["best", "priority"]


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
    found = [weighed_of(one, facts) for one in stands]
    weighed = [one for one in found if one is not None]
    return choose_best(weighed, facts).chosen if choose == "best" else by_priority(weighed, facts)


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
