"""Buyers and the people at the ramp, all at the same moment."""

from __future__ import annotations

from functools import partial

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.queries import level_of
from balcao.domains.purchasing import operations
from balcao.domains.purchasing.queries import purchase_by_id, receipt_by_id
from tests.domains.purchasing.buying import landed, open_buying, receive
from tests.races import scenarios
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW, brl

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
BY = {"by": "bob", "now": NOW}


@pytest.fixture
def buying(shop):
    return open_buying(shop)


class TestReceipt:
    def test_entered_many_times_is_in_stock_once(self, buying):
        order_id = buying.sent(("CUP", 10), ("VASE-S", 4))
        answers = at_once([partial(receive, order_id, (1, 6, 0), (2, 4, 0), key="one")] * 8)
        assert len(set(granted(answers))) == 1
        assert refused(answers) == []
        assert purchase_by_id(order_id).received == 10
        assert level_of(buying.shop.location_id, buying.variant("CUP")).on_hand == 106
        assert scenarios.breaches() == []

    def test_of_one_delivery_note_by_many_people_counts_once(self, buying):
        order_id = buying.sent(("CUP", 100))
        calls = [partial(receive, order_id, (1, 5, 0), delivery_note="DN 1") for _ in range(6)]
        answers = at_once(calls)
        assert refused(answers) == ["delivery_note_known"] * 5
        assert purchase_by_id(order_id).received == 5
        assert scenarios.breaches() == []

    def test_of_the_rest_by_two_people_never_exceeds_the_order(self, buying):
        order_id = buying.sent(("CUP", 10))
        receive(order_id, (1, 4, 0))
        answers = at_once([partial(receive, order_id, (1, 6, 0)) for _ in range(4)])
        assert len(granted(answers)) == 1
        assert set(refused(answers)) <= {"more_than_ordered", "wrong_purchase_state"}
        assert purchase_by_id(order_id).received == 10
        assert scenarios.breaches() == []

    def test_with_one_key_for_two_orders_counts_for_one(self, buying):
        orders = [buying.sent(("CUP", 10)), buying.sent(("CUP", 10))]
        answers = at_once([partial(receive, one, (1, 3, 0), key="k") for one in orders])
        assert refused(answers) == ["receipt_key_reused"]
        assert sum(purchase_by_id(one).received for one in orders) == 3
        assert scenarios.breaches() == []

    def test_while_closing_and_cancelling_leaves_one_story(self, buying):
        order_id = buying.sent(("CUP", 10))
        close = partial(operations.close_purchase, order_id=order_id, reason="", **BY)
        cancel = partial(operations.cancel_purchase, order_id=order_id, reason="", **BY)
        takes = [partial(receive, order_id, (1, 5, 0)) for _ in range(2)]
        answers = at_once([takes[0], close, cancel, takes[1]])
        assert set(refused(answers)) <= {
            "wrong_purchase_state",
            "purchase_already_receiving",
            "more_than_ordered",
        }
        order = purchase_by_id(order_id)
        assert order.state in {"closed", "cancelled"}
        assert order.received == 5 * len([a for a in (answers[0], answers[3]) if a in granted([a])])
        assert level_of(buying.shop.location_id, buying.variant("CUP")).incoming == 0
        assert scenarios.breaches() == []

    def test_reversed_many_times_is_taken_back_once(self, buying):
        receipt = receive(buying.sent(("CUP", 10)), (1, 10, 0))
        undo = partial(operations.reverse_receipt, receipt_id=receipt, reason="", **BY)
        answers = at_once([undo] * 5)
        assert refused(answers) == ["receipt_reversed"] * 4
        assert level_of(buying.shop.location_id, buying.variant("CUP")).on_hand == 100
        assert scenarios.breaches() == []

    def test_reversed_while_its_units_are_sold_never_oversells(self, buying):
        buying.offer("LAST", (1, 100, 1))
        receipt = receive(buying.sent(("LAST", 3)), (1, 3, 0))
        undo = partial(operations.reverse_receipt, receipt_id=receipt, reason="", **BY)
        requests = [buying.shop.request(("LAST", 1)) for _ in range(4)]
        answers = at_once([*[partial(purchase, one, now=NOW) for one in requests[:2]], undo,
                           *[partial(purchase, one, now=NOW) for one in requests[2:]]])  # fmt: skip
        assert set(refused(answers)) <= {"promised_away", "not_enough_on_hand", "out_of_stock"}
        assert scenarios.breaches() == []

    def test_of_many_orders_of_the_same_things_never_deadlocks(self, buying):
        there = [("CUP", 5), ("VASE-S", 4)]
        orders = [buying.sent(*(there if n % 2 else reversed(there))) for n in range(6)]
        answers = at_once([partial(receive, one, (1, 2, 0), (2, 2, 0)) for one in orders])
        assert refused(answers) == []
        assert level_of(buying.shop.location_id, buying.variant("VASE-S")).on_hand == 22
        assert scenarios.breaches() == []


class TestApproval:
    def test_is_given_once(self, buying):
        order_id = buying.draft(("CUP", 10))
        answers = at_once([partial(operations.approve_purchase, order_id=order_id, **BY)] * 5)
        assert refused(answers) == ["wrong_purchase_state"] * 4
        assert level_of(buying.shop.location_id, buying.variant("CUP")).incoming == 10
        assert scenarios.breaches() == []

    def test_and_a_change_never_overwrite_each_other(self, buying):
        order_id = buying.draft(("CUP", 10))
        approve = partial(operations.approve_purchase, order_id=order_id, expected_version=1, **BY)
        cancel = partial(
            operations.cancel_purchase, order_id=order_id, reason="", expected_version=1, **BY
        )
        answers = at_once([approve, cancel])
        assert refused(answers) == ["purchase_order_changed"]
        assert scenarios.breaches() == []


class TestLandedCost:
    def test_is_undone_once(self, buying):
        receipt = receive(buying.sent(("CUP", 10)), (1, 10, 0))
        cost = landed(receipt, "10.01")
        answers = at_once([partial(operations.reverse_landed_cost, cost_id=cost, **BY)] * 4)
        assert refused(answers) == ["landed_cost_reversed"] * 3
        assert receipt_by_id(receipt).lines[0].landed == brl("0.00")
        assert scenarios.breaches() == []


class TestReturn:
    def test_leaves_the_stock_once(self, buying):
        back = buying.to_return(("CUP", 4, 0))
        operations.approve_return(return_id=back, **BY)
        answers = at_once([partial(operations.send_return, return_id=back, **BY)] * 4)
        assert refused(answers) == ["wrong_return_state"] * 3
        assert level_of(buying.shop.location_id, buying.variant("CUP")).on_hand == 96
        assert scenarios.breaches() == []


class TestPriceFile:
    def test_is_applied_once(self, buying):
        file = buying.price_file(b"sku,cost,currency,unit\nCUP,21.00,BRL,each\n")
        apply = partial(operations.apply_price_file, file_id=file, actor="ana", now=NOW)
        answers = at_once([apply] * 4)
        assert refused(answers) == ["price_file_applied"] * 3
        assert buying.item("CUP").price.breaks[0].cost_minor == 2100
