"""Benefits of the order and of shipping, and spend and save. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from balcao.domains.promotions.rules.carts import minor_in
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
    exactly_one,
    many,
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
    Off,
    share_of,
)
from balcao.domains.promotions.rules.selection import NO_LINES, anchor_of, selected, shared_out

MOST_STEPS: Final = 50


@dataclass(frozen=True, slots=True)
class OffOrder:
    """A percentage or an amount off what is left of the order after promotions on lines."""

    points: int = 0
    minor: int = 0
    anchor: Anchor = None

    def effect(self, facts: Facts) -> Effect | Why:
        """The same for every order."""
        if not facts.items:
            return Why(NO_LINES)
        return Effect(order_points=self.points, order_minor=self.minor)


@dataclass(frozen=True, slots=True)
class OffShipping:
    """Something off the shipping price."""

    off: Off
    anchor: Anchor = None

    def effect(self, facts: Facts) -> Effect | Why:
        """Nothing until shipping has a price."""
        price = facts.basket.shipping_minor
        if price is None:
            return Why("shipping_unknown")
        return Effect(shipping=self.off.of(price, 1))


@dataclass(frozen=True, slots=True)
class SpendAndSave:
    """Steps by what the selected lines cost before promotions, or so much off for every amount.

    Without a selector it is a promotion on the order, else one on lines.
    """

    steps: tuple[tuple[int, int, int], ...]
    every: int
    amount: int
    at_most_times: int | None
    on: Selector | None

    @property
    def anchor(self) -> Anchor:
        """Of the selector."""
        return anchor_of(self.on)

    def effect(self, facts: Facts) -> Effect | Why:
        """By the highest step that is reached."""
        mask = selected(facts, self.on)
        if not mask:
            return Why(NO_LINES)
        spent = minor_in(facts, mask)
        first = self.every or self.steps[0][0]
        if spent < first:
            currency = facts.basket.currency
            return Why("subtotal_too_low", {"missing_minor": first - spent, "currency": currency})
        points, minor = self._reached(spent)
        if self.on is None:
            return Effect(order_points=points, order_minor=minor)
        return shared_out(facts, mask, minor or share_of(spent, points))

    def _reached(self, spent: int) -> tuple[int, int]:
        if self.every:
            times = spent // self.every
            most = times if self.at_most_times is None else min(times, self.at_most_times)
            return 0, most * self.amount
        return next((p, m) for least, p, m in reversed(self.steps) if spent >= least)


def _spend(document: Document, compiling: Compiling) -> Benefit:
    return SpendAndSave(
        tuple(
            (one["at_least_minor"], one.get("basis_points", 0), one.get("amount_minor", 0))
            for one in document.get("steps", ())
        ),
        document.get("every_minor", 0),
        document.get("amount_minor", 0),
        document.get("at_most_times"),
        compiling.selector(document.get("on")),
    )


def _step(value: object, pointer: str, findings: Findings) -> None:
    fields = {
        "at_least_minor": Field(SOME_MONEY),
        "basis_points": optional(BASIS_POINTS),
        "amount_minor": optional(SOME_MONEY),
    }
    if check_fields(value, fields, pointer, findings) and isinstance(value, dict):
        exactly_one(("basis_points", "amount_minor"), value, pointer, findings)


def _spending(document: Document, pointer: str, findings: Findings) -> None:
    exactly_one(("steps", "every_minor"), document, pointer, findings)
    rising("at_least_minor", document.get("steps"), below(pointer, "steps"), findings)
    if ("every_minor" in document) != ("amount_minor" in document):
        findings.add(pointer, "Write every_minor and amount_minor together, or neither.")
    if "at_most_times" in document and "every_minor" not in document:
        findings.add(below(pointer, "at_most_times"), "This belongs to every_minor. Take it out.")


KINDS: Final = {
    "spend_save": BenefitKind(
        fields={
            "steps": optional(many(_step, MOST_STEPS)),
            "every_minor": optional(SOME_MONEY),
            "amount_minor": optional(SOME_MONEY),
            "at_most_times": optional(whole()),
            "on": optional(check_selector),
        },
        make=_spend,
        also=_spending,
    ),
    "free_shipping": BenefitKind(
        fields={}, make=lambda _, __: OffShipping(Off(basis_points=10_000))
    ),
    "shipping_price": BenefitKind(
        fields={"price_minor": Field(MONEY)},
        make=lambda document, _: OffShipping(Off(price_minor=document["price_minor"])),
    ),
}
