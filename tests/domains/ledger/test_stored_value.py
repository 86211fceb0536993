"""Gift cards, credit and points in the books."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from balcao.domains.orders import operations as orders
from balcao.domains.wallet.operations import (
    expire_due,
    grant_credit,
    issue_gift_card,
    refund_to,
    spend,
)
from balcao.domains.wallet.values import Take
from tests.domains.ledger.ledgers import BY, balances, bought, open_on, told
from tests.shop import NOW, Shop, brl


def card(shop: Shop, text: str, **changes: object) -> UUID:
    issued = issue_gift_card(
        store_id=shop.store_id, amount=brl(text), actor="ana", now=NOW, **changes
    )
    return issued.account.id


def half_paid_by_card(shop: Shop) -> UUID:
    """An order of R$ 93.00 that takes R$ 20.00 from a card of R$ 50.00."""
    card_id, order_id = card(shop, "50.00"), bought(shop)
    takes = [Take(card_id, 2000, 2000)]
    spend(store_id=shop.store_id, order_id=order_id, takes=takes, currency="BRL", now=NOW)
    return order_id


class TestGiftCard:
    def test_is_owed_from_the_day_it_is_issued(self, shop):
        card(shop, "50.00")
        assert balances(shop) == {"gift_cards_issued": 5000, "gift_cards": -5000}

    def test_pays_what_is_receivable(self, shop):
        order_id = half_paid_by_card(shop)
        told()
        assert open_on(order_id) == {
            "receivable": 7300, "deferred_revenue": -9300, "gift_cards": 2000
        }  # fmt: skip

    def test_gets_it_back_when_the_order_is_cancelled(self, shop):
        order_id = half_paid_by_card(shop)
        orders.cancel_order(order_id=order_id, reason="", **BY)
        told()
        assert open_on(order_id) == {}
        assert balances(shop)["gift_cards"] == -5000

    def test_is_income_when_it_ends_unused(self, shop):
        card(shop, "50.00", expires_at=NOW + timedelta(days=1))
        later = NOW + timedelta(days=2)
        expire_due(now=later)
        told(later)
        assert balances(shop) == {"gift_cards_issued": 5000, "breakage": -5000}


class TestStoreCredit:
    def test_that_staff_give_is_an_expense(self, shop):
        grant_credit(
            store_id=shop.store_id, shopper="ana@example.com", amount=brl("5.00"),
            reason="Came late", actor="ana", now=NOW,
        )  # fmt: skip
        assert balances(shop) == {"goodwill": 500, "store_credit": -500}

    def test_that_an_order_is_refunded_to_is_an_allowance(self, shop):
        order_id = bought(shop)
        refund_to(
            store_id=shop.store_id, order_id=order_id, amount=brl("10.00"),
            shopper="ana@example.com", reference="r1", actor="ana", now=NOW,
        )  # fmt: skip
        told()
        assert open_on(order_id) == {
            "receivable": 9300, "deferred_revenue": -9300, "refunds": 1000, "store_credit": -1000
        }  # fmt: skip
