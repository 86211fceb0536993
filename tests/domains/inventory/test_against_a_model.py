"""Stock operations in any order, beside a model of a few lines."""

from __future__ import annotations

from uuid import UUID

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from balcao.domains.checkout.errors import SoldOut
from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.errors import BadQuantity, PromisedAway
from balcao.domains.orders import operations as orders
from balcao.kernel.errors import Conflict
from tests.domains.inventory.stock import doing, level
from tests.shop import NOW, open_shop
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db(transaction=True)
UNITS = st.integers(0, 6)


class Stock(RuleBasedStateMachine):
    """Ten vases; the model knows on-hand and what is promised to whom."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.shop = open_shop()
        self.on_hand, self.promised = 10, dict[UUID, int]()

    def teardown(self) -> None:
        assert_books_balance()
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    @property
    def free(self) -> int:
        return self.on_hand - sum(self.promised.values())

    @rule(units=UNITS)
    def receive(self, units: int) -> None:
        if units:
            doing(self.shop, "receive_stock", "VASE-S", quantity=units)
            self.on_hand += units

    @rule(units=UNITS)
    def write_off(self, units: int) -> None:
        if 0 < units <= self.free:
            doing(self.shop, "write_off", "VASE-S", quantity=units)
            self.on_hand -= units
            return
        with pytest.raises((BadQuantity, PromisedAway)):
            doing(self.shop, "write_off", "VASE-S", quantity=units)

    @rule(units=st.integers(0, 20))
    def count(self, units: int) -> None:
        if units >= self.on_hand - self.free:
            doing(self.shop, "correct_count", "VASE-S", counted=units)
            self.on_hand = units
            return
        with pytest.raises(PromisedAway):
            doing(self.shop, "correct_count", "VASE-S", counted=units)

    @rule(units=st.integers(1, 6))
    def buy(self, units: int) -> None:
        request = self.shop.request(("VASE-S", units), provider="cash_on_delivery")
        if units > self.free:
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
            self.on_hand -= self.promised.pop(order_id)

    @invariant()
    def is_what_the_model_says(self) -> None:
        now = level(self.shop, "VASE-S")
        assert (now.on_hand, now.allocated, now.sellable) == (
            self.on_hand,
            sum(self.promised.values()),
            self.free,
        )


def test_stock_agrees_with_a_model_whatever_happens_in_whatever_order() -> None:
    how = settings(
        max_examples=15,
        stateful_step_count=12,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Stock, settings=how)
