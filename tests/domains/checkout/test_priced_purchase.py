"""Purchases that promotions and gift cards pay less for: what is agreed is what is written."""

from __future__ import annotations

import pytest

from balcao.domains.checkout.errors import CreditGone, TotalChanged
from balcao.domains.checkout.operations import purchase
from balcao.domains.checkout.queries import quote_wish
from balcao.domains.checkout.rules import wish_of
from balcao.domains.orders.operations import cancel_order
from balcao.domains.orders.queries import order_by_id
from balcao.domains.promotions.models import Promotion, Use
from balcao.domains.wallet.queries import account_by_id
from balcao.kernel.ids import new_id
from tests.offers import gift_card, offer, percent
from tests.shop import NOW, brl, open_shop
from tests.truth import assert_books_balance


@pytest.fixture
def shop(db):
    return open_shop()


class TestPromotionOnAPurchase:
    def test_is_written_down_line_by_line_and_adds_up(self, shop):
        offer(shop, percent(1_000), name="Dez por cento")
        wanted = shop.request(("VASE-S", 1), ("CUP", 2), expected_total=brl("166.11"))
        made = purchase(wanted, now=NOW)
        order = order_by_id(made.order_id)
        assert order.discount == brl("16.79")
        assert [one.amount for one in order.discounts] == [brl("8.99"), brl("7.80")]
        assert {one.name for one in order.discounts} == {"Dez por cento"}
        assert order.total == made.total == brl("166.11")
        assert_books_balance()

    def test_is_refused_with_the_new_total_when_it_has_begun_meanwhile(self, shop):
        wanted = shop.request(("CUP", 1))
        purchase(shop.request(("CUP", 1)), now=NOW)  # the rules are in memory now
        offer(shop, percent(1_000))
        with pytest.raises(TotalChanged) as refused:
            purchase(wanted, now=NOW)
        assert refused.value.facts["total_minor"] == 5_010

    def test_needs_its_code(self, shop):
        offer(shop, percent(5_000), code="METADE")
        without = quote_wish(wish_of(shop.request(("CUP", 1))), now=NOW)
        with_it = shop.request(("CUP", 1), codes=("METADE",), expected_total=brl("34.50"))
        assert without.total == brl("54.00")
        order = order_by_id(purchase(with_it, now=NOW).order_id)
        assert [one.code for one in order.discounts] == ["METADE"]

    def test_is_used_up_after_its_limit_and_says_so(self, shop):
        offer(shop, percent(1_000), uses_limit=1)
        cheap = brl("50.10")
        purchase(shop.request(("CUP", 1), expected_total=cheap), now=NOW)
        with pytest.raises(TotalChanged) as refused:
            purchase(shop.request(("CUP", 1), expected_total=cheap), now=NOW)
        assert refused.value.facts["total_minor"] == 5_400
        assert Promotion.objects.get().used == 1

    def test_is_used_once_by_each_shopper_where_it_says_so(self, shop):
        offer(shop, percent(1_000), per_shopper_limit=1)
        cheap = brl("50.10")
        purchase(shop.request(("CUP", 1), expected_total=cheap), now=NOW)
        with pytest.raises(TotalChanged):
            purchase(
                shop.request(("CUP", 1), expected_total=cheap, email="ANA@example.com"), now=NOW
            )
        purchase(shop.request(("CUP", 1), expected_total=cheap, email="bia@example.com"), now=NOW)
        assert Use.objects.count() == 2

    def test_gives_its_use_back_once_when_the_order_is_cancelled(self, shop):
        offer(shop, percent(1_000), uses_limit=1)
        wanted = shop.request(("CUP", 1), expected_total=brl("50.10"))
        made = purchase(wanted, now=NOW)
        cancel_order(order_id=made.order_id, reason="", by="test", now=NOW)
        again = purchase(shop.request(("CUP", 1), expected_total=brl("50.10")), now=NOW)
        assert order_by_id(again.order_id).discount == brl("3.90")
        assert Promotion.objects.get().used == 1
        assert_books_balance()

    def test_is_answered_the_same_when_it_is_asked_again_with_its_key(self, shop):
        offer(shop, percent(1_000), uses_limit=1)
        wanted = shop.request(("CUP", 1), expected_total=brl("50.10"))
        first, second = purchase(wanted, now=NOW), purchase(wanted, now=NOW)
        assert (second.order_id, second.is_replay) == (first.order_id, True)

    def test_adds_a_gift_that_costs_nothing_and_is_set_aside(self, shop):
        rule = {
            "when": {"kind": "subtotal", "at_least_minor": 8_000},
            "then": {"kind": "gift", "variant": str(shop.variants["CUP"])},
        }
        offer(shop, rule)
        made = purchase(shop.request(("VASE-S", 1)), now=NOW)
        gift = order_by_id(made.order_id).lines[-1]
        assert (gift.sku, gift.total, gift.is_gift) == ("CUP", brl("0"), True)
        assert_books_balance()


class TestGiftCardOnAPurchase:
    def test_pays_and_leaves_the_rest_to_the_way_of_payment(self, shop):
        card = gift_card(shop, "20.00")
        wanted = shop.request(("CUP", 1), accounts=(card,), expected_credit=brl("20.00"))
        order = order_by_id(purchase(wanted, now=NOW).order_id)
        assert (order.total, order.credit, order.state) == (brl("54.00"), brl("20.00"), "placed")
        assert account_by_id(shop.store_id, card).balance == 0
        assert_books_balance()

    def test_pays_all_of_it_and_the_order_is_paid(self, shop):
        card = gift_card(shop, "100.00")
        wanted = shop.request(("CUP", 1), accounts=(card,), expected_credit=brl("54.00"))
        made = purchase(wanted, now=NOW)
        assert (made.state, order_by_id(made.order_id).state) == ("paid", "paid")
        assert account_by_id(shop.store_id, card).balance == 4_600
        assert_books_balance()

    def test_is_refused_when_it_holds_less_than_the_shopper_saw(self, shop):
        card = gift_card(shop, "20.00")
        wanted = shop.request(("CUP", 1), accounts=(card,), expected_credit=brl("30.00"))
        with pytest.raises(CreditGone) as refused:
            purchase(wanted, now=NOW)
        assert refused.value.facts["credit_minor"] == 2_000
        assert account_by_id(shop.store_id, card).balance == 2_000

    def test_gets_its_money_back_when_the_order_is_cancelled(self, shop):
        card = gift_card(shop, "20.00")
        wanted = shop.request(("CUP", 1), accounts=(card,), expected_credit=brl("20.00"))
        made = purchase(wanted, now=NOW)
        cancel_order(order_id=made.order_id, reason="", by="test", now=NOW)
        assert account_by_id(shop.store_id, card).balance == 2_000
        assert_books_balance()

    def test_that_is_not_known_pays_nothing(self, shop):
        wanted = shop.request(("CUP", 1), accounts=(new_id(),), expected_credit=brl("0"))
        assert not order_by_id(purchase(wanted, now=NOW).order_id).credit
