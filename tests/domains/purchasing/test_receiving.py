from __future__ import annotations

from datetime import date

import pytest

from balcao.domains.inventory.errors import OutOfStock, PromisedAway
from balcao.domains.inventory.operations import take_out
from balcao.domains.inventory.queries import movements_page
from balcao.domains.inventory.values import Departure
from balcao.domains.purchasing import operations
from balcao.domains.purchasing.errors import (
    BadLandedCost,
    BadReceipt,
    DeliveryNoteKnown,
    LandedCostReversed,
    MoreThanOrdered,
    NoSuchReceipt,
    ReceiptHasCosts,
    ReceiptKeyReused,
    ReceiptReversed,
    WrongPurchaseState,
)
from balcao.domains.purchasing.models import Receipt
from balcao.domains.purchasing.queries import purchase_by_id, receipt_by_id
from balcao.domains.purchasing.values.orders import LotIn, ReceivedLine
from balcao.kernel.ids import new_id
from balcao.kernel.money import Money
from tests.domains.purchasing.buying import receive
from tests.shop import NOW, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
BY = {"by": "eva", "now": NOW}


class TestReceive:
    def test_puts_good_and_broken_units_in_stock_at_their_price(self, buying):
        before = buying.level("CUP")
        order_id = buying.sent(("CUP", 10))
        receipt = receipt_by_id(receive(order_id, (1, 5, 1), delivery_note="DN-1"))
        level = buying.level("CUP")
        assert level.on_hand == before.on_hand + 5
        assert level.damaged == before.damaged + 1
        assert level.incoming == 4
        assert receipt.value == brl("120.00")
        assert purchase_by_id(order_id).state == "partly_received"
        assert_books_balance()

    def test_the_last_units_close_the_order(self, buying):
        order_id = buying.sent(("CUP", 10), ("VASE-S", 4))
        receive(order_id, (1, 10, 0), (2, 2, 0))
        receive(order_id, (2, 2, 0))
        assert purchase_by_id(order_id).state == "closed"
        assert buying.level("CUP").incoming == 0
        assert_books_balance()

    def test_parts_of_a_line_add_up_to_its_price(self, buying):
        buying.offer("CUP", (1, 1000, 7))
        order_id = buying.sent(("CUP", 7))
        values = [receipt_by_id(receive(order_id, (1, 1, 0))).value.minor for _ in range(7)]
        assert sum(values) == 1000

    def test_the_same_key_is_the_same_receipt(self, buying):
        order_id = buying.sent(("CUP", 10))
        first = receive(order_id, (1, 4, 0), key="k")
        assert receive(order_id, (1, 4, 0), key="k") == first
        assert purchase_by_id(order_id).received == 4
        with pytest.raises(ReceiptKeyReused):
            receive(order_id, (1, 5, 0), key="k")
        assert_books_balance()

    def test_the_same_delivery_note_twice_is_a_mistake(self, buying):
        order_id = buying.sent(("CUP", 10))
        receive(order_id, (1, 4, 0), delivery_note="DN-7")
        with pytest.raises(DeliveryNoteKnown):
            receive(order_id, (1, 4, 0), delivery_note="DN-7")
        assert purchase_by_id(order_id).received == 4
        assert_books_balance()

    def test_more_than_ordered_is_refused_and_changes_nothing(self, buying):
        order_id = buying.sent(("CUP", 10), ("VASE-S", 4))
        with pytest.raises(MoreThanOrdered) as refusal:
            receive(order_id, (1, 5, 0), (2, 4, 1))
        assert refusal.value.facts["lines"] == [{"line": 2, "sku": "VASE-S", "may_come": 4}]
        assert purchase_by_id(order_id).received == 0
        assert_books_balance()

    def test_as_much_more_as_is_tolerated_comes_in(self, buying):
        order_id = buying.sent(("CUP", 10), tolerance_percent=10)
        with pytest.raises(MoreThanOrdered):
            receive(order_id, (1, 12, 0))
        receive(order_id, (1, 11, 0))
        assert purchase_by_id(order_id).state == "closed"
        assert_books_balance()

    @pytest.mark.parametrize("lines", [[], [(1, 0, 0)], [(1, -1, 2)], [(9, 1, 0)]])
    def test_refuses_what_cannot_have_come(self, buying, lines):
        order_id = buying.sent(("CUP", 10))
        with pytest.raises(BadReceipt):
            receive(order_id, *lines)

    def test_refuses_an_order_that_was_not_sent(self, buying):
        with pytest.raises(WrongPurchaseState):
            receive(buying.approved(("CUP", 10)), (1, 1, 0))

    def test_refuses_lots_that_do_not_add_up(self, buying):
        order_id = buying.sent(("CUP", 10))
        line = ReceivedLine(1, 5, 0, (LotIn("L1", 4, date(2027, 1, 1)),))
        with pytest.raises(BadReceipt):
            operations.receive_purchase(order_id=order_id, key="k", lines=[line], **BY)

    def test_of_another_currency_is_valued_at_the_rate_of_the_order(self, buying):
        order_id = buying.sent(("CUP", 3))
        assert receipt_by_id(receive(order_id, (1, 3, 0))).value == brl("60.00")


