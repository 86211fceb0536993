"""What orders do to the accounts of their shoppers, told by events."""

from __future__ import annotations

from uuid import UUID

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.orders import operations as orders
from balcao.domains.wallet.operations import issue_gift_card, save_program, spend
from balcao.domains.wallet.queries import account_by_id, accounts_of
from balcao.domains.wallet.values import EarnOn, Program, Take
from balcao.plumbing.outbox.relay import deliver_all
from tests.shop import NOW, Shop, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
BY = {"by": "ana", "now": NOW}


def bought(shop: Shop) -> UUID:
    """Two cups for R$ 93.00 with shipping."""
    return purchase(shop.request(("CUP", 2)), now=NOW).order_id


def points_of(shop: Shop) -> list[int]:
    deliver_all(now=NOW)
    assert_books_balance()
    return [one.balance for one in accounts_of(shop.store_id, "ana@example.com")]


def with_program(shop: Shop, step: EarnOn) -> None:
    save_program(program=Program(shop.store_id, is_active=True, earn_on=step))


class TestPoints:
    def test_are_earned_when_the_order_is_paid(self, shop):
        with_program(shop, EarnOn.PAID)
        order_id = bought(shop)
        assert points_of(shop) == []
        orders.confirm_payment(order_id=order_id, **BY)
        assert points_of(shop) == [93]

    def test_wait_for_the_parcel_where_the_program_says_so(self, shop):
        with_program(shop, EarnOn.DELIVERED)
        order_id = bought(shop)
        orders.confirm_payment(order_id=order_id, **BY)
        assert points_of(shop) == []
        orders.pack_order(order_id=order_id, **BY)
        orders.ship_order(order_id=order_id, carrier="Correios", tracking_number="", **BY)
        orders.deliver_order(order_id=order_id, **BY)
        assert points_of(shop) == [93]

    def test_are_taken_back_when_the_order_is_cancelled(self, shop):
        with_program(shop, EarnOn.PAID)
        order_id = bought(shop)
        orders.confirm_payment(order_id=order_id, **BY)
        assert points_of(shop) == [93]
        orders.cancel_order(order_id=order_id, reason="", **BY)
        assert points_of(shop) == [0]

    def test_are_not_earned_by_an_order_cancelled_before_it_was_told(self, shop):
        with_program(shop, EarnOn.PAID)
        order_id = bought(shop)
        orders.confirm_payment(order_id=order_id, **BY)
        orders.cancel_order(order_id=order_id, reason="", **BY)
        assert points_of(shop) == []


class TestGiftCards:
    def test_get_back_what_a_cancelled_order_took(self, shop):
        card = issue_gift_card(store_id=shop.store_id, amount=brl("50.00"), actor="ana", now=NOW)
        order_id, card_id = bought(shop), card.account.id
        takes = [Take(card_id, 2000, 2000)]
        spend(store_id=shop.store_id, order_id=order_id, takes=takes, currency="BRL", now=NOW)
        orders.cancel_order(order_id=order_id, reason="", **BY)
        deliver_all(now=NOW)
        assert account_by_id(shop.store_id, card_id).balance == 5000
        assert_books_balance()
