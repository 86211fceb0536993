"""Purchases at the prices of price lists: what is shown is what is written and charged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from balcao.domains.catalog.models import Product
from balcao.domains.checkout.errors import NoLongerForSale, TotalChanged
from balcao.domains.checkout.operations import purchase
from balcao.domains.checkout.queries import quote_wish
from balcao.domains.checkout.queries.store_rules import rules_of
from balcao.domains.checkout.rules import wish_of
from balcao.domains.orders.queries import order_by_id
from balcao.domains.pricing.operations import change_list, set_prices
from balcao.domains.pricing.queries import list_by_id
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.pricing.values.lists import ListKind, PriceListDraft, Tier
from tests.offers import enter, gift_card, group, offer, percent, price_list
from tests.shop import NOW, brl, open_shop
from tests.truth import assert_books_balance

HOUR = timedelta(hours=1)


@pytest.fixture
def shop(db):
    return open_shop()


def unit(shop, sku="CUP", quantity=1, *, at=NOW, **changes):
    """What one unit costs a shopper at a moment."""
    return quote_wish(wish_of(shop.request((sku, quantity), **changes)), now=at).lines[0].unit


class TestAListedPrice:
    def test_stands_instead_of_the_base_price_which_is_compared(self, shop):
        price_list(shop, {"CUP": [Tier(1, 3_000)]})
        line = quote_wish(wish_of(shop.request(("CUP", 2))), now=NOW).lines[0]
        assert (line.unit, line.total, line.compare_at) == (brl("30.00"), brl("60.00"), brl("39"))

    def test_compares_to_what_the_list_says(self, shop):
        price_list(shop, {"CUP": [Tier(1, 3_000, 4_500)]})
        line = quote_wish(wish_of(shop.request(("CUP", 1))), now=NOW).lines[0]
        assert line.compare_at == brl("45.00")

    @pytest.mark.parametrize(("quantity", "each"), [(9, "39.00"), (10, "35.00"), (50, "31.00")])
    def test_depends_on_how_many_are_bought(self, shop, quantity, each):
        price_list(shop, {"CUP": [Tier(10, 3_500), Tier(50, 3_100)]})
        assert unit(shop, quantity=quantity) == brl(each)

    def test_of_a_group_is_for_its_shoppers_only(self, shop):
        group(shop, "trade", "ana@example.com")
        price_list(shop, {"CUP": [Tier(1, 2_000)]}, groups=("trade",))
        assert unit(shop, email="Ana@Example.com") == brl("20.00")
        assert unit(shop, email="bia@example.com") == unit(shop, email="") == brl("39.00")

    def test_begins_and_ends_while_the_rules_are_kept_in_memory(self, shop):
        starts, ends = NOW + HOUR / 12, NOW + HOUR / 8
        price_list(shop, {"CUP": [Tier(1, 3_000)]}, starts_at=starts, ends_at=ends)
        told = [unit(shop, at=at) for at in (NOW, starts, ends - HOUR / 999, ends)]
        assert told == [brl("39.00"), brl("30.00"), brl("30.00"), brl("39.00")]

    def test_that_begins_later_is_not_missed(self, shop):
        price_list(shop, {"CUP": [Tier(1, 3_000)]}, starts_at=NOW + HOUR)
        assert rules_of(shop.store_id, now=NOW).are_plain
        assert unit(shop) == brl("39.00")
        assert unit(shop, at=NOW + HOUR) == brl("30.00")

    def test_of_another_currency_does_not_count(self, shop):
        price_list(shop, {"CUP": [Tier(1, 1)]}, currency="EUR")
        assert unit(shop) == brl("39.00")

    def test_by_percent_follows_the_base_price(self, shop):
        price_list(shop, kind=ListKind.PERCENT, off_ppm=100_000)
        assert unit(shop, "VASE-S") == brl("80.91")

    def test_is_what_promotions_take_from(self, shop):
        price_list(shop, {"CUP": [Tier(1, 3_000)]})
        offer(shop, percent(1_000))
        assert quote_wish(wish_of(shop.request(("CUP", 1))), now=NOW).discount == brl("3.00")

    def test_does_not_sell_what_is_not_on_sale(self, shop):
        price_list(shop, {"CUP": [Tier(1, 3_000)]})
        Product.objects.filter(handle="xicara").update(status="draft")
        assert quote_wish(wish_of(shop.request(("CUP", 1))), now=NOW).lines == ()
        with pytest.raises(NoLongerForSale):
            purchase(shop.request(("CUP", 1)), now=NOW)

    def test_makes_the_rules_more_than_plain(self, shop):
        assert rules_of(shop.store_id, now=NOW).are_plain
        price_list(shop, {"CUP": [Tier(1, 3_000)]})
        assert not rules_of(shop.store_id, now=NOW).are_plain


class TestAPurchase:
    def test_is_written_at_the_listed_price(self, shop):
        price_list(shop, {"CUP": [Tier(10, 3_500)]})
        wanted = shop.request(("CUP", 10), ("VASE-S", 1), expected_total=brl("454.90"))
        order = order_by_id(purchase(wanted, now=NOW).order_id)
        assert [line.unit for line in order.lines] == [brl("35.00"), brl("89.90")]
        assert order.total == brl("454.90")
        assert_books_balance()

    def test_of_a_group_is_charged_its_price(self, shop):
        group(shop, "trade", "ana@example.com")
        price_list(shop, {"CUP": [Tier(1, 2_000)]}, groups=("trade",))
        order = order_by_id(
            purchase(shop.request(("CUP", 1), expected_total=brl("35.00")), now=NOW).order_id
        )
        assert order.lines[0].unit == brl("20.00")

    def test_by_somebody_else_at_the_price_of_a_group_is_refused(self, shop):
        group(shop, "trade", "ana@example.com")
        price_list(shop, {"CUP": [Tier(1, 2_000)]}, groups=("trade",))
        wanted = shop.request(("CUP", 1), expected_total=brl("35.00"), email="eve@example.com")
        with pytest.raises(TotalChanged) as refused:
            purchase(wanted, now=NOW)
        assert refused.value.facts["total_minor"] == 5_400

    def test_is_refused_with_the_new_total_when_the_list_changed_since_it_was_seen(self, shop):
        list_id = price_list(shop, {"CUP": [Tier(1, 3_000)]})
        seen = quote_wish(wish_of(shop.request(("CUP", 1))), now=NOW).total
        enter(shop, list_id, {"CUP": [Tier(1, 3_200)]})
        with pytest.raises(TotalChanged) as refused:
            purchase(shop.request(("CUP", 1), expected_total=seen), now=NOW)
        assert refused.value.facts == {"expected_minor": 4_500, "total_minor": 4_700}

    def test_goes_by_a_list_that_was_changed_after_the_rules_were_read(self, shop):
        list_id = price_list(shop, {"CUP": [Tier(1, 3_000)]})
        rules_of(shop.store_id, now=NOW)
        was = list_by_id(shop.store_id, list_id)
        draft = PriceListDraft(name="Off", currency="BRL", starts_at=was.starts_at, is_active=False)
        change_list(
            store_id=shop.store_id, list_id=list_id, draft=draft,
            expected_version=was.version, now=NOW,
        )  # fmt: skip
        made = purchase(shop.request(("CUP", 1)), now=NOW)
        assert order_by_id(made.order_id).lines[0].unit == brl("39.00")

    def test_is_refused_when_the_list_ended_while_the_shopper_paid(self, shop):
        price_list(shop, {"CUP": [Tier(1, 3_000)]}, ends_at=NOW + HOUR / 60)
        wanted = shop.request(("CUP", 1), expected_total=brl("45.00"))
        with pytest.raises(TotalChanged):
            purchase(wanted, now=NOW + HOUR / 60)

    def test_by_percent_notices_a_new_base_price(self, shop):
        price_list(shop, kind=ListKind.PERCENT, off_ppm=500_000)
        wanted = shop.request(("CUP", 1), expected_total=brl("34.50"))
        price = VariantPrice(shop.variants["CUP"], brl("40.00"))
        set_prices(store_id=shop.store_id, prices=[price], now=NOW)
        with pytest.raises(TotalChanged) as refused:
            purchase(wanted, now=NOW)
        assert refused.value.facts["total_minor"] == 3_500

    def test_reaches_free_shipping_by_what_is_paid_for_the_lines(self, shop):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE shipping_rate SET free_from_minor = 3900")
        price_list(shop, {"CUP": [Tier(1, 3_000)]})
        wanted = shop.request(("CUP", 1), expected_total=brl("45.00"))
        assert order_by_id(purchase(wanted, now=NOW).order_id).shipping == brl("15.00")


class TestWhatIsAsked:
    def queries(self, shop, **changes):
        quote_wish(wish_of(shop.request(("CUP", 1))), now=NOW)
        asked = []

        def note(execute, sql, params, many, context):
            asked.append(str(sql))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            quote_wish(wish_of(shop.request(("CUP", 1), ("VASE-S", 1), **changes)), now=NOW)
        return asked

    def test_is_nothing_of_lists_where_there_are_none(self, shop):
        assert not any("pricing_listprice" in sql for sql in self.queries(shop))

    def test_is_one_question_for_all_lines(self, shop):
        price_list(shop, {"CUP": [Tier(1, 3_000)]})
        assert sum("pricing_listprice" in sql for sql in self.queries(shop)) == 1

    def test_is_one_question_for_all_accounts(self, shop):
        cards = tuple(gift_card(shop, "5.00") for _ in range(3))
        told = self.queries(shop, accounts=cards)
        assert sum("wallet_account" in sql for sql in told) == 1

    def test_is_nothing_of_limits_where_no_promotion_has_any(self, shop):
        offer(shop, percent(1_000))
        assert not any("promotions_use" in sql for sql in self.queries(shop))
        offer(shop, percent(500), uses_limit=5)
        assert sum("promotions_use" in sql for sql in self.queries(shop)) == 1
