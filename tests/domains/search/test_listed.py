"""What shoppers browse at the prices of price lists, and the lowest price of 30 days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from balcao.domains.pricing.models import PriceRecord
from balcao.domains.pricing.operations import set_price_choices, set_prices
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.pricing.values.lists import ListKind, Tier
from balcao.domains.pricing.values.rates import PriceChoices
from balcao.domains.search.queries import browse, product_page
from tests.offers import price_list
from tests.shop import NOW, Shop, brl, open_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def cards(shop: Shop, now=NOW):
    found = browse(shop.store_id, currency="BRL", language="en", now=now)
    return {card.handle: card for card in found.cards}


def offers(shop: Shop, handle="xicara", *, now=NOW, country="BR"):
    page = product_page(
        shop.store_id, handle, currency="BRL", language="en", now=now, country=country
    )
    return page.offers


class TestCards:
    def test_show_the_price_of_a_list_for_everybody_and_the_one_before(self, shop):
        price_list(shop, {"CUP": [Tier(1, 3_000)]})
        card = cards(shop)["xicara"]
        assert (card.price, card.compare_at, card.has_range) == (brl("30"), brl("39"), False)

    def test_show_the_cheapest_variant_by_the_list(self, shop):
        price_list(shop, {"VASE-L": [Tier(1, 5_000)]})
        card = cards(shop)["vaso-lua"]
        assert (card.price, card.compare_at, card.has_range) == (brl("50"), brl("149.90"), True)

    def test_show_percents_of_lists_without_entries(self, shop):
        price_list(shop, kind=ListKind.PERCENT, off_ppm=500_000)
        assert cards(shop)["ultimo"].price == brl("250.00")

    @pytest.mark.parametrize(
        "said",
        [
            {"groups": ("trade",)},
            {"currency": "EUR"},
            {"starts_at": NOW + timedelta(minutes=5)},
            {"is_active": False},
        ],
    )
    def test_leave_out_lists_that_are_not_for_everybody_here_and_now(self, shop, said):
        price_list(shop, {"CUP": [Tier(1, 3_000)]}, **said)
        assert cards(shop)["xicara"].price == offers(shop)[0].price == brl("39.00")

    def test_leave_out_what_more_units_cost(self, shop):
        price_list(shop, {"CUP": [Tier(10, 3_000)]})
        assert cards(shop)["xicara"].price == brl("39.00")

    @pytest.mark.parametrize(("lists", "count"), [(0, 1), (3, 2)])
    def test_ask_one_question_more_where_there_are_lists(
        self, shop, django_assert_num_queries, lists, count
    ):
        for _ in range(lists):
            price_list(shop, {"CUP": [Tier(1, 3_000)]})
        cards(shop)
        with django_assert_num_queries(count):
            cards(shop)


class TestAProductPage:
    def test_shows_the_listed_price_and_what_more_units_cost(self, shop):
        price_list(shop, {"CUP": [Tier(1, 3_500), Tier(10, 3_000), Tier(50, 2_500)]})
        (offer,) = offers(shop)
        assert (offer.price, offer.compare_at) == (brl("35.00"), brl("39.00"))
        told = [(one.quantity, one.price) for one in offer.steps]
        assert told == [(10, brl("30.00")), (50, brl("25.00"))]

    def test_shows_no_quantity_that_is_not_cheaper(self, shop):
        price_list(shop, {"CUP": [Tier(1, 3_500)]}, priority=2)
        price_list(shop, {"CUP": [Tier(10, 3_600)]}, priority=1)
        assert offers(shop)[0].steps == ()

    @pytest.mark.parametrize(("lists", "count"), [(0, 1), (1, 2)])
    def test_asks_one_question_more_where_there_are_lists(
        self, shop, django_assert_num_queries, lists, count
    ):
        for _ in range(lists):
            price_list(shop, {"CUP": [Tier(1, 3_000)]})
        offers(shop)
        with django_assert_num_queries(count):
            offers(shop)


class TestTheLowestPriceOfThirtyDays:
    @pytest.fixture
    def reduced(self, shop):
        """A cup that cost 36.00 for fifty days, then 30.00, compared to 39.00; the day after."""
        cup = shop.variants["CUP"]
        price = VariantPrice(cup, brl("30.00"), compare_at=brl("39.00"))
        set_prices(store_id=shop.store_id, prices=[price], now=NOW)
        began = PriceRecord.objects.filter(variant_id=cup).latest("id").at
        for days, minor in ((10, 3_600), (60, 3_000)):
            PriceRecord.objects.create(
                store_id=shop.store_id, variant_id=cup, currency="BRL",
                amount_minor=minor, at=began + timedelta(days=days),
            )  # fmt: skip
        return began + timedelta(days=61)

    @pytest.mark.parametrize(("country", "shown"), [("DE", "36.00"), ("NO", "36.00"), ("BR", "")])
    def test_is_shown_where_the_law_asks(self, shop, reduced, country, shown):
        (offer,) = offers(shop, now=reduced, country=country)
        assert offer.lowest == (brl(shown) if shown else None)

    @pytest.mark.parametrize(("choice", "country"), [("always", "BR"), ("never", "DE")])
    def test_is_shown_as_the_store_chose(self, shop, reduced, choice, country):
        choices = PriceChoices(lowest_price=choice)
        offers(shop, now=reduced, country=country)
        set_price_choices(store_id=shop.store_id, choices=choices)
        (offer,) = offers(shop, now=reduced, country=country)
        assert (offer.lowest is not None) == (choice == "always")

    def test_is_shown_beside_a_price_that_a_list_reduces(self, shop):
        now = datetime.now(UTC)
        PriceRecord.objects.create(
            store_id=shop.store_id, variant_id=shop.variants["CUP"], currency="BRL",
            amount_minor=3_900, at=now - timedelta(days=40),
        )  # fmt: skip
        begins = now + timedelta(hours=1)
        price_list(shop, kind=ListKind.PERCENT, off_ppm=100_000, starts_at=begins)
        (offer,) = offers(shop, now=begins, country="DE")
        assert (offer.price, offer.lowest) == (brl("35.10"), brl("39.00"))

    def test_is_not_asked_for_where_no_price_is_reduced(self, shop, django_assert_num_queries):
        offers(shop, country="DE")
        with django_assert_num_queries(1):
            assert offers(shop, country="DE")[0].lowest is None
