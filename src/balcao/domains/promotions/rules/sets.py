"""Benefits of units that were bought for others: buy X get Y, a gift. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from balcao.domains.promotions.rules.carts import units_in
from balcao.domains.promotions.rules.facts import Facts, Why
from balcao.domains.promotions.rules.fields import (
    Document,
    Field,
    Findings,
    below,
    check_fields,
    one_of,
    optional,
    uuid,
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
    OFF_FIELDS,
    OFF_KEYS,
    WHOLE,
    Off,
    check_off,
    read_off,
)
from balcao.domains.promotions.rules.selection import anchor_of, selected
from balcao.domains.promotions.values import Gift

MOST_IN_SET: Final = 100


@dataclass(frozen=True, slots=True)
class BuyAndGet:
    """For units bought, others for less. A unit is bought or got, never both.

    ``pick`` says which of the units that may be got are: the cheapest of all (the usual way), the
    dearest, or the cheapest of each set, where sets are formed from the dearest unit down.
    """

    buy: int
    get: int
    buys: Selector | None
    gets: Selector | None
    is_same: bool
    off: Off
    pick: str
    at_most_times: int | None

    @property
    def anchor(self) -> Anchor:
        """Of what must be bought."""
        return anchor_of(self.buys)

    def effect(self, facts: Facts) -> Effect | Why:
        """As many sets as the units give."""
        bought = selected(facts, self.buys)
        got = bought if self.is_same else selected(facts, self.gets)
        times = self._times(facts, bought, got)
        if times < 1:
            return self._missing(facts, bought, got)
        if self.pick == "each_set":
            units = self._of_each_set(facts, bought, times)
        else:
            units = self._picked(facts, bought, got, times)
        return Effect(lines=tuple(self.off.taken(facts, units)))

    def _times(self, facts: Facts, bought: int, got: int) -> int:
        both = units_in(facts, bought | got) // (self.buy + self.get)
        times = min(units_in(facts, bought) // self.buy, units_in(facts, got) // self.get, both)
        return times if self.at_most_times is None else min(times, self.at_most_times)

    def _missing(self, facts: Facts, bought: int, got: int) -> Why:
        buys = max(0, self.buy - units_in(facts, bought))
        if self.is_same or buys == 0:
            both = self.buy + self.get - units_in(facts, bought | got)
            missing = max(both, self.get - units_in(facts, got))
            reason = "quantity_too_low" if self.is_same else "reward_not_in_cart"
            return Why(reason, {"missing_quantity": missing})
        return Why("quantity_too_low", {"missing_quantity": buys})

    def _picked(self, facts: Facts, bought: int, got: int, times: int) -> list[tuple[int, int]]:
        """Units by price, leaving enough to be bought."""
        order = [at for at in facts.by_price if got >> at & 1]
        if self.pick == "dearest":
            order.sort(key=lambda at: (-facts.prices[at], at))
        wanted = times * self.get
        room = units_in(facts, bought) - times * self.buy
        taken = []
        for at in order:
            is_bought = bool(bought >> at & 1)
            count = min(facts.units[at], wanted, room if is_bought else wanted)
            wanted -= count
            room -= count if is_bought else 0
            taken.append((at, count))
        return taken

    def _of_each_set(self, facts: Facts, mask: int, times: int) -> list[tuple[int, int]]:
        size = self.buy + self.get

        def got_before(place: int) -> int:
            sets, rest = divmod(min(place, times * size), size)
            return sets * self.get + max(0, rest - self.buy)

        taken, place = [], 0
        for at in sorted(facts.lines(mask), key=lambda at: (-facts.prices[at], at)):
            end = place + facts.units[at]
            taken.append((at, got_before(end) - got_before(place)))
            place = end
        return taken


@dataclass(frozen=True, slots=True)
class Present:
    """Units of a variant that come for nothing while there are some in stock."""

    variant: str
    quantity: int
    anchor: Anchor = None

    def effect(self, facts: Facts) -> Effect | Why:
        """The gift, if it can be given."""
        if self.variant not in facts.basket.gift_values:
            return Why("gift_out_of_stock", {"variant": self.variant})
        return Effect(gifts=(Gift(UUID(self.variant), self.quantity),))


def _buy_get(document: Document, compiling: Compiling) -> Benefit:
    buy, get = document["buy"], document["get"]
    has_off = any(key in get for key in OFF_KEYS)
    return BuyAndGet(
        buy=buy["quantity"],
        get=get["quantity"],
        buys=compiling.selector(buy.get("on")),
        gets=compiling.selector(get.get("on")),
        is_same="on" not in get,
        off=read_off(get) if has_off else Off(basis_points=WHOLE),
        pick=document.get("pick", "cheapest"),
        at_most_times=document.get("at_most_times"),
    )


UNITS: Final = {"quantity": Field(whole(1, MOST_IN_SET)), "on": optional(check_selector)}


def _buy(value: object, pointer: str, findings: Findings) -> None:
    check_fields(value, UNITS, pointer, findings)


def _get(value: object, pointer: str, findings: Findings) -> None:
    good = check_fields(value, {**UNITS, **OFF_FIELDS}, pointer, findings)
    if good and isinstance(value, dict) and any(key in value for key in OFF_KEYS):
        check_off(value, pointer, findings)


def _sets(document: Document, pointer: str, findings: Findings) -> None:
    if document.get("pick") == "each_set" and "on" in document["get"]:
        says = "Sets are formed of the units bought. Take “on” out of “get”, or pick another way."
        findings.add(below(pointer, "pick"), says)


KINDS: Final = {
    "buy_get": BenefitKind(
        fields={
            "buy": Field(_buy),
            "get": Field(_get),
            "pick": optional(one_of("cheapest", "dearest", "each_set")),
            "at_most_times": optional(whole()),
        },
        make=_buy_get,
        also=_sets,
    ),
    "gift": BenefitKind(
        fields={"variant": Field(uuid), "quantity": optional(whole(1, MOST_IN_SET))},
        make=lambda document, _: Present(document["variant"], document.get("quantity", 1)),
    ),
}
