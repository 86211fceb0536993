"""What stock is worth, by both methods, from receipt to cost of goods sold."""

from __future__ import annotations

from datetime import timedelta

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.errors import BadValue
from balcao.domains.inventory.operations import (
    create_location,
    move_stock,
    receive_lines,
    receive_stock,
    revalue_stock,
    save_stock_settings,
    take_out,
)
from balcao.domains.inventory.queries import (
    document_movements,
    stock_then,
    valuation,
    value_by_account,
)
from balcao.domains.inventory.values import Arrival, Departure, Revaluation
from balcao.domains.orders import operations as orders
from balcao.kernel.money import Money
from tests.domains.inventory.stock import doing, level
from tests.shop import NOW, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def vase(shop):
    """Ten vases without a cost are gone; four came for 10 each, then four for 20 each."""
    doing(shop, "write_off", "VASE-S", quantity=10)
    for day, cost in ((1, "40.00"), (2, "80.00")):
        receive_stock(
            store_id=shop.store_id,
            location_id=shop.location_id,
            variant_id=shop.variants["VASE-S"],
            quantity=4,
            value=brl(cost),
            document=f"purchase:PO-{day}",
            actor="ana",
            now=NOW + day * DAY,
        )
    return shop.variants["VASE-S"]


def worth(shop):
    now = level(shop, "VASE-S")
    return now.value_minor, now.fifo_minor


def ship(shop, units):
    made = purchase(shop.request(("VASE-S", units), provider="cash_on_delivery"), now=NOW + 3 * DAY)
    orders.pack_order(order_id=made.order_id, by="ana", now=NOW + 3 * DAY)
    orders.ship_order(
        order_id=made.order_id, carrier="C", tracking_number="", by="ana", now=NOW + 4 * DAY
    )
    return made


class TestCostOfGoods:
    def test_is_the_average_or_the_oldest_when_units_ship(self, shop, vase):
        assert worth(shop) == (12000, 12000)
        made = ship(shop, 5)
        (line,) = document_movements(shop.store_id, f"order:{made.number}")
        assert (line.account, line.value_minor, line.fifo_minor) == (
            "cost_of_goods_sold",
            -7500,
            -6000,
        )
        assert worth(shop) == (4500, 6000)
        assert_books_balance()

    def test_takes_the_last_cent_with_the_last_unit(self, shop, vase):
        doing(shop, "receive_stock", "VASE-S", quantity=1, value=brl("0.01"), document="x")
        for _ in range(3):
            ship(shop, 3)
        assert worth(shop) == (0, 0)
        assert_books_balance()

    def test_is_told_upwards_with_the_event(self, shop, vase):
        since, until = NOW + 3 * DAY, NOW + 5 * DAY
        ship(shop, 2)
        lost = value_by_account(shop.store_id, since=since, until=until)
        assert lost == {"cost_of_goods_sold": (brl("-30.00"), brl("-20.00"))}


class TestReceiveLines:
    def test_refuses_a_cost_in_another_currency_and_keeps_nothing(self, shop, vase):
        line = Arrival(vase, 1, value=Money(100, "USD"))
        with pytest.raises(BadValue):
            receive_lines(
                store_id=shop.store_id,
                location_id=shop.location_id,
                lines=[line],
                document="",
                actor="ana",
                now=NOW,
            )
        assert level(shop, "VASE-S").on_hand == 8

    def test_values_units_without_a_price_at_the_average(self, shop, vase):
        doing(shop, "receive_stock", "VASE-S", quantity=1)
        assert worth(shop) == (13500, 13500)

    def test_values_them_as_last_bought_where_nothing_is_left(self, shop, vase):
        ship(shop, 8)
        doing(shop, "receive_stock", "VASE-S", quantity=2)
        assert worth(shop) == (4000, 4000)
        assert_books_balance()

    def test_keeps_broken_units_apart_and_in_the_value(self, shop, vase):
        receive_lines(
            store_id=shop.store_id,
            location_id=shop.location_id,
            lines=[Arrival(vase, 1, damaged=2, value=brl("60.00"))],
            document="d",
            actor="ana",
            now=NOW,
        )
        now = level(shop, "VASE-S")
        assert (now.on_hand, now.damaged, now.sellable) == (9, 2, 9)
        assert worth(shop) == (18000, 18000)
        assert_books_balance()


