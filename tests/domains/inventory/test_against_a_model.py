"""Stock operations in any order, beside a model of a few lines.

Selling ahead of money, lots and buying have machines of their own beside this one.
"""

from __future__ import annotations

from uuid import UUID

import hypothesis.strategies as st
import pytest
from hypothesis.stateful import invariant, rule

from balcao.domains.checkout.errors import SoldOut
from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory import operations as stock
from balcao.domains.inventory.queries import levels_of
from balcao.domains.inventory.values import CountScope, Handed, Reason, TransferWish, Wish
from balcao.domains.orders import operations as orders
from balcao.kernel.errors import Conflict
from balcao.kernel.money import Money
from tests.domains.inventory.machine import Beside, run_beside_the_model
from tests.domains.inventory.plain_stock import Heap, Layer
from tests.shop import NOW

pytestmark = pytest.mark.django_db(transaction=True)
UNITS = st.integers(1, 6)
SKU = "VASE-S"


class Stock(Beside):
    """Ten vases in a shop, a back room that does not sell, and the road between them."""

    def __init__(self) -> None:
        super().__init__()
        self.variant = self.shop.variants[SKU]
        self.back = stock.create_location(
            store_id=self.shop.store_id, code="back", name="Back", priority=2, sells=False
        )
        self.road = stock.road_of(self.shop.store_id)
        main, back, road = Heap(good=10, layers=[Layer(10, 0)]), Heap(), Heap()
        self.main, self.there, self.way = main, back, road
        self.heaps = {self.shop.location_id: main, self.back: back, self.road: road}
        self.promised, self.last_cost, self.safety = dict[UUID, int](), 0, 0
        self.sent: dict[UUID, int] = {}
        self.count: tuple[UUID, int] | None = None

    @property
    def free(self) -> int:
        return self.main.good - sum(self.promised.values())

    @rule(units=UNITS, bad=st.integers(0, 2), cost=st.none() | st.integers(0, 999))
    def receive(self, units: int, bad: int, cost: int | None) -> None:
        value = None if cost is None else Money(cost, "BRL")
        wish = Wish(self.shop.location_id, self.variant, Reason.RECEIVED, units, bad, value=value)
        stock.adjust_stock(wish=wish, **self.who)
        self.main.come(units, bad, cost, self.last_cost)
        if cost is not None:
            self.last_cost = (2 * cost + units + bad) // (2 * (units + bad))

    @rule(units=UNITS, bad=st.integers(0, 2))
    def lose(self, units: int, bad: int) -> None:
        wish = Wish(self.shop.location_id, self.variant, Reason.LOST, -units, -bad)
        if self.tried(units <= self.free and bad <= self.main.bad, "adjust_stock", wish=wish):
            self.main.go(units, bad)

    @rule(units=UNITS, repair=st.booleans())
    def change_sides(self, units: int, repair: bool) -> None:
        sign = 1 if repair else -1
        reason = Reason.REPAIRED if repair else Reason.DAMAGED
        wish = Wish(self.shop.location_id, self.variant, reason, sign * units, -sign * units)
        possible = units <= (self.main.bad if repair else self.free)
        if self.tried(possible, "adjust_stock", wish=wish):
            self.main.good += sign * units
            self.main.bad -= sign * units

    @rule(units=st.integers(0, 20))
    def correct(self, units: int) -> None:
        off = units - self.main.good
        self.tried(
            units >= self.main.good - self.free,
            "adjust_to_count",
            location_id=self.shop.location_id,
            variant_id=self.variant,
            counted=units,
        )
        if units >= self.main.good - self.free:
            self.shift(off)

    def shift(self, off: int) -> None:
        if off > 0:
            self.main.come(off, 0, None, self.last_cost)
        elif off < 0:
            self.main.go(-off, 0)

    @rule(units=st.integers(0, 20))
    def begin_count(self, units: int) -> None:
        if self.count is not None:
            return
        count_id = stock.start_count(
            location_id=self.shop.location_id,
            scope=CountScope.LIST,
            variant_ids=[self.variant],
            **self.who,
        )
        found = {"count_id": count_id, "variant_id": self.variant, "counted": units}
        # Where the books say nothing lies, whatever is found is counted again by somebody else.
        if stock.record_count(**found, **self.who):
            assert self.main.good == 0
            stock.record_count(**found, **{**self.who, "actor": "bia"})
        stock.finish_count(store_id=self.shop.store_id, count_id=count_id)
        self.count = count_id, units - self.main.good

    @rule()
    def approve_count(self) -> None:
        if self.count is not None:
            count_id, off = self.count
            possible = -off <= self.free
            self.tried(possible, "approve_count", count_id=count_id)
            if possible:
                self.shift(off)
                self.count = None

    @rule(units=UNITS)
    def send(self, units: int) -> None:
        made = stock.draft_transfer(
            from_location_id=self.shop.location_id,
            to_location_id=self.back,
            lines=[TransferWish(self.variant, units)],
            **self.who,
        )
        self.tried(units <= self.free, "send_transfer", transfer_id=made)
        if units <= self.free:
            self.main.move(units, self.way)
            self.sent[made] = units

    @rule(data=st.data(), good=st.integers(0, 4), bad=st.integers(0, 2))
    def receive_sent(self, data: st.DataObject, good: int, bad: int) -> None:
        if self.sent:
            made = data.draw(st.sampled_from(sorted(self.sent)))
            lines = [Handed(self.variant, good, bad)]
            possible = 0 < good + bad <= self.sent[made]
            self.tried(possible, "receive_transfer", transfer_id=made, lines=lines)
            if possible:
                self.way.move(good + bad, self.there)
                self.there.good -= bad
                self.there.bad += bad
                self.open(made, self.sent[made] - good - bad)

    @rule(data=st.data())
    def close_sent(self, data: st.DataObject) -> None:
        if self.sent:
            made = data.draw(st.sampled_from(sorted(self.sent)))
            stock.close_transfer(transfer_id=made, **self.who)
            self.way.go(self.sent[made], 0)
            self.open(made, 0)

    def open(self, made: UUID, units: int) -> None:
        self.sent[made] = units
        if not units:
            del self.sent[made]

    @rule(units=st.integers(0, 3))
    def keep_back(self, units: int) -> None:
        where = {"store_id": self.shop.store_id, "location_id": self.shop.location_id}
        stock.set_safety_stock(variant_id=self.variant, units=units, **where)
        self.safety = units

    @rule(units=UNITS)
    def buy(self, units: int) -> None:
        request = self.shop.request((SKU, units), provider="cash_on_delivery")
        if units > self.free - self.safety:
            with pytest.raises(SoldOut):
                purchase(request, now=NOW)
            return
        self.promised[purchase(request, now=NOW).order_id] = units

    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        if self.promised:
            order_id = data.draw(st.sampled_from(sorted(self.promised)))
            orders.cancel_order(order_id=order_id, reason="", by="ana", now=NOW)
            del self.promised[order_id]
            with pytest.raises(Conflict):
                orders.cancel_order(order_id=order_id, reason="", by="ana", now=NOW)

    @rule(data=st.data())
    def ship(self, data: st.DataObject) -> None:
        if self.promised:
            order_id = data.draw(st.sampled_from(sorted(self.promised)))
            orders.pack_order(order_id=order_id, by="ana", now=NOW)
            orders.ship_order(order_id=order_id, carrier="C", tracking_number="", by="ana", now=NOW)
            self.main.go(self.promised.pop(order_id), 0)

    @invariant()
    def is_what_the_model_says(self) -> None:
        said = {
            one.location_id: (one.on_hand, one.damaged, one.value_minor, one.fifo_minor)
            for one in levels_of([self.variant])
        }
        nothing = (0, 0, 0, 0)
        for place, heap in self.heaps.items():
            expected = (heap.good, heap.bad, heap.value, heap.fifo)
            assert said.get(place, nothing) == expected, place
        here = next(x for x in levels_of([self.variant]) if x.location_id == self.shop.location_id)
        assert here.sellable == self.free - self.safety
        incoming = [x.incoming for x in levels_of([self.variant]) if x.location_id == self.back]
        assert sum(incoming) == sum(self.sent.values())


def test_stock_agrees_with_a_model_whatever_happens_in_whatever_order() -> None:
    run_beside_the_model(Stock, runs=25, steps=20)
