"""The past of a shop, and what nobody told the books."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from balcao.domains.ledger.operations import catch_up, ensure_ledger_partitions
from balcao.domains.ledger.queries import books_of, missing_facts
from balcao.domains.orders import operations as orders
from balcao.domains.wallet.operations import grant_credit, issue_gift_card
from balcao.plumbing.models import OutboxEvent
from tests.domains.ledger.ledgers import BY, balances, bought, receive, sent, told
from tests.shop import NOW, Shop, brl

DAY = timedelta(days=1)


def a_past(shop: Shop) -> None:
    """Orders, goods and stored value of which the books were never told."""
    receive(shop, "LAST", 2, "80.00")
    sent(shop, ("LAST", 1))
    orders.cancel_order(order_id=bought(shop), reason="", **BY)
    issue_gift_card(store_id=shop.store_id, amount=brl("50.00"), actor="ana", now=NOW)
    grant_credit(
        store_id=shop.store_id, shopper="ana@example.com", amount=brl("5.00"), reason="late",
        actor="ana", now=NOW,
    )  # fmt: skip


class TestCatchUp:
    def test_writes_what_telling_would_have_written(self, shop):
        a_past(shop)
        told()
        expected = balances(shop)
        assert {"cost_of_goods_sold", "revenue", "gift_cards", "goodwill"} <= expected.keys()
        assert missing_facts(store_id=shop.store_id, since=NOW - DAY) == []

    def test_finds_everything_by_itself(self, shop):
        a_past(shop)
        OutboxEvent.objects.update(done_at=NOW)
        since = NOW - DAY
        assert catch_up(store_id=shop.store_id, now=NOW, since=since) > 0
        assert catch_up(store_id=shop.store_id, now=NOW, since=since) == 0
        assert missing_facts(store_id=shop.store_id, since=since) == []
        assert books_of(shop.store_id).since == since
        found = balances(shop)
        assert (found["gift_cards"], found["store_credit"]) == (-5000, -500)
        assert (found["revenue"], found["clearing:bank_transfer"]) == (-50000, 51500)

    def test_goes_on_where_a_crash_has_left_it(self, shop):
        a_past(shop)
        OutboxEvent.objects.update(done_at=NOW)
        since = NOW - DAY
        first = catch_up(store_id=shop.store_id, now=NOW, since=since, limit=1)
        then = catch_up(store_id=shop.store_id, now=NOW, since=since)
        assert first > 0 < then
        assert missing_facts(store_id=shop.store_id, since=since) == []


class TestPartitions:
    def test_take_the_entries_of_their_month(self, shop):
        ensure_ledger_partitions(now=NOW)
        ensure_ledger_partitions(now=NOW)
        bought(shop)
        told()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger_entry_2026_11")
            assert cursor.fetchone()[0] == 2

    def test_leave_a_month_alone_whose_entries_lie_in_the_default_one(self, shop):
        bought(shop)
        told()
        ensure_ledger_partitions(now=NOW)
        assert balances(shop)["receivable"] == 9300
