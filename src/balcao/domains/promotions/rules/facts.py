"""A basket prepared for many questions: sets of lines are bits of one whole number. Pure.

Bit ``i`` of a mask stands for the ``i``-th line of ``items``, which come in an order of their own,
so that the order in which a shopper put them into the cart changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from balcao.domains.promotions.rules.fields import Document
from balcao.domains.promotions.values import Basket, CartItem

# A fact is a kind and a value: ("tag", "summer"), ("attribute", "color\x00red").
Fact = tuple[str, str]
FactsOf = Callable[[CartItem], Iterable[Fact]]
BETWEEN: Final = "\x00"


@dataclass(frozen=True, slots=True)
class Why:
    """The first thing that failed, and what is missing."""

    reason: str
    facts: Document = field(default_factory=dict)


def folded(value: str) -> str:
    """Text as it is compared: without case and outer spaces."""
    return value.strip().casefold()


def attribute(name: str, value: str) -> str:
    """The value of the fact that an attribute has a value."""
    return f"{folded(name)}{BETWEEN}{folded(value)}"


class Facts:
    """What is true of a basket, computed once."""

    def __init__(self, basket: Basket, facts_of: FactsOf | None = None) -> None:
        self.basket = basket
        told = facts_of or all_facts
        self.items = sorted(basket.items, key=_place)
        self.units = [item.quantity for item in self.items]
        self.prices = [item.unit_minor for item in self.items]
        self.values = [item.unit_minor * item.quantity for item in self.items]
        self.everything = (1 << len(self.items)) - 1
        self.masks: dict[Fact, int] = defaultdict(int)
        for at, item in enumerate(self.items):
            bit = 1 << at
            for fact in told(item):
                self.masks[fact] |= bit
        self.masks.default_factory = None
        self.selected: dict[int, int] = {}
        self._lines: dict[int, list[int]] = {}

    @cached_property
    def subtotal(self) -> int:
        """The sum of all lines before promotions, minor units."""
        return sum(self.values)

    @cached_property
    def local(self) -> datetime:
        """The moment in the store's time zone."""
        return self.basket.at.astimezone(ZoneInfo(self.basket.time_zone))

    @cached_property
    def by_price(self) -> list[int]:
        """Lines from the cheapest unit to the dearest."""
        return sorted(range(len(self.items)), key=lambda at: (self.prices[at], at))

    @cached_property
    def by_number(self) -> list[tuple[int, int]]:
        """Places in ``items`` with the numbers of their lines, in the order of the numbers."""
        places = ((at, item.line_no) for at, item in enumerate(self.items))
        return sorted(places, key=itemgetter(1))

    @cached_property
    def around(self) -> list[Fact]:
        """What is true of the basket beside its lines."""
        basket = self.basket
        return [
            *(("code", one) for one in basket.codes),
            *(("group", folded(one)) for one in basket.shopper.groups),
            ("store", str(basket.store_id)),
            ("country", basket.country),
            ("shipping", folded(basket.shipping_code)),
            ("payment", folded(basket.payment)),
        ]

    def lines(self, mask: int) -> list[int]:
        """The numbers of the lines in a mask."""
        known = self._lines.get(mask)
        if known is None:
            known = self._lines[mask] = list(_places(mask))
        return known


def _places(mask: int) -> Iterator[int]:
    """The bits that are set, from the lowest up; there are few in most masks."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _place(item: CartItem) -> tuple[int, int, int, int]:
    return (item.variant_id.int, item.unit_minor, item.quantity, item.line_no)


@lru_cache(maxsize=65_536)
def _written(id_: UUID) -> str:
    """An id as rules write it; kept, since a back-test meets the same products again and again."""
    return str(id_)


def all_facts(item: CartItem) -> Iterator[Fact]:
    """What is true of a line, whatever its quantity and price."""
    yield "product", _written(item.product_id)
    yield "variant", _written(item.variant_id)
    yield "category", item.category
    yield "brand", folded(item.brand)
    for one in item.collections:
        yield "collection", one
    for one in item.tags:
        yield "tag", folded(one)
    for name, value in item.attributes.items():
        yield "attribute", attribute(name, value)
