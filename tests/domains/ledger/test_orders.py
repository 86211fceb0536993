"""What an order does to the books, step by step."""

from __future__ import annotations

from balcao.domains.ledger.operations import post_order
from balcao.domains.ledger.queries import journals_of_order, open_contracts, trial_balance
from balcao.domains.orders import operations as orders
from tests.domains.ledger.ledgers import (
    BY,
    LATE,
    balances,
    bought,
    delivered,
    give_back,
    open_on,
    paid,
    receive,
    sent,
    told,
)


class TestPlaced:
    def test_is_receivable_against_what_is_not_shipped_yet(self, shop):
        bought(shop)
        assert balances(shop) == {"receivable": 9300, "deferred_revenue": -9300}

    def test_is_told_apart_from_what_is_owed_for_sure(self, shop):
        bought(shop)
        paid(shop)
        told()
        assert open_contracts(shop.store_id, until=LATE) == {"BRL": 9300}

    def test_is_written_once_however_often_it_is_told(self, shop):
        order_id = bought(shop)
        told()
        assert post_order(order_id=order_id) == 0
        assert len(journals_of_order(order_id)) == 1


class TestPaid:
    def test_moves_what_was_receivable_to_the_provider(self, shop):
        paid(shop)
        assert balances(shop) == {"clearing:bank_transfer": 9300, "deferred_revenue": -9300}


class TestShipped:
    def test_earns_the_sale_and_the_shipping(self, shop):
        sent(shop)
        assert balances(shop) == {
            "clearing:bank_transfer": 9300,
            "revenue": -7800,
            "shipping_revenue": -1500,
        }

    def test_leaves_nothing_open_once_delivered(self, shop):
        order_id = delivered(shop)
        told()
        assert open_on(order_id).keys() == {
            "clearing:bank_transfer", "revenue", "shipping_revenue"
        }  # fmt: skip


class TestCancelled:
    def test_leaves_nothing_where_nothing_was_paid(self, shop):
        order_id = bought(shop)
        orders.cancel_order(order_id=order_id, reason="", **BY)
        assert balances(shop) == {}

    def test_owes_what_was_taken_until_it_went_back(self, shop):
        order_id = paid(shop)
        orders.cancel_order(order_id=order_id, reason="", **BY)
        assert balances(shop) == {"clearing:bank_transfer": 9300, "receivable": -9300}
        give_back(order_id, "93.00")
        assert balances(shop) == {}


class TestRefunded:
    def test_is_an_allowance_while_the_order_stands(self, shop):
        order_id = sent(shop)
        give_back(order_id, "10.00")
        give_back(order_id, "5.00")
        found = balances(shop)
        assert (found["refunds"], found["clearing:bank_transfer"]) == (1500, 7800)
        assert "receivable" not in found

    def test_is_no_allowance_any_more_once_the_order_is_cancelled(self, shop):
        order_id = paid(shop)
        give_back(order_id, "10.00")
        assert balances(shop)["refunds"] == 1000
        orders.cancel_order(order_id=order_id, reason="", **BY)
        give_back(order_id, "83.00")
        assert balances(shop) == {}

    def test_comes_to_the_same_when_all_of_it_is_told_late(self, shop):
        order_id = paid(shop)
        give_back(order_id, "10.00")
        orders.cancel_order(order_id=order_id, reason="", **BY)
        give_back(order_id, "83.00")
        assert balances(shop) == {}


class TestGoods:
    def test_cost_what_they_came_in_for(self, shop):
        rows = trial_balance(shop.store_id, until=LATE)
        assert rows == []
        receive(shop, "LAST", 3, "60.00")
        assert balances(shop) == {"inventory": 6000, "goods_received": -6000}
        order_id = sent(shop, ("LAST", 1))
        found = balances(shop)
        cost = found["cost_of_goods_sold"]
        assert cost > 0
        assert found["inventory"] == 6000 - cost
        assert open_on(order_id)["cost_of_goods_sold"] == cost
