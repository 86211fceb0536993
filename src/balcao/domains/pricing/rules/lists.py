"""Which price wins. Pure.

Lists are asked by priority, the highest first; the first that says a price for the variant and the
quantity wins. Of lists of the same priority the lowest price wins, then the smaller id, so that the
answer never depends on the order of rows. When no list says a price, the base price is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from balcao.domains.pricing.rules.rounding import round_price
from balcao.domains.pricing.values.lists import (
    ChosenPrice,
    ListKind,
    PriceListHead,
    Tier,
)

WHOLE: Final = 1_000_000


def unit_price(
    base_minor: int | None,
    entries: Mapping[UUID, Sequence[Tier]],
    heads: Sequence[PriceListHead],
    groups: frozenset[str],
    quantity: int,
    at: datetime,
    *,
    base_compare_at_minor: int | None = None,
) -> ChosenPrice | None:
    """What one unit costs when so many are bought at once; None means it is not for sale.

    ``heads`` are lists of one currency, the base price is of the same; ``entries`` are the tiers of
    this variant by list.
    """
    best: tuple[int, int, UUID] | None = None
    chosen: ChosenPrice | None = None
    for head in heads:
        if not is_open(head, groups, at):
            continue
        said = said_by(head, base_minor, entries.get(head.id, ()), quantity)
        if said is None:
            continue
        rank = (-head.priority, said.amount_minor, head.id)
        if best is None or rank < best:
            best, chosen = rank, _compared(said, head, base_minor, base_compare_at_minor)
    if chosen is not None:
        return chosen
    return None if base_minor is None else ChosenPrice(base_minor, None, base_compare_at_minor)


def price_steps(
    base_minor: int | None,
    entries: Mapping[UUID, Sequence[Tier]],
    heads: Sequence[PriceListHead],
    groups: frozenset[str],
    at: datetime,
    *,
    base_compare_at_minor: int | None = None,
) -> tuple[tuple[int, ChosenPrice], ...]:
    """The price of one unit, and each larger quantity from which on a unit costs less.

    Empty where one unit is not for sale.
    """
    numbers = {1, *(head.min_quantity for head in heads)}
    numbers |= {tier.min_quantity for head in heads for tier in entries.get(head.id, ())}
    steps: list[tuple[int, ChosenPrice]] = []
    for number in sorted(numbers):
        found = unit_price(
            base_minor, entries, heads, groups, number, at,
            base_compare_at_minor=base_compare_at_minor,
        )  # fmt: skip
        if found is None:
            if not steps:
                return ()
            continue
        if not steps or found.amount_minor < steps[-1][1].amount_minor:
            steps.append((number, found))
    return tuple(steps)


def is_open(head: PriceListHead, groups: frozenset[str], at: datetime) -> bool:
    """Whether a list counts at this moment for a shopper of these groups."""
    return head.window.contains(at) and (not head.groups or not head.groups.isdisjoint(groups))


def said_by(
    head: PriceListHead, base_minor: int | None, tiers: Sequence[Tier], quantity: int
) -> ChosenPrice | None:
    """What one list says about a variant; None when it says nothing."""
    reached = [tier for tier in tiers if tier.min_quantity <= quantity]
    if reached:
        tier = max(reached, key=lambda one: one.min_quantity)
        return ChosenPrice(tier.amount_minor, head.id, tier.compare_at_minor)
    is_percent = head.kind is ListKind.PERCENT and quantity >= head.min_quantity
    if not is_percent or base_minor is None:
        return None
    return ChosenPrice(percent_off(base_minor, head.off_ppm, head.rounding), head.id)


def percent_off(base_minor: int, off_ppm: int, rounding: str = "") -> int:
    """A price with so many parts per million taken off, halves away from zero, then rounded.

    Rounding never makes it dearer than the base price, and never negative.
    """
    exact = (base_minor * (WHOLE - off_ppm) * 2 + WHOLE) // (2 * WHOLE)
    return max(0, min(base_minor, round_price(exact, rounding)))


def _compared(
    said: ChosenPrice, head: PriceListHead, base_minor: int | None, compare_at: int | None
) -> ChosenPrice:
    """A reduction for everybody is compared to the base price; one for a group is not.

    A group's price is an agreement, not an announcement, unless its entry says a price to compare.
    """
    if said.compare_at_minor is not None or not head.is_for_everybody:
        return said
    before = max(base_minor or 0, compare_at or 0)
    if before <= said.amount_minor:
        return said
    return ChosenPrice(said.amount_minor, said.list_id, before)
