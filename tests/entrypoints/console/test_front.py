"""The front page: the day in the store's time zone, what waits, and whether the books balance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.models import StockLevel
from balcao.domains.orders.queries import daily_sales
from balcao.domains.orders.values import DaySales
from balcao.entrypoints.console.boards.books import run_check
from balcao.entrypoints.console.boards.front import bars_of, change_of
from tests.shop import brl

pytestmark = pytest.mark.django_db


class TestDay:
    def test_begins_at_midnight_of_the_store_not_of_greenwich(self, shop):
        # 02:30 in Greenwich is 23:30 of the day before in São Paulo.
        purchase(shop.request(("CUP", 1)), now=datetime(2026, 11, 20, 2, 30, tzinfo=UTC))
        purchase(shop.request(("CUP", 1)), now=datetime(2026, 11, 20, 3, 30, tzinfo=UTC))
        since = datetime(2026, 11, 19, tzinfo=UTC).date()
        sales = daily_sales(
            shop.store_id,
            since=since,
            until=since + timedelta(days=2),
            time_zone="America/Sao_Paulo",
            currency="BRL",
        )
        assert [(day.day, sale.orders) for day, sale in sales.items()] == [(19, 1), (20, 1)]

    def test_draws_the_best_day_at_full_height_and_no_bar_without_sales(self):
        first = datetime(2026, 11, 10, tzinfo=UTC).date()
        bars = bars_of(
            {first: DaySales(1, brl("10")), first + timedelta(days=1): DaySales(1, brl("5"))},
            first,
            "BRL",
        )
        assert [bar.height for bar in bars[:3]] == [100, 50, 0]
        assert [bar.is_today for bar in bars] == [False] * 13 + [True]

    def test_compares_with_yesterday_only_when_there_was_one(self):
        assert change_of(DaySales(1, brl("5")), DaySales(0, brl("0"))) == "No sales yesterday"
        assert change_of(DaySales(1, brl("5")), DaySales(1, brl("10"))) == "50% of yesterday so far"

    def test_shows_an_empty_shop_what_to_do(self, owner, shop):
        assert "No orders yet" in owner.get("/console/").content.decode()

    def test_links_what_waits_to_the_list_that_shows_it(self, owner, shop, order_id):
        waits = {one.title: one for one in owner.get("/console/").context["waiting"]}
        assert waits["Payments to confirm"].count == 1
        for one in waits.values():
            assert owner.get(one.link).status_code == 200

    def test_asks_the_database_a_fixed_number_of_times(
        self, owner, shop, order_id, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(15):
            owner.get("/console/")


class TestBooks:
    def test_says_when_they_balance(self, owner, shop):
        owner.post("/console/books/check/")
        assert "In balance" in owner.get("/console/").content.decode()

    def test_says_what_is_broken(self, owner, shop):
        StockLevel.objects.filter(variant=shop.variants["CUP"]).update(on_hand=99)
        assert not run_check(by="test", now=datetime.now(UTC)).holds
        page = owner.get("/console/").content.decode()
        assert "units and value are the sums of their movements" in page
        assert "CUP" in page
