"""Lots and serial numbers in any order, beside a model of a few lines: what lies where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
import pytest
from hypothesis.stateful import initialize, invariant, precondition, rule

from balcao.domains.checkout.errors import SoldOut
from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory import operations as stock
from balcao.domains.inventory.queries import levels_of, lots_of
from balcao.domains.inventory.values import Arrival, CountScope, Departure, LotUnits, Tracking
from balcao.domains.orders import operations as orders
from balcao.domains.orders.queries import order_by_id
from tests.domains.inventory.machine import Beside, run_beside_the_model
from tests.shop import NOW

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = NOW.date()
# A code is one lot for good, with one day on which it expires.
EXPIRY: dict[str, date | None] = {
    "A": TODAY + timedelta(days=9),
    "B": TODAY + timedelta(days=4),
    "C": TODAY + timedelta(days=4),
    "D": None,
    "OLD": TODAY - timedelta(days=1),
}
SERIALS = {"S1": None, "S2": TODAY + timedelta(days=3), "S3": None}
CODES = {"CUP": EXPIRY, "LAST": SERIALS}
SKUS = st.sampled_from(sorted(CODES))
FEW = st.integers(0, 3)
UNITS = st.integers(1, 4)


class Lots(Beside):
    """Cups by the lot and a piece by serial number, in a shop and in a room that does not sell."""

    def __init__(self) -> None:
        super().__init__()
        self.back = stock.create_location(
            store_id=self.shop.store_id, code="back", name="Back", priority=2, sells=False
        )
        self.places = [self.shop.location_id, self.back]
        kinds = {"CUP": Tracking.LOT, "LAST": Tracking.SERIAL}
        for sku, units in (("CUP", 100), ("LAST", 1)):
            where = {"location_id": self.places[0], "variant_id": self.shop.variants[sku]}
            stock.write_off(quantity=units, **where, **self.who)
            known = {"store_id": self.shop.store_id, "variant_id": self.shop.variants[sku]}
            stock.set_tracking(tracking=kinds[sku], now=self.now, **known)
        # [good, damaged] by SKU, place and code; codes in the order in which they first came.
        self.lying: dict[tuple[str, int, str], list[int]] = {}
        self.known: dict[str, list[str]] = {"CUP": [], "LAST": []}
        self.sold: dict[UUID, tuple[str, int]] = {}
        self.counts: dict[UUID, tuple[str, int, dict[str, int]]] = {}

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo("America/Sao_Paulo")).date()

    def at(self, sku: str, place: int, code: str) -> list[int]:
        return self.lying.setdefault((sku, place, code), [0, 0])

    def there(self, sku: str, place: int, side: int = 0) -> int:
        return sum(self.at(sku, place, code)[side] for code in CODES[sku])

    def free(self, sku: str, place: int) -> int:
        sold = sum(units for what, units in self.sold.values() if what == sku)
        return self.there(sku, place) - (sold if place == self.places[0] else 0)

    def is_over(self, sku: str, code: str) -> bool:
        day = CODES[sku][code]
        return day is not None and day <= self.today

    def first(
        self, sku: str, place: int, units: int, side: int = 0, fresh: bool = False
    ) -> dict[str, int]:
        """So many units of what expires first, then of what is known longest; fewer if need be."""
        codes = [x for x in self.known[sku] if not (fresh and self.is_over(sku, x))]
        taken = {}
        for code in sorted(codes, key=lambda x: CODES[sku][x] or date.max):
            taken[code] = min(units, self.at(sku, place, code)[side])
            units -= taken[code]
        return {code: part for code, part in taken.items() if part}

    def put(self, sku: str, place: int, parts: dict[str, int], side: int, sign: int) -> None:
        for code, part in parts.items():
            self.at(sku, place, code)[side] += sign * part

    def where(self, sku: str, place: int) -> dict[str, Any]:
        return {"location_id": place, "variant_id": self.shop.variants[sku]}

    @initialize(data=st.data())
    def receive_first(self, data: st.DataObject) -> None:
        for sku in CODES:
            code = data.draw(st.sampled_from(sorted(CODES[sku])))
            self.take_in(sku, self.places[0], [LotUnits(code, 1, CODES[sku][code])], 0)

    @rule(data=st.data(), sku=SKUS, bad=FEW, nr=st.integers(0, 1), lies=st.integers(0, 9))
    def receive(self, data: st.DataObject, sku: str, bad: int, nr: int, lies: int) -> None:
        units = UNITS if sku == "CUP" else st.sampled_from([1, 1, 1, 2])
        pair = st.tuples(st.sampled_from(sorted(CODES[sku])), units)
        lots = [
            LotUnits(code, n, CODES[sku][code])
            for code, n in data.draw(st.lists(pair, min_size=1, max_size=3))
        ]
        if lies == 0 and lots[0].code in self.known[sku]:  # with another day than it has
            lots[0] = LotUnits(lots[0].code, lots[0].quantity, TODAY + timedelta(days=77))
        self.take_in(sku, self.places[nr], lots, bad)

    def take_in(self, sku: str, place: int, lots: list[LotUnits], bad: int) -> None:
        total = sum(lot.quantity for lot in lots)
        bad = min(bad, total)
        arrival = Arrival(self.shop.variants[sku], total - bad, bad, lots=tuple(lots))
        possible = all(
            lot.expires_on is None or lot.expires_on == CODES[sku][lot.code] for lot in lots
        )
        if sku == "LAST":
            possible &= all(lot.quantity == 1 for lot in lots)
            possible &= len({lot.code for lot in lots}) == len(lots)
            possible &= not any(
                any(self.at(sku, one, lot.code)) for lot in lots for one in self.places
            )
        said = {"location_id": place, "lines": [arrival], "document": "in"}
        self.tried(possible, "receive_lines", **said)
        good = total - bad
        for lot in lots if possible else ():
            if lot.code not in self.known[sku]:
                self.known[sku].append(lot.code)
            first = min(good, lot.quantity)
            good -= first
            self.put(sku, place, {lot.code: first}, 0, 1)
            self.put(sku, place, {lot.code: lot.quantity - first}, 1, 1)

    @rule(sku=SKUS, units=UNITS, nr=st.integers(0, 1), mend=st.booleans(), name=st.booleans(),
          data=st.data())  # fmt: skip
    def change_sides(
        self, sku: str, units: int, nr: int, mend: bool, name: bool, data: st.DataObject
    ) -> None:
        place, side = self.places[nr], int(mend)
        parts = self.first(sku, place, units, side)
        lots: tuple[LotUnits, ...] = ()
        if name:
            code = data.draw(st.sampled_from(sorted(CODES[sku])))
            parts = {code: min(units, self.at(sku, place, code)[side])}
            lots = (LotUnits(code, units),)
        possible = sum(parts.values()) == units and (mend or units <= self.free(sku, place))
        verb = "repair_stock" if mend else "damage_stock"
        self.tried(possible, verb, quantity=units, lots=lots, **self.where(sku, place))
        if possible:
            self.put(sku, place, parts, side, -1)
            self.put(sku, place, parts, 1 - side, 1)

    @rule(sku=SKUS, good=FEW, bad=FEW, nr=st.integers(0, 1), to=st.sampled_from(["", "move"]))
    def let_go(self, sku: str, good: int, bad: int, nr: int, to: str) -> None:
        """Lost, or carried to the other place: what expires first, whether it has or not."""
        place = self.places[nr]
        sides = [self.first(sku, place, good, 0), self.first(sku, place, bad, 1)]
        enough = [sum(parts.values()) for parts in sides] == [good, bad]
        possible = enough and good + bad > 0 and good <= self.free(sku, place)
        self.leave(possible, place, Departure(self.shop.variants[sku], good, bad), to)
        for side, parts in enumerate(sides if possible else ()):
            self.put(sku, place, parts, side, -1)
            if to:
                self.put(sku, self.places[1 - nr], parts, side, 1)

    @rule(sku=SKUS, good=FEW, bad=FEW, nr=st.integers(0, 1), to=st.sampled_from(["", "move"]),
          data=st.data())  # fmt: skip
    def let_one_lot_go(
        self, sku: str, good: int, bad: int, nr: int, to: str, data: st.DataObject
    ) -> None:
        place, code = self.places[nr], data.draw(st.sampled_from(sorted(CODES[sku])))
        here = self.at(sku, place, code)
        possible = good <= min(here[0], self.free(sku, place)) and bad <= here[1]
        possible &= good + bad > 0
        lots = (LotUnits(code, good + bad),)
        self.leave(possible, place, Departure(self.shop.variants[sku], good, bad, lots), to)
        for side, units in enumerate((good, bad) if possible else ()):
            self.put(sku, place, {code: units}, side, -1)
            if to:
                self.put(sku, self.places[1 - nr], {code: units}, side, 1)

    def leave(self, possible: bool, place: int, line: Departure, to: str) -> None:
        said: dict[str, Any] = {"lines": [line], "document": "out"}
        if to:
            (other,) = set(self.places) - {place}
            self.tried(possible, "move_stock", from_location_id=place, to_location_id=other, **said)
        else:
            self.tried(possible, "take_out", location_id=place, reason="lost", **said)

    @rule(days=st.integers(0, 2))
    def a_night_passes(self, days: int) -> None:
        """Which expired units stay for those that are promised is left open, how many is not."""
        self.now += timedelta(days=days)
        due = {
            (sku, place): [x for x in CODES[sku] if self.is_over(sku, x)]
            for sku in CODES
            for place in self.places
        }
        retired = {
            key: min(self.free(*key), sum(self.at(*key, code)[0] for code in codes))
            for key, codes in due.items()
        }
        done = stock.retire_expired(store_id=self.shop.store_id, now=self.now)
        assert done == sum(retired.values())
        found = self.found()
        for key, codes in due.items():
            for code in codes:
                here, now = self.at(*key, code), found.get((*key, code), [0, 0])
                part = here[0] - now[0]
                assert part >= 0 and now == [here[0] - part, here[1] + part]
                self.put(*key, {code: part}, 0, -1)
                self.put(*key, {code: part}, 1, 1)
                retired[key] -= part
        assert not any(retired.values())
        assert stock.retire_expired(store_id=self.shop.store_id, now=self.now) == 0

    @rule(sku=SKUS, nr=st.integers(0, 1), off=st.integers(-2, 2), data=st.data())
    def count(self, sku: str, nr: int, off: int, data: st.DataObject) -> None:
        """Every lot that lies there is counted; one is off, or was not known to lie there."""
        place, code = self.places[nr], data.draw(st.sampled_from(sorted(CODES[sku])))
        here = {x: self.at(sku, place, x)[0] for x in CODES[sku] if self.at(sku, place, x)[0]}
        found = max(0, here.get(code, 0) + off)
        found = min(found, 1) if sku == "LAST" else found
        variant = self.shop.variants[sku]
        how = {"location_id": place, "scope": CountScope.LIST, "variant_ids": [variant]}
        made = stock.start_count(**how, **self.who)
        line = {"store_id": self.shop.store_id, "count_id": made, "variant_id": variant}
        stock.add_count_line(lot=code, expires_on=CODES[sku][code], **line)
        if not here:  # the line without a lot says that nothing else lies there
            stock.record_count(counted=0, **line, **_without(self.who))
        for lot, units in ({**here, code: found}).items():
            known = {"count_id": made, "variant_id": variant, "lot": lot, "counted": units}
            if stock.record_count(**known, **self.who):  # nothing was expected to lie there
                stock.record_count(**known, **{**self.who, "actor": "bia"})
        stock.finish_count(store_id=self.shop.store_id, count_id=made)
        self.counts[made] = sku, place, {code: found - here.get(code, 0)}

    @precondition(lambda self: self.counts)
    @rule(data=st.data())
    def approve_count(self, data: st.DataObject) -> None:
        made = data.draw(st.sampled_from(sorted(self.counts)))
        sku, place, off = self.counts[made]
        ((code, units),) = off.items()
        here = self.at(sku, place, code)[0]
        possible = -units <= min(here, self.free(sku, place)) if units < 0 else True
        if sku == "LAST" and units > 0:
            possible = not any(any(self.at(sku, one, code)) for one in self.places)
        self.tried(possible, "approve_count", count_id=made)
        if possible:
            del self.counts[made]
            if code not in self.known[sku] and units > 0:
                self.known[sku].append(code)
            self.put(sku, place, off, 0, 1)

    @rule(sku=SKUS, units=UNITS)
    def buy(self, sku: str, units: int) -> None:
        request = self.shop.request((sku, units), provider="cash_on_delivery")
        if units > self.free(sku, self.places[0]):
            with pytest.raises(SoldOut):
                purchase(request, now=self.now)
            return
        self.sold[purchase(request, now=self.now).order_id] = sku, units

    @precondition(lambda self: self.sold)
    @rule(data=st.data())
    def ship(self, data: st.DataObject) -> None:
        """What expires first of what has not: shoppers get nothing that is over."""
        order_id = data.draw(st.sampled_from(sorted(self.sold)))
        sku, units = self.sold[order_id]
        parts = self.first(sku, self.places[0], units, fresh=True)
        possible = sum(parts.values()) == units
        how = {"order_id": order_id, "by": "ana", "now": self.now}
        if order_by_id(order_id).state != "packed":
            orders.pack_order(**how)
        self.attempt(possible, orders.ship_order, carrier="C", tracking_number="", **how)
        if possible:
            self.put(sku, self.places[0], parts, 0, -1)
            del self.sold[order_id]

    @precondition(lambda self: self.sold)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        order_id = data.draw(st.sampled_from(sorted(self.sold)))
        orders.cancel_order(order_id=order_id, reason="", by="ana", now=self.now)
        del self.sold[order_id]

    def found(self) -> dict[tuple[str, int, str], list[int]]:
        lines: Iterable[Any] = (
            (sku, one)
            for sku in CODES
            for one in lots_of(self.shop.store_id, self.shop.variants[sku])
        )
        return {(sku, x.location_id, x.code): [x.quantity, x.damaged] for sku, x in lines}

    @invariant()
    def is_what_the_model_says(self) -> None:
        found = {key: units for key, units in self.found().items() if any(units)}
        assert found == {key: units for key, units in self.lying.items() if any(units)}
        for sku in CODES:
            for level in levels_of([self.shop.variants[sku]]):
                sums = [self.there(sku, level.location_id, side) for side in (0, 1)]
                assert [level.on_hand, level.damaged] == sums
                assert level.sellable == self.free(sku, level.location_id)


def _without(who: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in who.items() if key != "store_id"}


def test_lots_agree_with_a_model_whatever_happens_in_whatever_order() -> None:
    run_beside_the_model(Lots, runs=10, steps=30)
