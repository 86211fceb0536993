from __future__ import annotations

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.orders import operations as orders
from balcao.domains.orders.errors import (
    AlreadyDispatched,
    BadNote,
    BadTracking,
    NoSuchOrder,
    NotPaidYet,
    OrderChanged,
    WrongState,
)
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.queries import payment_of
from balcao.kernel.ids import new_id
from tests.shop import NOW, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
BY = {"by": "ana", "now": NOW}


@pytest.fixture
def order_id(shop):
    return purchase(shop.request(("CUP", 2)), now=NOW).order_id


def ship(order_id, **changes):
    facts = {"carrier": "Correios", "tracking_number": "AA1", **BY, **changes}
    orders.ship_order(order_id=order_id, **facts)


class TestConfirmPayment:
    def test_captures_the_total_and_is_refused_the_second_time(self, order_id):
        orders.confirm_payment(order_id=order_id, **BY)
        assert payment_of(order_id).captured == brl("93.00")
        with pytest.raises(WrongState):
            orders.confirm_payment(order_id=order_id, **BY)
        assert_books_balance()

    def test_of_an_order_somebody_changed_is_refused(self, order_id):
        orders.confirm_payment(order_id=order_id, expected_version=1, **BY)
        with pytest.raises(OrderChanged):
            orders.cancel_order(order_id=order_id, reason="", expected_version=1, **BY)

    def test_of_no_order_is_refused(self):
        with pytest.raises(NoSuchOrder):
            orders.confirm_payment(order_id=new_id(), **BY)


class TestPackAndShip:
    def test_wait_for_the_money(self, order_id):
        with pytest.raises(NotPaidYet):
            orders.pack_order(order_id=order_id, **BY)

    def test_do_not_wait_where_the_courier_takes_it(self, shop):
        request = shop.request(("CUP", 1), provider="cash_on_delivery")
        made = purchase(request, now=NOW)
        orders.pack_order(order_id=made.order_id, **BY)
        ship(made.order_id)
        orders.deliver_order(order_id=made.order_id, **BY)
        order = order_by_id(made.order_id)
        assert (order.state, order.paid_at) == ("delivered", NOW)
        assert payment_of(made.order_id).state == "captured"
        assert_books_balance()

    @pytest.mark.parametrize(
        "changes",
        [
            {"carrier": " "},
            {"carrier": "x" * 81},
            {"tracking_number": "x" * 81},
            {"tracking_number": "A\0"},
        ],
    )
    def test_refuse_a_label_that_cannot_be_printed(self, order_id, changes):
        with pytest.raises(BadTracking):
            ship(order_id, **changes)


class TestCancelOrder:
    def test_after_packing_gives_everything_back(self, shop, order_id):
        orders.confirm_payment(order_id=order_id, **BY)
        orders.pack_order(order_id=order_id, **BY)
        assert orders.cancel_order(order_id=order_id, reason="changed mind", **BY) == brl("93.00")
        assert order_by_id(order_id).parcel is None
        assert_books_balance()

    def test_after_shipping_is_refused(self, order_id):
        orders.confirm_payment(order_id=order_id, **BY)
        orders.pack_order(order_id=order_id, **BY)
        ship(order_id)
        with pytest.raises(AlreadyDispatched):
            orders.cancel_order(order_id=order_id, reason="", **BY)
        assert_books_balance()

    def test_asks_for_no_money_any_more(self, order_id):
        assert orders.cancel_order(order_id=order_id, reason="", **BY) == brl("0.00")
        assert payment_of(order_id).state == "voided"
        assert_books_balance()


class TestAddNote:
    @pytest.mark.parametrize("text", ["", "  ", "x" * 2001, "a\0b"])
    def test_refuses_what_is_no_note(self, order_id, text):
        with pytest.raises(BadNote):
            orders.add_note(order_id=order_id, text=text, **BY)

    def test_stands_on_the_timeline_with_its_writer(self, order_id):
        orders.add_note(order_id=order_id, text=" call first ", **BY)
        entry = order_by_id(order_id).timeline[-1]
        assert (entry.kind, entry.actor, entry.detail) == ("note", "ana", {"text": "call first"})
