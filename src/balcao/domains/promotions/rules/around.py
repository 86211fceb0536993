"""Conditions of who buys, from where, how and when. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from balcao.domains.promotions.rules.facts import Fact, Facts, Why, folded
from balcao.domains.promotions.rules.fields import (
    DAYS,
    Check,
    Document,
    Field,
    Findings,
    below,
    clock,
    country,
    flag,
    many,
    one_of,
    optional,
    text,
    whole,
)
from balcao.domains.promotions.rules.kinds import Anchor, Compiling, ConditionKind, Test

MOST_ORDERS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Known:
    """One of some facts is true of the basket."""

    facts: frozenset[Fact]
    reason: str
    wanted: Document

    @property
    def anchor(self) -> Anchor:
        """The facts themselves."""
        return self.facts

    def holds(self, facts: Facts) -> bool:
        """Whether one of them is true."""
        return any(fact in self.facts for fact in facts.around)

    def why(self, facts: Facts) -> Why:
        """None of them is; what is known instead."""
        kinds = {kind for kind, _ in self.facts} - {"code"}
        given = sorted(value for kind, value in facts.around if kind in kinds and value)
        return Why(self.reason, {**self.wanted, "given": given})


@dataclass(frozen=True, slots=True)
class InRegion:
    """The address is in a region, as addresses write it, of one country or of any."""

    country: str
    regions: tuple[str, ...]
    anchor: Anchor = None

    def holds(self, facts: Facts) -> bool:
        """Whether the region is one of them."""
        here = folded(facts.basket.region) in {folded(one) for one in self.regions}
        return here and self.country in {"", facts.basket.country}

    def why(self, facts: Facts) -> Why:
        """It is another one."""
        wanted = {"regions": list(self.regions), "country": self.country}
        return Why("other_region", {**wanted, "given": facts.basket.region})


@dataclass(frozen=True, slots=True)
class Orders:
    """How many orders the shopper has placed before this one."""

    least: int
    most: int | None = None
    every: int = 0
    anchor: Anchor = None

    def holds(self, facts: Facts) -> bool:
        """Whether this is the first, the nth, each nth, or one of a returning shopper."""
        orders = facts.basket.shopper.orders
        if self.every:
            return (orders + 1) % self.every == 0
        return orders >= self.least and (self.most is None or orders <= self.most)

    def why(self, facts: Facts) -> Why:
        """How many orders are missing, or that it is too late."""
        orders = facts.basket.shopper.orders
        if self.every:
            return Why("not_nth_order", {"missing_orders": self.every - (orders + 1) % self.every})
        if orders < self.least:
            return Why("too_few_orders", {"missing_orders": self.least - orders})
        return Why("too_many_orders", {"at_most_orders": self.most})


@dataclass(frozen=True, slots=True)
class OnDays:
    """The weekday in the store's time zone."""

    days: tuple[str, ...]
    anchor: Anchor = None

    def holds(self, facts: Facts) -> bool:
        """Whether today is one of them."""
        return DAYS[facts.local.weekday()] in self.days

    def why(self, facts: Facts) -> Why:
        """Which days it is valid on."""
        return Why("other_weekday", {"weekdays": list(self.days), "at": facts.local.isoformat()})


@dataclass(frozen=True, slots=True)
class AtHours:
    """The time of day in the store's time zone, the end excluded; may pass midnight."""

    start: str
    end: str
    anchor: Anchor = None

    def holds(self, facts: Facts) -> bool:
        """Whether it is that time now."""
        now = facts.local.strftime("%H:%M")
        if self.start < self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end

    def why(self, facts: Facts) -> Why:
        """From when until when it is valid."""
        at = facts.local.isoformat()
        return Why("other_hour", {"from": self.start, "until": self.end, "at": at})


def _known(name: str, check: Check, reason: str, key: str) -> ConditionKind:
    def test(document: Document, _: Compiling) -> Test:
        values = [str(one) for one in document["in"]]
        folds = name in {"group", "shipping", "payment"}
        facts = frozenset((name, folded(one) if folds else one) for one in values)
        return Known(facts, reason, {key: list(document["in"])})

    return ConditionKind(fields={"in": Field(many(check))}, test=test)


def _code(_: Document, compiling: Compiling) -> Test:
    return Known(frozenset({("code", compiling.promotion_id)}), "needs_code", {})


def _region(document: Document, _: Compiling) -> Test:
    return InRegion(document.get("country", ""), tuple(document["in"]))


def _nth(document: Document, _: Compiling) -> Test:
    at = document["n"]
    return Orders(0, every=at) if document.get("every") else Orders(at - 1, at - 1)


def _hours(document: Document, pointer: str, findings: Findings) -> None:
    if document["from"] == document["until"]:
        findings.add(below(pointer, "until"), "This is the time of “from”. Make them differ.")


KINDS: Final = {
    "group": _known("group", text, "not_in_group", "groups"),
    "store": _known("store", whole(1, 10**12), "other_store", "stores"),
    "country": _known("country", country, "other_country", "countries"),
    "shipping": _known("shipping", text, "other_shipping", "shipping"),
    "payment": _known("payment", text, "other_payment", "payment"),
    "region": ConditionKind(
        fields={"country": optional(country), "in": Field(many(text))}, test=_region
    ),
    "code": ConditionKind(fields={}, test=_code),
    "first_order": ConditionKind(fields={}, test=lambda _, __: Orders(0, 0)),
    "nth_order": ConditionKind(
        fields={"n": Field(whole(1, MOST_ORDERS)), "every": optional(flag)}, test=_nth
    ),
    "returning": ConditionKind(
        fields={"at_least": optional(whole(1, MOST_ORDERS))},
        test=lambda document, _: Orders(document.get("at_least", 1)),
    ),
    "weekday": ConditionKind(
        fields={"in": Field(many(one_of(*DAYS)))},
        test=lambda document, _: OnDays(tuple(document["in"])),
    ),
    "hour": ConditionKind(
        fields={"from": Field(clock), "until": Field(clock)},
        also=_hours,
        test=lambda document, _: AtHours(document["from"], document["until"]),
    ),
}
