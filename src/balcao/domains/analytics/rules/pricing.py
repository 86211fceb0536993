"""Other prices tried on a past order. Pure.

Discounts keep their share of the line: half off stays half off. Rules and lists of percents are
applied to the price that was paid then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from balcao.domains.analytics.rules.facts import Known
from balcao.domains.analytics.rules.sides import change_of, repriced, side_of
from balcao.domains.analytics.values import Change, PriceSubject
from balcao.domains.orders.values import PastLine, PastOrder
from balcao.domains.pricing.values.changes import RepriceRule
from balcao.domains.pricing.values.lists import ChosenPrice, PriceListHead
from balcao.kernel.window import Window

UnitPrice = Callable[..., ChosenPrice | None]
NewPrice = Callable[[RepriceRule, int, int | None], int | None]


class Repricing:
    """New prices on their way along past orders."""

    def __init__(self, subject: PriceSubject, unit_price: UnitPrice, new_price: NewPrice) -> None:
        self._subject, self._unit_price, self._new_price = subject, unit_price, new_price

    def try_on(self, order: PastOrder, known: Known) -> Change:
        """What an order would have been at these prices."""
        units: dict[int, int] = {}
        off: dict[int | None, int] = {}
        for line in order.lines:
            if line.line_no is None or line.is_gift:
                continue
            new = self._price(line, order, known)
            if new != line.unit_minor:
                units[line.line_no] = new
            if line.discount_minor:
                off[line.line_no] = _in_share(line, new)
        if order.shipping_off_minor:
            off[None] = order.shipping_off_minor
        cost = known.cost_of(order)
        after = repriced(order, off, units=units, cost_minor=cost)
        return change_of(order, side_of(order, cost), after)

    def _price(self, line: PastLine, order: PastOrder, known: Known) -> int:
        assert line.variant_id is not None
        subject, old = self._subject, line.unit_minor
        if subject.rule is not None:
            if not is_meant(subject.rule, line, known):
                return old
            new = self._new_price(subject.rule, old, known.unit_cost(line.variant_id))
            return old if new is None else new
        if subject.head is None:
            return subject.prices.get(line.variant_id, old)
        head = _always(subject.head, order)
        groups = known.groups.get(order.shopper, frozenset())
        tiers = {head.id: subject.tiers.get(line.variant_id, ())}
        said = self._unit_price(old, tiers, [head], groups, line.quantity, order.placed_at)
        return old if said is None else said.amount_minor


def is_meant(rule: RepriceRule, line: PastLine, known: Known) -> bool:
    """Whether a rule is about what was bought, as the catalog is now."""
    filters = (rule.category_id, rule.brand, rule.tag, rule.product_ids)
    if not any(filters):
        return True
    facts = known.variants.get(line.variant_id) if line.variant_id else None
    if facts is None:
        return False
    return (
        (rule.category_id is None or facts.category == str(rule.category_id))
        and (not rule.brand or facts.brand == rule.brand)
        and (not rule.tag or rule.tag in facts.tags)
        and (not rule.product_ids or facts.product_id in rule.product_ids)
    )


def _in_share(line: PastLine, new_minor: int) -> int:
    """The discount at another price, halves upwards."""
    was = line.unit_minor
    return (line.discount_minor * new_minor * 2 + was) // (2 * was) if was else 0


def _always(head: PriceListHead, order: PastOrder) -> PriceListHead:
    """The list as if it had held when the order was placed."""
    return replace(head, window=Window(order.placed_at))
