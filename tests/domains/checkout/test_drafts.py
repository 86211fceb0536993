from __future__ import annotations

from datetime import timedelta

import pytest

from balcao.domains.checkout import errors
from balcao.domains.checkout.operations import complete_draft, send_quote, sweep_expired_holds
from balcao.domains.checkout.queries import (
    forget_rules,
    margins_of,
    missing_of,
    quote_draft,
    quote_wish,
)
from balcao.domains.checkout.rules import wish_of
from balcao.domains.customers.errors import BadAddress
from balcao.domains.drafts.errors import BadExpiry, DraftMoved, WrongDraftState
from balcao.domains.drafts.operations import change_draft, expire_quotes, take_back
from balcao.domains.drafts.queries import draft_by_id
from balcao.domains.inventory.queries import level_of
from balcao.domains.ledger.operations import catch_up
from balcao.domains.orders.models import Order
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.errors import NoSuchProvider, PaymentDeclined
from balcao.domains.payments.ports import Outcome
from balcao.domains.pricing.operations import set_prices
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.promotions.models import Promotion
from balcao.kernel.ids import new_id
from balcao.plumbing.models import OutboxEvent
from tests.cards import Card, offering
from tests.domains.drafts.drafted import (
    BY,
    WEEK,
    accepted,
    drafted,
    edit_of,
    given,
    priced_by_hand,
    quoted,
)
from tests.offers import offer, percent
from tests.shop import NOW, brl, open_shop
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    forget_rules()
    return open_shop()


class TestPrice:
    def test_is_the_shops_for_the_same_things(self, shop):
        offer(shop, percent(1000))
        draft = drafted(shop, ("CUP", 3), ("VASE-S", 1))
        shops = quote_wish(wish_of(shop.request(("CUP", 3), ("VASE-S", 1))), now=NOW)
        assert quote_draft(draft, now=NOW).total == shops.total

    def test_given_by_hand_is_the_price_and_no_promotion_comes_on_top(self, shop):
        offer(shop, percent(1000))
        draft = priced_by_hand(shop, drafted(shop, ("CUP", 2), ("VASE-S", 1)), "CUP", "30")
        quote = quote_draft(draft, now=NOW)
        cup, vase = quote.lines
        assert (cup.unit, cup.listed, cup.discount) == (brl("30"), brl("39"), brl("0"))
        assert vase.discount == brl("8.99")
        assert quote.total == brl("155.91")  # 60.00 + 89.90 - 8.99 + 15.00

    def test_off_the_whole_is_shared_and_never_below_nothing(self, shop):
        draft = given(drafted(shop, ("CUP", 1), ("VASE-S", 1)), off="10")
        quote = quote_draft(draft, now=NOW)
        assert [one.amount for one in quote.discounts] == [brl("3.03"), brl("6.97")]
        assert quote.total == brl("133.90")
        free = quote_draft(given(drafted(shop), off="1000"), now=NOW)
        assert (free.discount, free.total) == (brl("39"), brl("15"))

    def test_of_shipping_given_by_hand_stands_in_the_place_of_the_rate(self, shop):
        offer(shop, {"then": {"kind": "shipping"}})
        quote = quote_draft(given(drafted(shop), shipping="4"), now=NOW)
        assert quote.shipping == brl("4")
        assert quote.total == brl("43")

    def test_says_what_is_left_over_cost(self, shop):
        draft = priced_by_hand(shop, drafted(shop, ("CUP", 2)), "CUP", "30")
        margin = margins_of(draft, quote_draft(draft, now=NOW))[shop.variants["CUP"]]
        assert margin.net == brl("60")
        assert margin.cost in {None, brl("0")}

    def test_says_what_is_missing(self, shop):
        draft = drafted(shop, email="", address=None, rate_code="", lines=())
        lacks = missing_of(draft, quote_draft(draft, now=NOW))
        assert set(lacks) == {"lines", "email", "address", "shipping"}


