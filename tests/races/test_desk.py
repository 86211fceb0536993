"""Staff against staff, and against shoppers."""

from __future__ import annotations

from functools import partial

import pytest

from balcao.domains.catalog.operations import edit_product
from balcao.domains.catalog.queries import product_by_handle
from balcao.domains.catalog.values import ProductEdit
from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.operations import correct_count, receive_stock, write_off
from balcao.domains.inventory.queries import level_of
from balcao.domains.orders.operations import (
    add_note,
    cancel_order,
    confirm_payment,
    deliver_order,
    pack_order,
    ship_order,
)
from balcao.domains.orders.queries import order_by_id
from tests.races import scenarios
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW, Shop

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def placed(shop: Shop, **changes: object):
    return purchase(shop.request(("CUP", 3), ("VASE-S", 1), **changes), now=NOW).order_id


def packed(shop: Shop):
    order_id = placed(shop)
    confirm_payment(order_id=order_id, by="ana", now=NOW)
    pack_order(order_id=order_id, by="ana", now=NOW)
    return order_id


class TestDoubleConfirm:
    def test_takes_the_payment_once(self, shop):
        order_id = placed(shop)
        calls = [
            partial(confirm_payment, order_id=order_id, by=f"staff {n}", now=NOW) for n in "abcd"
        ]
        answers = at_once(calls)
        assert refused(answers) == ["wrong_state"] * 3
        kinds = [entry.kind for entry in order_by_id(order_id).timeline]
        assert kinds.count("paid") == 1
        assert scenarios.breaches() == []


class TestCancelWhileShipping:
    def test_lets_one_win_and_tells_the_other(self, shop):
        order_id = packed(shop)
        ship = partial(
            ship_order, order_id=order_id, carrier="Correios", tracking_number="1", by="b", now=NOW
        )
        cancel = partial(cancel_order, order_id=order_id, reason="", by="c", now=NOW)
        answers = at_once([ship, cancel, ship, cancel])
        assert len(granted(answers)) == 1
        assert set(refused(answers)) <= {"already_dispatched", "wrong_state"}
        level = level_of(shop.location_id, shop.variants["CUP"])
        has_left = order_by_id(order_id).state == "shipped"
        assert (level.on_hand, level.allocated) == ((97, 0) if has_left else (100, 0))
        assert scenarios.breaches() == []

    def test_gives_stock_back_once_however_many_cancel(self, shop):
        order_id = packed(shop)
        cancel = partial(cancel_order, order_id=order_id, reason="", by="c", now=NOW)
        answers = at_once([cancel] * 5)
        assert len(granted(answers)) == 1
        assert level_of(shop.location_id, shop.variants["CUP"]).sellable == 100
        assert scenarios.breaches() == []


class TestTwoStaff:
    def test_editing_one_order_never_overwrite_each_other(self, shop):
        order_id = placed(shop)
        seen = order_by_id(order_id).version
        answers = at_once(
            [
                partial(confirm_payment, order_id=order_id, by="a", now=NOW, expected_version=seen),
                partial(
                    cancel_order,
                    order_id=order_id,
                    reason="",
                    by="b",
                    now=NOW,
                    expected_version=seen,
                ),
                *[partial(add_note, order_id=order_id, text=n, by=n, now=NOW) for n in "cdef"],
            ]
        )
        assert refused(answers[:2]) == ["order_changed"]
        notes = [e for e in order_by_id(order_id).timeline if e.kind == "note"]
        assert len(notes) == 4
        assert scenarios.breaches() == []

    def test_editing_one_product_never_overwrite_each_other(self, shop):
        seen = product_by_handle(shop.store_id, "xicara")
        edit = partial(edit_product, product_id=seen.id, expected_version=seen.version, now=NOW)
        answers = at_once([partial(edit, edit=ProductEdit(title=f"Xícara {n}")) for n in "abcd"])
        assert refused(answers) == ["product_changed"] * 3
        winner = next(n for n, a in zip("abcd", answers, strict=True) if not hasattr(a, "code"))
        assert product_by_handle(shop.store_id, "xicara").title == f"Xícara {winner}"
        assert scenarios.breaches() == []

    def test_moving_many_orders_of_the_same_things_never_deadlock(self, shop):
        orders = [placed(shop, provider="cash_on_delivery") for _ in range(6)]

        def see_off(order_id):
            pack_order(order_id=order_id, by="a", now=NOW)
            ship_order(order_id=order_id, carrier="C", tracking_number="", by="a", now=NOW)
            deliver_order(order_id=order_id, by="a", now=NOW)

        sell = partial(purchase, shop.request(("VASE-S", 1), ("CUP", 1)), now=NOW)
        at_once([*[partial(see_off, order_id) for order_id in orders], sell])
        assert {order_by_id(order_id).state for order_id in orders} == {"delivered"}
        assert level_of(shop.location_id, shop.variants["CUP"]).on_hand == 82
        assert scenarios.breaches() == []


class TestCountCorrectionWhileSelling:
    def test_never_promises_more_than_is_there(self, shop):
        where = {"store_id": shop.store_id, "location_id": shop.location_id, "actor": "ana"}
        vase = {"variant_id": shop.variants["VASE-S"], "now": NOW}
        counts = [partial(correct_count, **where, **vase, counted=n) for n in (4, 6, 3)]
        moves = [
            partial(receive_stock, **where, **vase, quantity=2),
            partial(write_off, **where, **vase, quantity=1),
        ]
        requests = [shop.request(("VASE-S", 1)) for _ in range(8)]
        buys = [partial(purchase, request, now=NOW) for request in requests]
        answers = at_once([*buys[:4], *counts, *moves, *buys[4:]])
        assert set(refused(answers)) <= {"out_of_stock", "promised_away", "bad_quantity"}
        level = level_of(shop.location_id, shop.variants["VASE-S"])
        assert 0 <= level.allocated <= level.on_hand
        assert level.allocated == scenarios.units_sold(shop)["VASE-S"]
        assert scenarios.breaches() == []