class TestTakeOut:
    @pytest.mark.parametrize(("method", "cost"), [("average", "30.00"), ("fifo", "20.00")])
    def test_answers_the_cost_by_the_method_of_the_store(self, shop, vase, method, cost):
        save_stock_settings(store_id=shop.store_id, changes={"valuation": method})
        gone = take_out(
            store_id=shop.store_id,
            location_id=shop.location_id,
            lines=[Departure(vase, 2)],
            reason="supplier_return",
            document="return:1",
            actor="ana",
            now=NOW + 3 * DAY,
        )
        assert gone == {vase: brl(cost)}
        assert_books_balance()


class TestMoveStock:
    def test_takes_cost_and_age_along(self, shop, vase):
        second = create_location(store_id=shop.store_id, code="loja", name="Loja")
        move_stock(
            store_id=shop.store_id,
            from_location_id=shop.location_id,
            to_location_id=second,
            lines=[Departure(vase, 5)],
            document="transfer:T-1",
            actor="ana",
            now=NOW + 3 * DAY,
        )
        there = next(x for x in valuation(shop.store_id) if x.location_id == second)
        assert (there.units, there.value, there.fifo) == (5, brl("75.00"), brl("60.00"))
        assert worth(shop) == (4500, 6000)
        everywhere = value_by_account(shop.store_id, since=NOW + 3 * DAY, until=NOW + 4 * DAY)
        assert everywhere == {}
        assert_books_balance()


class TestRevalueStock:
    def add(self, shop, vase, amount, units=4, document="purchase:PO-1"):
        return revalue_stock(
            store_id=shop.store_id,
            location_id=shop.location_id,
            lines=[Revaluation(vase, units, brl(amount))],
            document=document,
            actor="ana",
            now=NOW + 5 * DAY,
        )

    def test_stays_in_stock_while_the_units_do(self, shop, vase):
        assert self.add(shop, vase, "8.00") == {vase: brl("8.00")}
        assert worth(shop) == (12800, 12800)
        assert_books_balance()

    def test_goes_to_the_cost_of_goods_for_units_that_are_sold(self, shop, vase):
        ship(shop, 3)
        assert self.add(shop, vase, "8.00") == {vase: brl("2.00")}
        booked = value_by_account(shop.store_id, since=NOW + 5 * DAY, until=NOW + 6 * DAY)
        assert booked == {
            "cost_of_goods_sold": (brl("-6.00"), brl("-6.00")),
            "landed_cost": (brl("8.00"), brl("8.00")),
        }
        assert_books_balance()

    def test_is_taken_back_by_the_opposite(self, shop, vase):
        before = worth(shop)
        self.add(shop, vase, "8.01")
        self.add(shop, vase, "-8.01")
        assert worth(shop) == before
        assert_books_balance()

    def test_takes_back_no_more_than_the_units_are_worth(self, shop, vase):
        self.add(shop, vase, "-500.00")
        assert worth(shop) == (8000, 8000)
        assert_books_balance()

    def test_follows_the_units_to_another_place(self, shop, vase):
        second = create_location(store_id=shop.store_id, code="loja", name="Loja")
        move_stock(
            store_id=shop.store_id,
            from_location_id=shop.location_id,
            to_location_id=second,
            lines=[Departure(vase, 1)],
            document="transfer:T-1",
            actor="ana",
            now=NOW + 3 * DAY,
        )
        self.add(shop, vase, "8.00")
        there = next(x for x in valuation(shop.store_id) if x.location_id == second)
        assert there.fifo == brl("12.00")
        assert_books_balance()


class TestThePast:
    def test_is_told_at_any_moment(self, shop, vase):
        ship(shop, 5)
        seen = [
            [(x.on_hand, x.value, x.fifo) for x in stock_then(shop.store_id, vase, at=NOW + t)]
            for t in (-DAY, DAY, 2 * DAY, 4 * DAY - timedelta(seconds=1), 4 * DAY)
        ]
        assert seen == [
            [],
            [(4, brl("40"), brl("40"))],
            [(8, brl("120"), brl("120"))],
            [(8, brl("120"), brl("120"))],
            [(3, brl("45"), brl("60"))],
        ]

    def test_of_the_whole_store_ties_to_the_ledger(self, shop, vase):
        ship(shop, 5)
        for moment in (None, NOW, NOW + 2 * DAY, NOW + 9 * DAY):
            report = valuation(shop.store_id, at=moment)
            assert all(place.ties for place in report)
        then = valuation(shop.store_id, at=NOW + 2 * DAY)[0]
        assert then.value == brl("120.00")

    def test_never_goes_backwards_when_clocks_do(self, shop, vase):
        doing(shop, "receive_stock", "VASE-S", quantity=1)  # an hour of a slow clock: NOW, earlier
        last = stock_then(shop.store_id, vase, at=NOW + 2 * DAY)
        assert last[0].on_hand == 9
        assert_books_balance()