class TestReverseReceipt:
    def test_leaves_stock_and_value_as_they_were(self, buying):
        receive(buying.sent(("CUP", 9)), (1, 9, 0))
        buying.offer("CUP", (1, 3333, 1))
        before, worth = buying.level("CUP"), buying.worth("CUP")
        order_id = buying.sent(("CUP", 10))
        receipt = receive(order_id, (1, 4, 1), delivery_note="DN-1")
        operations.reverse_receipt(receipt_id=receipt, reason="wrong order", **BY)
        after = buying.level("CUP")
        assert (after.on_hand, after.damaged) == (before.on_hand, before.damaged)
        assert buying.worth("CUP") == worth
        assert after.incoming == 10
        assert purchase_by_id(order_id).state == "sent"
        receive(order_id, (1, 4, 1), delivery_note="DN-1")
        assert_books_balance()

    def test_opens_a_closed_order_again(self, buying):
        order_id = buying.sent(("CUP", 10))
        receive(order_id, (1, 4, 0))
        last = receive(order_id, (1, 6, 0))
        operations.reverse_receipt(receipt_id=last, reason="", **BY)
        assert purchase_by_id(order_id).state == "partly_received"
        assert_books_balance()

    def test_of_a_part_leaves_an_order_closed_that_still_has_all_of_it(self, buying):
        order_id = buying.sent(("CUP", 10), tolerance_percent=20)
        first = receive(order_id, (1, 2, 0))
        receive(order_id, (1, 10, 0))
        closed = purchase_by_id(order_id)
        operations.reverse_receipt(receipt_id=first, reason="counted twice", **BY)
        after = purchase_by_id(order_id)
        assert (after.state, after.received, after.closed_at) == ("closed", 10, closed.closed_at)
        assert after.version == closed.version + 1
        assert_books_balance()

    def test_twice_is_refused(self, buying):
        receipt = receive(buying.sent(("CUP", 10)), (1, 4, 0))
        operations.reverse_receipt(receipt_id=receipt, reason="", **BY)
        with pytest.raises(ReceiptReversed):
            operations.reverse_receipt(receipt_id=receipt, reason="", **BY)

    def test_of_units_that_are_gone_is_refused(self, buying):
        buying.offer("LAST", (1, 100, 1))
        receipt = receive(buying.sent(("LAST", 2)), (1, 2, 0))
        sell_out(buying, "LAST", 2)
        with pytest.raises((OutOfStock, PromisedAway)):
            operations.reverse_receipt(receipt_id=receipt, reason="", **BY)
        assert_books_balance()

    def test_of_nothing_is_refused(self):
        with pytest.raises(NoSuchReceipt):
            operations.reverse_receipt(receipt_id=new_id(), reason="", **BY)


def sell_out(buying, sku, units):
    take_out(
        store_id=buying.store_id,
        location_id=buying.shop.location_id,
        lines=[Departure(buying.variant(sku), units)],
        reason="lost",
        document="",
        actor="eva",
        now=NOW,
    )


class TestLandedCost:
    @pytest.fixture
    def receipt(self, buying):
        order_id = buying.sent(("CUP", 10), ("VASE-S", 4))
        return receive(order_id, (1, 10, 0), (2, 4, 0))

    def add(self, receipt, **changes):
        said = {"kind": "freight", "basis": "value", "amount": brl("100.01"), **BY, **changes}
        return operations.add_landed_cost(receipt_id=receipt, **said)

    def test_is_spread_to_the_cent(self, buying, receipt):
        self.add(receipt)
        (cost,) = receipt_by_id(receipt).costs
        # 200.00 and 100.00 of goods
        assert cost.shares == {1: brl("66.67"), 2: brl("33.34")}
        assert_books_balance()

    def test_raises_what_the_stock_is_worth(self, buying, receipt):
        before = buying.worth("CUP") + buying.worth("VASE-S")
        self.add(receipt, basis="quantity")
        after = buying.worth("CUP") + buying.worth("VASE-S")
        assert after - before == brl("100.01")

    def test_in_another_currency_needs_a_rate(self, buying, receipt):
        self.add(receipt, amount=Money(1000, "USD"), rate="5.5")
        assert receipt_by_id(receipt).costs[0].in_store == brl("55.00")

    def test_is_undone_by_an_opposite_entry_once(self, buying, receipt):
        before = buying.worth("CUP")
        cost = self.add(receipt)
        operations.reverse_landed_cost(cost_id=cost, **BY)
        assert buying.worth("CUP") == before
        with pytest.raises(LandedCostReversed):
            operations.reverse_landed_cost(cost_id=cost, **BY)
        assert [c.is_reversed for c in receipt_by_id(receipt).costs] == [True, False]
        assert_books_balance()

    def test_keeps_its_receipt_from_being_reversed(self, buying, receipt):
        cost = self.add(receipt)
        with pytest.raises(ReceiptHasCosts):
            operations.reverse_receipt(receipt_id=receipt, reason="", **BY)
        operations.reverse_landed_cost(cost_id=cost, **BY)
        operations.reverse_receipt(receipt_id=receipt, reason="", **BY)
        assert_books_balance()

    @pytest.mark.parametrize(
        "wrong",
        [{"kind": "bribe"}, {"basis": "color"}, {"amount": brl("0.00")}, {"basis": "weight"}],
    )
    def test_refuses_what_cannot_be_spread(self, receipt, wrong):
        with pytest.raises(BadLandedCost):
            self.add(receipt, **wrong)


def test_a_receipt_is_told_in_the_ledger(buying):
    receipt = receive(buying.sent(("CUP", 10)), (1, 4, 0))
    page = movements_page(buying.store_id, variant_id=buying.variant("CUP"))
    number = Receipt.objects.get(pk=receipt).number
    assert page.items[0].document == f"receipt:{number}"
