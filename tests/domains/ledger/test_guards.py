"""What the database itself refuses, whoever writes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import Error, connection, transaction

from balcao.domains.ledger.models import Account, Books, Entry, Journal
from balcao.domains.ledger.operations.writing import write
from balcao.domains.ledger.queries import journals_of_order
from balcao.domains.ledger.values import Draft, JournalKind, Line
from tests.domains.ledger.ledgers import bought, told
from tests.shop import NOW, Shop

DAY = date(2026, 11, 23)


def journal(shop: Shop, source: str = "by:test", day: date = DAY) -> Journal:
    return Journal.objects.create(
        store_id=shop.store_id, day=day, of_day=day, at=NOW, kind="manual", source=source
    )


def entry(row: Journal, line: int, amount: int, **changes: object) -> Entry:
    account, _ = Account.objects.get_or_create(
        store_id=row.store_id, code="bank", currency="BRL", defaults={"type": "asset"}
    )
    known = {"day": row.day, "store_id": row.store_id, "currency": "BRL", "account": account}
    return Entry.objects.create(
        journal=row, line_no=line, amount_minor=amount, **{**known, **changes}
    )


def refused(words: str) -> pytest.RaisesExc:
    return pytest.raises(Error, match=words)


def commit() -> None:
    """Run what waits for the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


class TestJournal:
    def test_is_refused_when_it_does_not_balance(self, shop):
        with refused("does not balance"), transaction.atomic():
            row = journal(shop)
            entry(row, 1, 100)
            entry(row, 2, -99)
            commit()

    def test_is_refused_without_entries(self, shop):
        with refused("does not balance"), transaction.atomic():
            journal(shop)
            commit()

    def test_gets_no_entry_of_another_day_or_currency(self, shop):
        for changes in ({"day": date(2026, 11, 24)}, {"currency": "EUR"}):
            with refused("does not balance"), transaction.atomic():
                row = journal(shop)
                entry(row, 1, 100, **changes)
                entry(row, 2, -100, **changes)
                commit()

    def test_gets_no_further_entry_later(self, shop):
        order_id = bought(shop)
        told()
        row = Journal.objects.get(pk=journals_of_order(order_id)[0].id)
        with refused("does not balance"), transaction.atomic():
            entry(row, 9, 100, order_id=order_id)
            commit()

    def test_is_written_once_for_its_source(self, shop):
        draft = Draft(
            source="by:test", kind=JournalKind.MANUAL, at=NOW,
            lines=(Line("bank", 5, "BRL"), Line("fees", -5, "BRL")),
        )  # fmt: skip
        assert [write(shop.store_id, [draft, draft]), write(shop.store_id, [draft])] == [1, 0]


class TestAppendOnly:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE ledger_entry SET amount_minor = amount_minor + 1",
            "DELETE FROM ledger_entry",
            "UPDATE ledger_journal SET memo = 'other'",
            "DELETE FROM ledger_journal",
        ],
    )
    def test_forbids_to_change_what_is_written(self, shop, statement):
        bought(shop)
        told()
        with (
            refused("append-only|Cannot update or delete"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


class TestClosedMonth:
    def test_takes_nothing_in(self, shop):
        Books.objects.create(store_id=shop.store_id, since=NOW, closed_through=date(2026, 11, 30))
        with refused("books are closed"), transaction.atomic():
            journal(shop)

    def test_takes_no_entry_for_a_journal_that_was_there(self, shop):
        order_id = bought(shop)
        told()
        Books.objects.filter(pk=shop.store_id).update(closed_through=date(2026, 11, 30))
        row = Journal.objects.get(pk=journals_of_order(order_id)[0].id)
        with refused("books are closed"), transaction.atomic():
            entry(row, 9, 1)

    def test_sends_what_comes_late_to_the_first_open_day(self, shop):
        Books.objects.create(
            store_id=shop.store_id,
            since=datetime(2026, 11, 1, tzinfo=UTC),
            closed_through=date(2026, 11, 30),
        )
        order_id = bought(shop)
        told()
        (found,) = journals_of_order(order_id)
        assert (found.day, found.of_day, found.is_late) == (date(2026, 12, 1), DAY, True)
