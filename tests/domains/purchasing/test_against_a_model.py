"""Buying in any order, beside a model of a few lines: what is open, what is here, its cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

import hypothesis.strategies as st
import pytest
from hypothesis.stateful import initialize, invariant, precondition, rule

from balcao.domains.inventory import operations as stock
from balcao.domains.inventory.queries import level_of
from balcao.domains.inventory.values import Departure
from balcao.domains.purchasing import operations as buying
from balcao.domains.purchasing.queries import purchase_by_id, return_by_id
from balcao.domains.purchasing.values.orders import ReceivedLine
from balcao.domains.purchasing.values.returns import ReturnedLine
from tests.domains.inventory.machine import Beside, run_beside_the_model
from tests.domains.inventory.plain_stock import Heap, half_up, portions, revalue
from tests.domains.purchasing.buying import open_buying
from tests.shop import brl

pytestmark = pytest.mark.django_db(transaction=True)
SKUS = ("CUP", "VASE-S")
# Minor units, for so many units.
PRICE = {"CUP": (2001, 1), "VASE-S": (5001, 2)}
COMING = ("approved", "sent", "partly_received")
FEW = st.integers(0, 4)


@dataclass
class Line:
    """One line of an order; as many as ``most`` may come."""

    ordered: int
    most: int
    came: int = 0
    broken: int = 0
    given_up: int = 0

    @property
    def open(self) -> int:
        return max(0, self.ordered - self.came - self.given_up)


@dataclass
class Delivery:
    """Accepted and damaged units and their value, by SKU; ``costs`` are shares by SKU."""

    order: UUID
    lines: dict[str, tuple[int, int, int]]
    costs: dict[UUID, dict[str, int]] = field(default_factory=dict)
    is_reversed: bool = False


@dataclass
class Order:
    """An order, its lines by SKU."""

    lines: dict[str, Line]
    state: str = "draft"

    def follow(self) -> None:
        """Where the lines say it is."""
        if not any(line.open for line in self.lines.values()):
            self.state = "closed"
        else:
            came = any(line.came for line in self.lines.values())
            self.state = "partly_received" if came else "sent"


class Buying(Beside):
    """One supplier of cups and of vases that come in pairs, and an empty shelf."""

    def __init__(self) -> None:
        super().__init__()
        self.buying = open_buying(self.shop)
        for sku, (cost, per) in PRICE.items():
            self.buying.offer(sku, (1, cost, per))
        self.heaps = {sku: Heap() for sku in SKUS}
        for sku, units in (("CUP", 100), ("VASE-S", 10)):
            where = {"location_id": self.shop.location_id, "variant_id": self.shop.variants[sku]}
            stock.write_off(quantity=units, **where, **self.who)
        self.orders: dict[UUID, Order] = {}
        self.deliveries: dict[UUID, Delivery] = {}

    @property
    def bob(self) -> dict[str, Any]:
        return {"by": "bob", "now": self.now}

    def a_draw(self, data: st.DataObject, known: dict[UUID, Any]) -> UUID:
        """One of those there are, by the order in which they were made."""
        return list(known)[data.draw(st.integers(0, len(known) - 1))]

    @initialize(cups=st.integers(1, 9), vases=st.integers(1, 9))
    def order_first(self, cups: int, vases: int) -> None:
        self.order(cups, vases, 20)
        (made,) = self.orders
        buying.approve_purchase(order_id=made, **self.bob)
        buying.send_purchase(order_id=made, channel="phone", **self.bob)
        self.orders[made].state = "sent"

    @rule(cups=FEW, vases=st.integers(1, 9), tolerance=st.sampled_from([0, 20, 50]))
    def order(self, cups: int, vases: int, tolerance: int) -> None:
        wanted = {sku: n for sku, n in zip(SKUS, (cups, vases), strict=True) if n}
        said = {"tolerance_percent": tolerance, "expected_at": self.now + timedelta(days=9)}
        made = self.buying.draft(*wanted.items(), **said)
        lines = {sku: Line(n, n + n * tolerance // 100) for sku, n in wanted.items()}
        self.orders[made] = Order(lines)

    def step(self, data: st.DataObject, verb: str, states: tuple[str, ...], **said: Any) -> Any:
        """Try a step of the life of an order; the order when it went."""
        made = self.a_draw(data, self.orders)
        possible = self.orders[made].state in states
        self.attempt(possible, getattr(buying, verb), order_id=made, **said, **self.bob)
        return self.orders[made] if possible else None

    @rule(data=st.data())
    def approve(self, data: st.DataObject) -> None:
        if order := self.step(data, "approve_purchase", ("draft",)):
            order.state = "approved"

    @rule(data=st.data())
    def reopen(self, data: st.DataObject) -> None:
        if order := self.step(data, "reopen_purchase", ("approved",)):
            order.state = "draft"

    @rule(data=st.data())
    def send(self, data: st.DataObject) -> None:
        # Sending what the supplier has already is a reminder.
        states = ("approved", "sent", "partly_received")
        order = self.step(data, "send_purchase", states, channel="phone")
        if order and order.state == "approved":
            order.state = "sent"

    @rule(data=st.data())
    def close_short(self, data: st.DataObject) -> None:
        order = self.step(data, "close_purchase", ("sent", "partly_received"), reason="late")
        self.give_up(order, "closed")

    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        order = self.step(data, "cancel_purchase", ("draft", "approved", "sent"), reason="no")
        self.give_up(order, "cancelled")

    def give_up(self, order: Order | None, state: str) -> None:
        if order is not None:
            for line in order.lines.values():
                line.given_up += line.open
            order.state = state

    @rule(data=st.data(), cups=FEW, vases=st.integers(0, 8), bad=st.integers(0, 2))
    def receive(self, data: st.DataObject, cups: int, vases: int, bad: int) -> None:
        made = self.a_draw(data, self.orders)
        order = self.orders[made]
        coming = {
            sku: (units, bad)
            for sku, units in zip(SKUS, (cups, vases), strict=True)
            if sku in order.lines and units + bad
        }
        possible = bool(coming) and order.state in ("sent", "partly_received")
        for sku, units in coming.items():
            possible &= order.lines[sku].came + sum(units) <= order.lines[sku].most
        said = self.receipt(made, f"key-{len(self.deliveries)}", coming)
        receipt = self.attempt(possible, buying.receive_purchase, **said)
        if possible:
            lines = {sku: self.come(order, sku, *two) for sku, two in coming.items()}
            self.deliveries[receipt] = Delivery(made, lines)
            for sku, (good, broken, value) in lines.items():
                self.heaps[sku].come(good, broken, value, document=str(receipt))
            order.follow()

    def come(self, order: Order, sku: str, good: int, bad: int) -> tuple[int, int, int]:
        """All units of a line together cost what it says, however many parts they come in."""
        line, (cost, per) = order.lines[sku], PRICE[sku]
        worth = [half_up(Fraction(n * cost, per)) for n in (line.came, line.came + good + bad)]
        line.came += good + bad
        line.broken += bad
        return good, bad, worth[1] - worth[0]

    def receipt(self, made: UUID, key: str, coming: dict[str, tuple[int, int]]) -> dict[str, Any]:
        numbers = {sku: nr for nr, sku in enumerate(self.orders[made].lines, start=1)}
        lines = [ReceivedLine(numbers[sku], *two) for sku, two in coming.items()]
        return {"order_id": made, "key": key, "lines": lines, **self.bob}

    @precondition(lambda self: self.deliveries)
    @rule(data=st.data(), other=st.booleans())
    def receive_again(self, data: st.DataObject, other: bool) -> None:
        """The same key is the same receipt, whatever has become of it; nothing else can be."""
        receipt = self.a_draw(data, self.deliveries)
        known, key = self.deliveries[receipt], f"key-{list(self.deliveries).index(receipt)}"
        more = int(other)
        coming = {sku: (good + more, bad) for sku, (good, bad, _) in known.lines.items()}
        said = self.receipt(known.order, key, coming)
        answer = self.attempt(not other, buying.receive_purchase, **said)
        assert answer == (None if other else receipt)

    @precondition(lambda self: self.deliveries)
    @rule(data=st.data())
    def reverse(self, data: st.DataObject) -> None:
        receipt = self.a_draw(data, self.deliveries)
        known = self.deliveries[receipt]
        possible = not known.is_reversed and not known.costs
        for sku, (good, bad, _) in known.lines.items():
            possible &= good <= self.heaps[sku].good and bad <= self.heaps[sku].bad
        said = {"receipt_id": receipt, "reason": "mistake", **self.bob}
        self.attempt(possible, buying.reverse_receipt, **said)
        if possible:
            known.is_reversed = True
            for sku, (good, bad, value) in known.lines.items():
                line, heap = self.orders[known.order].lines[sku], self.heaps[sku]
                line.came, line.broken = line.came - good - bad, line.broken - bad
                worth, _ = heap.go(good, bad)
                revalue([heap], str(receipt), good + bad, worth - value)
            self.orders[known.order].follow()

    @precondition(lambda self: self.deliveries)
    @rule(data=st.data(), amount=st.integers(1, 999), by=st.sampled_from(["value", "quantity"]))
    def land(self, data: st.DataObject, amount: int, by: str) -> None:
        receipt = self.a_draw(data, self.deliveries)
        known = self.deliveries[receipt]
        said = {"kind": "freight", "basis": by, "amount": brl(f"{amount / 100:.2f}")}
        possible = not known.is_reversed
        made = self.attempt(
            possible, buying.add_landed_cost, receipt_id=receipt, **said, **self.bob
        )
        if possible:
            lines = sorted(known.lines.items(), key=lambda pair: SKUS.index(pair[0]))
            weights = [x[2] if by == "value" else x[0] + x[1] for _, x in lines]
            parts = portions(amount, weights)
            known.costs[made] = {sku: part for (sku, _), part in zip(lines, parts, strict=True)}
            self.bear(receipt, known.costs[made], 1)

    @precondition(lambda self: any(one.costs for one in self.deliveries.values()))
    @rule(data=st.data())
    def take_cost_back(self, data: st.DataObject) -> None:
        costs = {cost: key for key, one in self.deliveries.items() for cost in one.costs}
        made = self.a_draw(data, costs)
        buying.reverse_landed_cost(cost_id=made, **self.bob)
        self.bear(costs[made], self.deliveries[costs[made]].costs.pop(made), -1)
        self.attempt(False, buying.reverse_landed_cost, cost_id=made, **self.bob)

    def bear(self, receipt: UUID, parts: dict[str, int], sign: int) -> None:
        for sku, part in parts.items():
            if part:
                units = sum(self.deliveries[receipt].lines[sku][:2])
                revalue([self.heaps[sku]], str(receipt), units, sign * part)

    @rule(sku=st.sampled_from(SKUS), good=FEW, bad=st.integers(0, 1), back=st.booleans())
    def let_go(self, sku: str, good: int, bad: int, back: bool) -> None:
        """Lost, or back to the supplier; a return that is refused stays a return."""
        heap, variant = self.heaps[sku], self.shop.variants[sku]
        if not good + bad:
            return
        possible = good <= heap.good and bad <= heap.bad
        if back:
            line = ReturnedLine(variant, good, bad, cost_minor=100)
            made = self.send_back(line, possible)
        else:
            said = {"location_id": self.shop.location_id, "document": "", "reason": "lost"}
            self.tried(possible, "take_out", lines=[Departure(variant, good, bad)], **said)
        if possible:
            worth, _ = heap.go(good, bad)
            assert not back or return_by_id(made).lines[0].cost == brl(f"{worth / 100:.2f}")

    def send_back(self, line: ReturnedLine, possible: bool) -> UUID:
        said = {"store_id": self.shop.store_id, "location_id": self.shop.location_id}
        who = {"supplier_id": self.buying.supplier_id, "author": "ana", "now": self.now}
        made = buying.draft_return(lines=[line], reason="chipped", **said, **who)
        self.attempt(False, buying.send_return, return_id=made, **self.bob)
        buying.approve_return(return_id=made, **self.bob)
        self.attempt(possible, buying.send_return, return_id=made, **self.bob)
        self.attempt(False, buying.approve_return, return_id=made, **self.bob)
        if possible:
            self.attempt(False, buying.send_return, return_id=made, **self.bob)
        else:
            buying.cancel_return(return_id=made, **self.bob)
        return made

    @invariant()
    def is_what_the_model_says(self) -> None:
        for made, order in self.orders.items():
            said = purchase_by_id(made)
            assert said.state == order.state
            for line in said.lines:
                own = order.lines[line.sku]
                assert (line.received, line.damaged) == (own.came, own.broken)
                assert (line.cancelled, line.open) == (own.given_up, own.open)
        for sku, heap in self.heaps.items():
            here = level_of(self.shop.location_id, self.shop.variants[sku])
            found = (here.on_hand, here.damaged, here.value_minor, here.fifo_minor)
            assert found == (heap.good, heap.bad, heap.value, heap.fifo), sku
            alive = [one for one in self.orders.values() if one.state in COMING]
            assert here.incoming == sum(x.lines[sku].open for x in alive if sku in x.lines)


def test_buying_agrees_with_a_model_whatever_happens_in_whatever_order() -> None:
    run_beside_the_model(Buying, runs=10, steps=30)
