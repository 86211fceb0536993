"""Benefits of lines: percent, amount, fixed price, tiers. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from balcao.domains.promotions.rules.carts import units_in
from balcao.domains.promotions.rules.facts import Facts, Why
from balcao.domains.promotions.rules.fields import (
    BASIS_POINTS,
    MONEY,
    SOME_MONEY,
    Document,
    Field,
    Findings,
    below,
    check_fields,
    many,
    one_of,
    optional,
    rising,
    whole,
)
from balcao.domains.promotions.rules.kinds import (
    Anchor,
    Benefit,
    BenefitKind,
    Compiling,
    Effect,
    Selector,
    check_selector,
)
from balcao.domains.promotions.rules.off import (
    LIMIT_FIELDS,
    OFF_FIELDS,
    Limit,
    Off,
    check_off,
    read_limit,
    read_off,
)
from balcao.domains.promotions.rules.orders import MOST_STEPS, OffOrder, OffShipping
from balcao.domains.promotions.rules.selection import NO_LINES, anchor_of, selected, shared_out


@dataclass(frozen=True, slots=True)
class PerUnit:
    """Something off every selected unit, or off some of them."""

    off: Off
    limit: Limit
    on: Selector | None

    @property
    def anchor(self) -> Anchor:
        """Of the selector."""
        return anchor_of(self.on)

    def effect(self, facts: Facts) -> Effect | Why:
        """What comes off each line."""
        mask = selected(facts, self.on)
        if not mask:
            return Why(NO_LINES)
        if self.limit.is_none:
            return Effect(lines=tuple(self.off.over(facts, mask)))
        units = self.limit.take(facts, mask)
        if not units:
            missing = self.limit.step - units_in(facts, mask)
            return Why("quantity_too_low", {"missing_quantity": missing})
        return Effect(lines=tuple(self.off.taken(facts, units)))


@dataclass(frozen=True, slots=True)
class AcrossLines:
    """An amount off all selected lines together, shared out by what they cost."""

    amount_minor: int
    on: Selector | None

    @property
    def anchor(self) -> Anchor:
        """Of the selector."""
        return anchor_of(self.on)

    def effect(self, facts: Facts) -> Effect | Why:
        """The amount, or all that the lines cost."""
        return shared_out(facts, selected(facts, self.on), self.amount_minor)


@dataclass(frozen=True, slots=True)
class Tiers:
    """More off every unit, the more there are; counted by line or together."""

    tiers: tuple[tuple[int, Off], ...]
    by_line: bool
    on: Selector | None

    @property
    def anchor(self) -> Anchor:
        """Of the selector."""
        return anchor_of(self.on)

    def effect(self, facts: Facts) -> Effect | Why:
        """By the highest tier that is reached."""
        mask = selected(facts, self.on)
        if not mask:
            return Why(NO_LINES)
        lines = facts.lines(mask)
        together = 0 if self.by_line else units_in(facts, mask)
        off, most = [0] * len(facts.items), 0
        for at in lines:
            count = facts.units[at] if self.by_line else together
            most = max(most, count)
            reached = [tier for least, tier in self.tiers if count >= least]
            if reached:
                off[at] = reached[-1].of(facts.prices[at], facts.units[at])
        first = self.tiers[0][0]
        if most < first:
            return Why("quantity_too_low", {"missing_quantity": first - most})
        return Effect(lines=tuple(off))


def _percent(document: Document, compiling: Compiling) -> Benefit:
    points, per = document["basis_points"], document.get("per", "line")
    if per == "order":
        return OffOrder(points=points)
    if per == "shipping":
        return OffShipping(Off(basis_points=points))
    on = compiling.selector(document.get("on"))
    return PerUnit(Off(basis_points=points), read_limit(document), on)


def _amount(document: Document, compiling: Compiling) -> Benefit:
    amount, per = document["amount_minor"], document["per"]
    if per == "order":
        return OffOrder(minor=amount)
    if per == "shipping":
        return OffShipping(Off(amount_minor=amount))
    on = compiling.selector(document.get("on"))
    if per == "lines":
        return AcrossLines(amount, on)
    return PerUnit(Off(amount_minor=amount), read_limit(document), on)


def _price(document: Document, compiling: Compiling) -> Benefit:
    on = compiling.selector(document.get("on"))
    return PerUnit(Off(price_minor=document["price_minor"]), read_limit(document), on)


def _tiered(document: Document, compiling: Compiling) -> Benefit:
    tiers = tuple((one["at_least"], read_off(one)) for one in document["tiers"])
    by_line = document.get("count") == "line"
    return Tiers(tiers, by_line, compiling.selector(document.get("on")))


def _only_units(document: Document, pointer: str, findings: Findings) -> None:
    """What selects lines or units is of no use for an order or its shipping."""
    per = document.get("per", "line")
    units = set(LIMIT_FIELDS)
    useless = {"order": units | {"on"}, "shipping": units | {"on"}, "lines": units}.get(per, set())
    for key in sorted(useless & set(document)):
        findings.add(below(pointer, key), f"This means nothing per {per}. Take it out.")


def _tier(value: object, pointer: str, findings: Findings) -> None:
    fields = {"at_least": Field(whole()), **OFF_FIELDS}
    if check_fields(value, fields, pointer, findings) and isinstance(value, dict):
        check_off(value, pointer, findings)


ON: Final = {"on": optional(check_selector)}
KINDS: Final = {
    "percent": BenefitKind(
        fields={
            "per": optional(one_of("line", "order", "shipping")),
            "basis_points": Field(BASIS_POINTS),
            **ON,
            **LIMIT_FIELDS,
        },
        make=_percent,
        also=_only_units,
    ),
    "amount": BenefitKind(
        fields={
            "per": Field(one_of("unit", "lines", "order", "shipping")),
            "amount_minor": Field(SOME_MONEY),
            **ON,
            **LIMIT_FIELDS,
        },
        make=_amount,
        also=_only_units,
    ),
    "fixed_price": BenefitKind(
        fields={"price_minor": Field(MONEY), **ON, **LIMIT_FIELDS}, make=_price
    ),
    "tiered": BenefitKind(
        fields={
            "count": optional(one_of("line", "together")),
            "tiers": Field(many(_tier, MOST_STEPS)),
            **ON,
        },
        make=_tiered,
        also=lambda document, pointer, findings: rising(
            "at_least", document["tiers"], below(pointer, "tiers"), findings
        ),
    ),
}
