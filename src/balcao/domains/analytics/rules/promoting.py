"""A promotion tried on a past order. Pure.

The basket is what promotions would have seen then: the order's own lines, prices, place, shipping,
payment and moment. A promotion that needs a code is tried as if everybody had typed one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from balcao.domains.analytics.rules.facts import Known
from balcao.domains.analytics.rules.limits import Counters
from balcao.domains.analytics.rules.sides import Off, change_of, given_in, repriced, side_of
from balcao.domains.analytics.values import Beside, Change, PromotionSubject
from balcao.domains.orders.values import PastLine, PastOrder
from balcao.domains.promotions.values import Basket, CartItem, Given, Promotion, Shopper

CODE = "BACK-TEST"
Prepare = Callable[[Basket], Any]
Give = Callable[..., Given]
# A shopper's address, and the day of the store's calendar.
Who = tuple[str, str]


def rules_of(subject: PromotionSubject) -> tuple[tuple[Promotion, ...], tuple[Promotion, ...]]:
    """The promotions that are decided about before and after, as if they had held all the time."""
    tried = replace(subject.promotion, starts_at=None, ends_at=None)
    if subject.beside is not Beside.WITH_ACTIVE:
        return (), (tried,)
    others = tuple(replace(one, starts_at=None, ends_at=None) for one in subject.others)
    return others, (*(one for one in others if one.id != tried.id), tried)


class Trial:
    """One promotion on its way along past orders; ``memory`` is JSON and goes on where it ended."""

    def __init__(
        self,
        subject: PromotionSubject,
        engine: tuple[Prepare, Give],
        compiled: tuple[Any, Any],
        memory: dict[str, Any],
    ) -> None:
        self._subject, (self._prepare, self._give) = subject, engine
        self._without, self._with = compiled
        self._before = Counters(subject.limits, memory.setdefault("before", {}))
        self._after = Counters(subject.limits, memory.setdefault("after", {}))

    def try_on(self, order: PastOrder, known: Known) -> Change:
        """What the promotion would have made of an order."""
        basket = self._prepare(_basket(order, known, self._subject))
        cost = known.cost_of(order)
        who = order.shopper, known.day_of(order)
        outcome = self._ask(self._with, self._after, basket, who)
        beside = self._subject.beside
        own = cost if beside is Beside.ON_TOP else _without_gifts(cost, order, known)
        if beside is Beside.WITH_ACTIVE:
            base = self._ask(self._without, self._before, basket, who)
            before = repriced(order, base.off, cost_minor=_with_gifts(own, base, known))
            if base is outcome:  # what is tried gives nothing to this one
                return change_of(order, before, before)
        else:
            before = side_of(order, cost)
        off = outcome.off
        if beside is Beside.ON_TOP:
            off = _on_top(order, off, self._subject.promotion.id)
        after = repriced(order, off, cost_minor=_with_gifts(own, outcome, known))
        return change_of(order, before, after)

    def _ask(
        self, compiled: Any, counters: Counters, basket: Any, shopper: tuple[str, str]
    ) -> Given:
        email, day = shopper
        outcome = self._give(compiled, basket, counters.left(email, day))
        counters.take(outcome.uses, email, day)
        return outcome


def _on_top(order: PastOrder, off: Off, promotion_id: str) -> dict[int | None, int]:
    """What was given plus what the promotion gives; what it gave itself is not counted twice."""
    whole = given_in(order)
    for one in order.discounts:
        if one.promotion_id == promotion_id:
            whole[one.line_no] = whole.get(one.line_no, 0) - one.amount_minor
    for at, amount in off.items():
        whole[at] = whole.get(at, 0) + amount
    return whole


def _basket(order: PastOrder, known: Known, subject: PromotionSubject) -> Basket:
    codes = {one.promotion_id: one.code for one in order.discounts if one.code}
    if subject.promotion.needs_code:
        codes.setdefault(subject.promotion.id, CODE)
    return Basket(
        store_id=known.store_id,
        currency=order.currency,
        items=tuple(_item(line, known) for line in order.lines if not line.is_gift),
        at=order.placed_at,
        time_zone=known.time_zone.key,
        codes=codes,
        country=order.country,
        region=order.region,
        shipping_code=order.rate_code,
        shipping_minor=order.shipping_minor,
        payment=order.provider,
        shopper=Shopper(
            email=order.shopper,
            groups=known.groups.get(order.shopper, frozenset()),
            orders=known.bought.get(order.id, 0),
        ),
        gift_values=known.gift_values,
    )


def _item(line: PastLine, known: Known) -> CartItem:
    assert line.variant_id is not None
    assert line.line_no is not None
    facts = known.variants.get(line.variant_id)
    if facts is None:
        return CartItem(
            line_no=line.line_no,
            variant_id=line.variant_id,
            product_id=line.variant_id,
            quantity=line.quantity,
            unit_minor=line.unit_minor,
        )
    return facts.as_item(
        line_no=line.line_no,
        quantity=line.quantity,
        unit_minor=line.unit_minor,
        compare_at_minor=facts.compare_at_minor,
    )


def _without_gifts(cost: int | None, order: PastOrder, known: Known) -> int | None:
    """The cost of what was bought, without what went along as a gift."""
    whole = cost
    for line in order.lines:
        if line.is_gift and whole is not None:
            unit = known.unit_cost(line.variant_id)
            whole = None if unit is None else max(0, whole - unit * line.quantity)
    return whole


def _with_gifts(cost: int | None, outcome: Given, known: Known) -> int | None:
    """The cost of the goods with that of the gifts that a promotion gives."""
    whole = cost
    for gift in outcome.gifts:
        unit = known.unit_cost(gift.variant_id)
        whole = None if whole is None or unit is None else whole + unit * gift.quantity
    return whole


def gifts_in(promotions: tuple[Promotion, ...]) -> tuple[UUID, ...]:
    """The variants that promotions give."""
    found = set()
    for one in promotions:
        then: Any = one.rule.get("then", {})
        if then.get("kind") == "gift":
            found.add(UUID(str(then["variant"])))
    return tuple(sorted(found))