class TestSending:
    def test_fixes_the_price_and_tells_once(self, shop):
        quote = quoted(priced_by_hand(shop, drafted(shop, ("CUP", 2)), "CUP", "30"))
        assert (quote.state, quote.expires_at, quote.sent_at) == ("quoted", NOW + WEEK, NOW)
        price = [VariantPrice(shop.variants["CUP"], brl("99"))]
        set_prices(store_id=shop.store_id, prices=price, now=NOW)
        assert quote_draft(quote, now=NOW).total == brl("75")
        (told,) = OutboxEvent.objects.filter(name="drafts.sent")
        assert told.payload["draft_id"] == str(quote.id)

    def test_refuses_what_is_not_complete(self, shop):
        draft = drafted(shop, rate_code="by-balloon")
        with pytest.raises(errors.Incomplete) as refused:
            send_quote(draft_id=draft.id, expires_at=NOW + WEEK, now=NOW)
        assert list(refused.value.facts["fields"]) == ["shipping"]

    @pytest.mark.parametrize("ends", [NOW, NOW - WEEK, NOW + timedelta(days=400)])
    def test_refuses_an_end_that_cannot_be(self, shop, ends):
        with pytest.raises(BadExpiry):
            send_quote(draft_id=drafted(shop).id, expires_at=ends, now=NOW)

    def test_refuses_ways_to_pay_and_tax_numbers_that_are_none(self, shop):
        with pytest.raises(NoSuchProvider):
            quoted(drafted(shop, providers=("pebbles",)))
        with pytest.raises(BadAddress):
            quoted(drafted(shop, tax_id="12345678901"))

    def test_is_once_unless_taken_back(self, shop):
        quote = quoted(drafted(shop))
        with pytest.raises(WrongDraftState):
            quoted(quote)
        with pytest.raises(DraftMoved):
            send_quote(draft_id=quote.id, expires_at=NOW + WEEK, now=NOW, expected_version=1)


