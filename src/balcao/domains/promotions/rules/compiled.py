"""Promotions made ready to be asked about many baskets. Pure.

Most promotions are about some products, brands, groups or codes. An index from such facts to
promotions leaves, of a thousand, the few that a basket could meet; the rest is never looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from balcao.domains.promotions.rules.documents import findings_in
from balcao.domains.promotions.rules.facts import Fact, Facts, Why
from balcao.domains.promotions.rules.fields import amounts_in
from balcao.domains.promotions.rules.kinds import Anchor, Benefit, Compiling, Effect, Test
from balcao.domains.promotions.values import Left, Promotion

NO_LIMITS = Left()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A promotion whose conditions are met, and what it would give alone."""

    ready: Ready
    effect: Effect
    cap: int | None
    by_code: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A promotion, compiled. ``rank`` puts higher priority first and is never equal."""

    promotion: Promotion
    test: Test | None
    benefit: Benefit
    has_amounts: bool
    exclusive: bool
    no_other_codes: bool
    group: str
    at_most_minor: int | None

    @property
    def id(self) -> str:
        """The promotion's id."""
        return self.promotion.id

    @property
    def rank(self) -> tuple[int, str]:
        """Higher priority first; then by id."""
        return (-self.promotion.priority, self.promotion.id)

    @property
    def anchor(self) -> Anchor:
        """The smallest set of facts of which one must be true."""
        code = frozenset({("code", self.id)}) if self.promotion.needs_code else None
        found = [code, self.benefit.anchor, self.test.anchor if self.test else None]
        return min((one for one in found if one is not None), key=len, default=None)

    def stand(self, facts: Facts, left: Left) -> Candidate | Why:
        """Whether the promotion could apply, or the first thing that stands against it."""
        gate = self._gate(facts, left)
        if gate is not None:
            return gate
        if self.test is not None and not self.test.holds(facts):
            return self.test.why(facts)
        effect = self.benefit.effect(facts)
        if isinstance(effect, Why):
            return effect
        if not _gives(effect):
            return Why("gives_nothing")
        caps = [one for one in (self.at_most_minor, left.budget_minor) if one is not None]
        by_code = self.id in facts.basket.codes
        return Candidate(self, effect, min(caps, default=None), by_code)

    def _gate(self, facts: Facts, left: Left) -> Why | None:
        """What holds for every promotion: period, code, currency, limits."""
        one, basket = self.promotion, facts.basket
        if one.starts_at is not None and basket.at < one.starts_at:
            return Why("not_started", {"from": _utc(one.starts_at)})
        if one.ends_at is not None and basket.at >= one.ends_at:
            return Why("ended", {"until": _utc(one.ends_at)})
        if one.needs_code and one.id not in basket.codes:
            return Why("needs_code")
        if self.has_amounts and one.currency != basket.currency:
            return Why("other_currency", {"currency": one.currency})
        if left is not NO_LIMITS:
            return _used_up(left)
        return None


def _utc(moment: datetime) -> str:
    return moment.isoformat()


def _gives(effect: Effect) -> bool:
    order = effect.order_points or effect.order_minor
    return bool(order or effect.shipping or effect.gifts or any(effect.lines))


def _used_up(left: Left) -> Why | None:
    if left.uses is not None and left.uses <= 0:
        return Why("used_up")
    if left.shopper_uses is not None and left.shopper_uses <= 0:
        return Why("used_up_by_shopper")
    if left.today is not None and left.today <= 0:
        return Why("used_up_today")
    if left.budget_minor is not None and left.budget_minor <= 0:
        return Why("budget_used_up")
    return None


@dataclass(frozen=True, slots=True)
class Compiled:
    """Promotions, ready, and the index over them. Never changes; keep it as long as the rules."""

    ready: tuple[Ready, ...]
    index: Mapping[Fact, tuple[int, ...]]
    loose: tuple[int, ...]

    def possible(self, facts: Facts) -> list[Ready]:
        """Promotions that the basket could meet, by rank."""
        found = set(self.loose)
        index = self.index
        for fact in index.keys() & facts.masks.keys():  # looks at the fewer of the two
            found.update(index[fact])
        for fact in facts.around:
            found.update(index.get(fact, ()))
        return [self.ready[at] for at in sorted(found)]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands for a rule of a kind that is not installed any more: it gives nothing, and says so."""

    anchor: Anchor = None

    def effect(self, facts: Facts) -> Effect | Why:
        """Nothing."""
        return Why("rule_not_readable", {"lines": len(facts.items)})


def compile_rules(promotions: Sequence[Promotion]) -> Compiled:
    """Make promotions ready. Their rules were checked by ``check_rule`` when they were stored.

    One that cannot be read any more stops no other: it gives nothing.
    """
    compiling = Compiling("")
    ready = []
    for promotion in promotions:
        compiling.promotion_id = promotion.id
        ready.append(_ready(promotion, compiling))
    ready.sort(key=lambda one: one.rank)
    index: dict[Fact, list[int]] = defaultdict(list)
    loose = []
    for at, one in enumerate(ready):
        anchor = one.anchor
        if anchor is None:
            loose.append(at)
        else:
            for fact in anchor:
                index[fact].append(at)
    frozen = {fact: tuple(places) for fact, places in index.items()}
    return Compiled(tuple(ready), frozen, tuple(loose))


def _ready(promotion: Promotion, compiling: Compiling) -> Ready:
    rule: Mapping[str, object] = promotion.rule
    if findings_in(rule):
        rule = {"then": {}}
    stacking, when, then = rule.get("stacking") or {}, rule.get("when"), rule["then"]
    cap = rule.get("at_most_minor")
    assert isinstance(stacking, Mapping)
    assert isinstance(then, Mapping)
    return Ready(
        promotion=promotion,
        test=compiling.test(when) if isinstance(when, Mapping) else None,
        benefit=compiling.benefit(then) if then else Unreadable(),
        has_amounts=bool(amounts_in(rule)),
        exclusive=bool(stacking.get("exclusive")),
        no_other_codes=bool(stacking.get("no_other_codes")),
        group=str(stacking.get("group", "")),
        at_most_minor=cap if isinstance(cap, int) else None,
    )
