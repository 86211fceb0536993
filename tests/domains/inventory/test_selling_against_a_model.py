"""Selling ahead of money and beyond stock, beside a model of a few lines.

Holds, late payments, sweeps, backorders, supply on its way, landed cost, goods that go back.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import hypothesis.strategies as st
import pytest
from django.db.models import Sum
from hypothesis.stateful import initialize, invariant, precondition, rule

from balcao.domains.checkout.errors import SoldOut
from balcao.domains.checkout.operations import (
    finalize_purchase,
    purchase,
    sweep_expired_holds,
)
from balcao.domains.checkout.operations.finalize import ASK_AGAIN
from balcao.domains.checkout.operations.place import HOLD
from balcao.domains.inventory import operations as stock
from balcao.domains.inventory.models import StockMovement
from balcao.domains.inventory.queries import levels_of
from balcao.domains.inventory.values import (
    Arrival,
    Awaited,
    Departure,
    Revaluation,
    Selling,
    SellingRule,
    TransferWish,
)
from balcao.domains.orders import operations as orders
from balcao.domains.orders.queries import order_by_id, order_by_number
from balcao.domains.payments.errors import PaymentDeclined
from balcao.domains.payments.ports import Answer, Outcome, offered, use_providers
from balcao.domains.payments.queries import payment_of, refunds_of
from balcao.kernel.money import Money
from tests.domains.inventory.machine import Beside, run_beside_the_model
from tests.domains.inventory.plain_stock import Heap, Layer, revalue
from tests.domains.inventory.till import Till

pytestmark = pytest.mark.django_db(transaction=True)
SAID = (Outcome.PENDING, Outcome.CAPTURED, Outcome.DECLINED)
UNITS = st.integers(1, 6)
FEW = st.integers(0, 3)
SKU = "VASE-S"


class Counter(Beside):
    """Ten vases in a shop, a back room, the road between them, and a slow bank."""

    def __init__(self) -> None:
        super().__init__()
        self.variant = self.shop.variants[SKU]
        place = {"store_id": self.shop.store_id, "priority": 2, "sells": False}
        self.back = stock.create_location(code="back", name="Back", **place)
        self.road = stock.road_of(self.shop.store_id)
        first = Layer(10, 0, came=int(self.now.timestamp()))
        self.main, self.room, self.way = Heap(10, layers=[first]), Heap(), Heap()
        self.heaps = {self.shop.location_id: self.main, self.back: self.room, self.road: self.way}
        self.held: dict[UUID, tuple[int, datetime]] = {}
        self.sold: dict[UUID, int] = {}
        self.ended: list[UUID] = []
        self.safety = self.limit = self.kept = self.added = 0
        self.awaited: dict[str, int] = {}
        self.bought: list[tuple[str, int]] = []
        self.drafts: dict[UUID, int] = {}
        self.sent: dict[UUID, int] = {}
        self.before, self.till = offered(), Till()
        use_providers([*self.before, self.till])

    def teardown(self) -> None:
        use_providers(self.before)
        landed = StockMovement.objects.filter(account="landed_cost")
        assert (landed.aggregate(all=Sum("value_minor"))["all"] or 0) == self.added
        super().teardown()

    @property
    def reserved(self) -> int:
        return sum(units for units, _ in self.held.values())

    @property
    def promised(self) -> int:
        return self.reserved + sum(self.sold.values())

    @property
    def free(self) -> int:
        """What may leave the shop for other reasons than an order."""
        return min(self.main.good, self.main.good + self.limit - self.promised)

    @property
    def sellable(self) -> int:
        return self.main.good + self.limit - self.promised - self.safety

    @initialize(units=UNITS, cost=st.integers(0, 999))
    def receive_first(self, units: int, cost: int) -> None:
        self.receive(units, 0, cost)

    @rule(units=UNITS, bad=st.integers(0, 2), cost=st.integers(0, 999))
    def receive(self, units: int, bad: int, cost: int) -> None:
        document = f"in:{len(self.bought)}"
        arrival = Arrival(self.variant, units, bad, Money(cost, "BRL"))
        where = {"location_id": self.shop.location_id, "document": document}
        stock.receive_lines(lines=[arrival], **where, **self.who)
        self.main.come(units, bad, cost, document=document, came=int(self.now.timestamp()))
        self.bought.append((document, units + bad))

    @rule(data=st.data(), amount=st.integers(-700, 700).filter(bool))
    def add_to_cost(self, data: st.DataObject, amount: int) -> None:
        document, units = data.draw(st.sampled_from(self.bought))
        lines = [Revaluation(self.variant, units, Money(amount, "BRL"))]
        where = {"location_id": self.shop.location_id, "document": document}
        kept = stock.revalue_stock(lines=lines, **where, **self.who)
        stays = revalue(list(self.heaps.values()), document, units, amount)
        self.added += amount
        assert kept == {self.variant: Money(stays, "BRL")}

    @rule(good=FEW, bad=FEW)
    def send_back(self, good: int, bad: int) -> None:
        possible = good + bad > 0 and good <= self.free and bad <= self.main.bad
        lines = [Departure(self.variant, good, bad)]
        said = {"location_id": self.shop.location_id, "lines": lines, "document": "return:1"}
        cost = self.tried(possible, "take_out", reason="supplier_return", **said)
        if possible:
            worth, _ = self.main.go(good, bad)
            assert cost == {self.variant: Money(worth, "BRL")}

    @rule(good=FEW, bad=FEW, to_back=st.booleans())
    def carry(self, good: int, bad: int, to_back: bool) -> None:
        places = [(self.shop.location_id, self.main), (self.back, self.room)]
        (here, left), (there, came) = places if to_back else reversed(places)
        free = self.free if to_back else left.good
        self.tried(
            good + bad > 0 and good <= free and bad <= left.bad,
            "move_stock",
            from_location_id=here,
            to_location_id=there,
            lines=[Departure(self.variant, good, bad)],
            document="move:1",
        )
        if good + bad > 0 and good <= free and bad <= left.bad:
            left.move(good, came, bad)

    @rule(units=UNITS)
    def draft(self, units: int) -> None:
        places = {"from_location_id": self.shop.location_id, "to_location_id": self.back}
        lines = [TransferWish(self.variant, units)]
        self.drafts[stock.draft_transfer(lines=lines, **places, **self.who)] = units

    @precondition(lambda self: self.drafts)
    @rule(data=st.data())
    def send(self, data: st.DataObject) -> None:
        made = data.draw(st.sampled_from(sorted(self.drafts)))
        possible = self.drafts[made] <= self.free
        self.tried(possible, "send_transfer", transfer_id=made)
        if possible:
            self.sent[made] = self.drafts.pop(made)
            self.main.move(self.sent[made], self.way)

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def recall(self, data: st.DataObject) -> None:
        made = data.draw(st.sampled_from(sorted(self.sent)))
        stock.recall_transfer(transfer_id=made, **self.who)
        self.drafts[made] = self.sent.pop(made)
        self.way.move(self.drafts[made], self.main)
        self.tried(False, "recall_transfer", transfer_id=made)

    @rule(nr=st.integers(0, 2), units=st.integers(-1, 5))
    def await_supply(self, nr: int, units: int) -> None:
        lines = [Awaited(self.variant, units, self.now + timedelta(days=nr))]
        where = {"store_id": self.shop.store_id, "location_id": self.shop.location_id}
        said = {"document": f"test:{nr}", "lines": lines, "now": self.now, **where}
        self.attempt(units >= 0, stock.expect_stock, **said)
        if units >= 0:
            self.awaited[f"test:{nr}"] = units

    @rule(units=FEW)
    def keep_back(self, units: int) -> None:
        where = {"store_id": self.shop.store_id, "location_id": self.shop.location_id}
        stock.set_safety_stock(variant_id=self.variant, units=units, **where)
        self.safety = units

    @rule(units=FEW)
    def keep_from_the_channel(self, units: int) -> None:
        where = {"store_id": self.shop.store_id, "location_id": self.shop.location_id}
        stock.set_buffer(channel="online", units=units, variant_id=self.variant, **where)
        self.kept = units

    @rule(limit=st.integers(0, 8))
    def sell_beyond_stock(self, limit: int) -> None:
        possible = self.promised <= self.main.good + limit
        said = {"store_id": self.shop.store_id, "variant_id": self.variant}
        rule_ = SellingRule(Selling.BACKORDER, limit)
        self.attempt(possible, stock.set_selling, rule=rule_, **said)
        if possible:
            self.limit = limit

    @rule(units=UNITS, says=st.sampled_from([*SAID, None]))
    def buy(self, units: int, says: Outcome | None) -> None:
        self.till.says = says
        request = self.shop.request((SKU, units), provider="till")
        if units > self.sellable - self.kept:
            with pytest.raises(SoldOut):
                purchase(request, now=self.now)
        elif says is Outcome.DECLINED:
            with pytest.raises(PaymentDeclined) as refusal:
                purchase(request, now=self.now)
            number = refusal.value.facts["number"]
            self.ended.append(order_by_number(self.shop.store_id, number).id)
        else:
            made = purchase(request, now=self.now)
            if says is Outcome.CAPTURED:
                self.sold[made.order_id] = units
            else:
                self.held[made.order_id] = units, self.now + HOLD
            again = purchase(request, now=self.now) if says is Outcome.CAPTURED else made
            assert again.order_id == made.order_id

    @precondition(lambda self: self.held)
    @rule(
        data=st.data(),
        outcome=st.sampled_from(SAID),
    )
    def hear_from_the_bank(self, data: st.DataObject, outcome: Outcome) -> None:
        order_id = data.draw(st.sampled_from(sorted(self.held)))
        finalize_purchase(order_id=order_id, answer=Answer(outcome, "late"), now=self.now)
        if outcome is Outcome.CAPTURED:
            self.sold[order_id] = self.held.pop(order_id)[0]
        elif outcome is Outcome.DECLINED:
            del self.held[order_id]
            self.ended.append(order_id)

    @precondition(lambda self: self.ended)
    @rule(data=st.data())
    def hear_too_late(self, data: st.DataObject) -> None:
        order_id = data.draw(st.sampled_from(sorted(self.ended)))
        captured = Answer(Outcome.CAPTURED, "late")
        assert finalize_purchase(order_id=order_id, answer=captured, now=self.now) == "voided"
        given_back = [refund.state for refund in refunds_of(order_id)]
        assert given_back == ["done"]

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def pay_without_telling(self, data: st.DataObject) -> None:
        order_id = data.draw(st.sampled_from(sorted(self.held)))
        payment = payment_of(order_id)
        assert payment is not None
        self.till.paid.add(payment.reference)

    @rule(minutes=st.integers(0, 20), silent=st.booleans())
    def sweep(self, minutes: int, silent: bool) -> None:
        self.now += timedelta(minutes=minutes)
        self.till.silent = silent
        due = {key for key, (_, until) in self.held.items() if until <= self.now}
        placed = 0
        for order_id in due:
            payment = payment_of(order_id)
            assert payment is not None
            units, _ = self.held.pop(order_id)
            if silent:
                self.held[order_id] = units, self.now + ASK_AGAIN
            elif payment.reference in self.till.paid:
                self.sold[order_id], placed = units, placed + 1
            else:
                self.ended.append(order_id)
        done = sweep_expired_holds(now=self.now)
        voided = 0 if silent else len(due) - placed
        assert (done.placed, done.voided) == (placed, voided)
        assert done.undecided == (len(due) if silent else 0)

    @precondition(lambda self: self.sold)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        order_id = data.draw(st.sampled_from(sorted(self.sold)))
        said = {"order_id": order_id, "reason": "", "by": "ana", "now": self.now}
        orders.cancel_order(**said)
        del self.sold[order_id]
        self.attempt(False, orders.cancel_order, **said)

    @precondition(lambda self: self.held or self.ended)
    @rule(data=st.data())
    def cancel_what_is_not_placed(self, data: st.DataObject) -> None:
        order_id = data.draw(st.sampled_from(sorted([*self.held, *self.ended])))
        said = {"order_id": order_id, "reason": "", "by": "ana", "now": self.now}
        self.attempt(False, orders.cancel_order, **said)

    @precondition(lambda self: self.sold)
    @rule(data=st.data())
    def ship(self, data: st.DataObject) -> None:
        order_id = data.draw(st.sampled_from(sorted(self.sold)))
        how = {"order_id": order_id, "by": "ana", "now": self.now}
        possible = self.sold[order_id] <= self.main.good
        if order_by_id(order_id).state != "packed":
            orders.pack_order(**how)
        self.attempt(possible, orders.ship_order, carrier="C", tracking_number="", **how)
        if possible:
            self.main.go(self.sold.pop(order_id), 0)

    @invariant()
    def is_what_the_model_says(self) -> None:
        said = {one.location_id: one for one in levels_of([self.variant])}
        for place, heap in self.heaps.items():
            one, expected = said.get(place), (heap.good, heap.bad, heap.value, heap.fifo)
            if one is None:
                assert not any(expected)
                continue
            assert (one.on_hand, one.damaged, one.value_minor, one.fifo_minor) == expected, place
        here = said[self.shop.location_id]
        assert (here.reserved, here.reserved + here.allocated) == (self.reserved, self.promised)
        assert here.sellable == self.sellable
        assert here.incoming == sum(self.awaited.values())
        assert self.back not in said or said[self.back].incoming == sum(self.sent.values())


def test_selling_agrees_with_a_model_whatever_happens_in_whatever_order() -> None:
    run_beside_the_model(Counter, runs=10, steps=30)