class TestAccepting:
    def test_orders_at_the_quoted_price_whatever_the_shop_asks_by_now(self, shop):
        draft = priced_by_hand(shop, drafted(shop, ("CUP", 2), ("VASE-S", 1)), "CUP", "30")
        quote = quoted(given(draft, off="10", shipping="4"))
        prices = [VariantPrice(shop.variants[sku], brl("999")) for sku in ("CUP", "VASE-S")]
        set_prices(store_id=shop.store_id, prices=prices, now=NOW)
        offer(shop, percent(5000))
        made = accepted(quote)
        order = order_by_id(made.order_id)
        assert order.total == brl("143.90")  # 60.00 + 89.90 - 10.00 + 4.00
        assert [line.unit for line in order.lines] == [brl("30"), brl("89.90")]
        assert (order.discount, order.shipping, order.rate_name) == (
            brl("10"), brl("4"), "Entrega padrão",
        )  # fmt: skip
        assert {one.name for one in order.discounts} == {"Desconto combinado"}
        assert order.draft_id == quote.id
        assert draft_by_id(quote.id).state == "ordered"
        assert level_of(shop.location_id, shop.variants["CUP"]).allocated == 2
        catch_up(store_id=shop.store_id, now=NOW)
        assert_books_balance()

    def test_tells_the_orders_story(self, shop):
        draft = priced_by_hand(shop, drafted(shop, ("CUP", 2)), "CUP", "30")
        made = accepted(quoted(given(draft, off="10", shipping="4")))
        story = {one.kind: one for one in order_by_id(made.order_id).timeline}
        assert set(story) == {
            "quoted", "price_overridden", "discount_given", "shipping_given", "accepted", "placed",
        }  # fmt: skip
        priced = story["price_overridden"]
        assert priced.actor == BY
        assert priced.detail == {
            "sku": "CUP", "listed_minor": 3900, "unit_minor": 3000, "currency": "BRL",
            "reason": "Old friend",
        }  # fmt: skip

    def test_counts_the_promotions_in_it(self, shop):
        offer(shop, percent(1000), uses_limit=1)
        first, second = quoted(drafted(shop)), quoted(drafted(shop))
        accepted(first)
        assert Promotion.objects.get().used == 1
        with pytest.raises(errors.TotalChanged):
            accepted(second)
        assert draft_by_id(second.id).state == "quoted"
        assert_books_balance()

    def test_twice_is_one_order(self, shop):
        quote = quoted(drafted(shop))
        first = accepted(quote, key="a")
        assert accepted(quote, key="a").number == first.number
        again = accepted(draft_by_id(quote.id), key="another")
        assert (again.number, again.is_replay) == (first.number, True)
        assert Order.objects.count() == 1

    def test_is_over_when_its_time_is(self, shop):
        quote = quoted(drafted(shop))
        for _ in range(2):
            with pytest.raises(errors.QuoteOver):
                accepted(quote, now=NOW + WEEK)
            expire_quotes(now=NOW + WEEK)
        assert not Order.objects.exists()

    def test_is_refused_when_it_was_changed_meanwhile(self, shop):
        seen = quoted(drafted(shop))
        take_back(draft_id=seen.id, now=NOW)
        with pytest.raises(errors.QuoteMoved):
            accepted(seen)
        change_draft(draft_id=seen.id, edit=edit_of(shop, ("CUP", 5)), now=NOW)
        quoted(draft_by_id(seen.id))
        with pytest.raises(errors.QuoteMoved):
            accepted(seen)

    def test_never_sells_what_is_not_there(self, shop):
        one, other = quoted(drafted(shop, ("LAST", 1))), quoted(drafted(shop, ("LAST", 1)))
        accepted(one)
        with pytest.raises(errors.SoldOut):
            accepted(other)
        assert draft_by_id(other.id).state == "quoted"
        assert_books_balance()

    def test_only_by_the_ways_to_pay_it_allows(self, shop):
        quote = quoted(drafted(shop, providers=("cash_on_delivery",)))
        with pytest.raises(NoSuchProvider):
            accepted(quote)
        assert accepted(quote, provider="cash_on_delivery").state == "placed"

    def test_can_be_accepted_again_after_a_card_was_declined(self, shop):
        quote = quoted(drafted(shop))
        with offering(Card()) as card:
            card.says = Outcome.DECLINED
            with pytest.raises(PaymentDeclined):
                accepted(quote, provider="card")
        again = draft_by_id(quote.id)
        assert (again.state, again.version) == ("quoted", quote.version)
        assert accepted(again).state == "placed"
        assert_books_balance()

    def test_can_be_accepted_again_after_a_hold_ran_out(self, shop):
        quote = quoted(drafted(shop))
        with offering(Card()) as card:
            card.says = Outcome.PENDING
            assert accepted(quote, provider="card").state == "pending"
            assert draft_by_id(quote.id).state == "ordered"
            sweep_expired_holds(now=NOW + timedelta(hours=1))
        assert draft_by_id(quote.id).state == "quoted"
        assert level_of(shop.location_id, shop.variants["CUP"]).reserved == 0
        assert_books_balance()

    def test_leaves_no_room_for_a_promotion_that_began_later(self, shop):
        quote = quoted(drafted(shop))
        offer(shop, percent(5000))
        assert accepted(quote).total == brl("54")


class TestCompleting:
    def test_a_draft_by_staff_makes_the_order_at_once(self, shop):
        draft = priced_by_hand(shop, drafted(shop), "CUP", "30")
        made = complete_draft(
            draft_id=draft.id, provider="bank_transfer", key="k", by="desk@example.com", now=NOW
        )
        assert made.total == brl("45")
        assert not OutboxEvent.objects.filter(name="drafts.sent").exists()
        story = {one.kind: one for one in order_by_id(made.order_id).timeline}
        assert story["accepted"].actor == "desk@example.com"

    def test_leaves_the_draft_a_draft_when_it_is_refused(self, shop):
        accepted(quoted(drafted(shop, ("LAST", 1))))
        draft = drafted(shop, ("LAST", 1))
        with pytest.raises(errors.SoldOut):
            complete_draft(draft_id=draft.id, provider="bank_transfer", key="k", by=BY, now=NOW)
        assert draft_by_id(draft.id).state == "draft"

    def test_an_open_quote_works_too(self, shop):
        quote = quoted(drafted(shop, providers=("cash_on_delivery",)))
        made = complete_draft(
            draft_id=quote.id, provider="bank_transfer", key=str(new_id()), by=BY, now=NOW
        )
        assert made.state == "placed"
