from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from balcao.domains.catalog.queries import categories, collections
from balcao.domains.customers.queries import segments
from balcao.domains.orders.queries import count_by_state, order_by_id, orders_page
from balcao.domains.pricing.queries import lists_of, schedules_of
from balcao.domains.promotions.queries import promotions_page
from balcao.domains.search.queries import browse
from balcao.domains.stores.queries import store_by_slug
from balcao.domains.team.queries import actor_of
from balcao.domains.team.rules import MAY
from balcao.entrypoints.demo.load import SIGN_INS, load_demo
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def rows_by_table() -> dict[str, str]:
    """A digest of every table of ours."""
    with connection.cursor() as cursor:
        tables = [
            info.name
            for info in connection.introspection.get_table_list(cursor)
            if not info.name.startswith(("django_", "auth_", "procrastinate_"))
        ]
        found = {}
        for table in tables:
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))"
                f' FROM "{table}" AS t'
            )
            found[table] = cursor.fetchone()[0]
    return found


def check_offers(store_id: int) -> None:
    """Every kind of offer is there, and orders have used some of them."""
    promotions = promotions_page(store_id).items
    assert len(promotions) == 8
    assert {one.status for one in promotions} == {"active", "draft"}
    assert sum(one.used for one in promotions) >= 3
    assert {one.slug for one in segments(store_id) if one.members} >= {"grandes-clientes"}
    assert all(one.products for one in collections(store_id))
    assert len(lists_of(store_id)) == 2
    assert len(schedules_of(store_id, only_waiting=True)) == 1
    by_mail = {one.email: one.id for one in orders_page(store_id, limit=3).items}
    welcome = order_by_id(by_mail["livia.campos@example.com"])
    assert [one.code for one in welcome.discounts if one.code] == ["BEMVINDO10"]
    assert welcome.taxes
    assert all(one.is_included for one in welcome.taxes)
    assert order_by_id(by_mail["nelson.prado@example.com"]).credit.minor > 0


@pytest.mark.long
class TestLoadDemo:
    def test_opens_a_whole_shop_and_changes_nothing_the_second_time(self, tmp_path):
        told: list[str] = []
        load_demo(NOW, told.append, media=tmp_path)
        store = store_by_slug("demo")
        assert store is not None
        assert len(categories(store.id, "en")) == 8
        on_sale = browse(store.id, currency="BRL", language="pt-br", now=NOW)
        assert on_sale.total >= 120
        assert set(count_by_state(store.id)) == {
            "placed",
            "paid",
            "packed",
            "shipped",
            "delivered",
            "cancelled",
        }
        latest = orders_page(store.id, limit=1).items[0]
        assert latest.placed_at < NOW
        for one in SIGN_INS:
            actor = actor_of(one.email)
            assert actor is not None
            assert actor.capabilities == MAY[one.role]
        check_offers(store.id)
        assert_books_balance()
        assert told

        before = rows_by_table()
        told.clear()
        load_demo(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), told.append, media=tmp_path)
        assert rows_by_table() == before
        assert told == []
