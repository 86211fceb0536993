"""The files for the accountant; the Beancount one is read by Beancount itself."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from balcao.domains.ledger.operations import book_by_hand
from balcao.domains.ledger.queries import beancount_text, journals_csv, trial_balance_csv
from balcao.domains.ledger.values import Line
from balcao.domains.orders import operations as orders
from tests.domains.ledger.ledgers import BY, bought, delivered, receive, told
from tests.shop import NOW, Shop

SINCE, UNTIL = date(2026, 11, 1), date(2026, 11, 30)
BEAN_CHECK = Path(sys.executable).with_name("bean-check")


@pytest.fixture
def books(shop: Shop) -> Shop:
    receive(shop, "LAST", 2, "80.00")
    delivered(shop, ("LAST", 1), ("CUP", 1))
    orders.cancel_order(order_id=bought(shop), reason="", **BY)
    told()
    book_by_hand(
        store_id=shop.store_id, key="k", day=NOW.date(), reason='=cmd "x" \\ of\nNovember',
        lines=[Line("fees", 1, "BRL"), Line("clearing:a b/ç", -1, "BRL")], actor="@ana", now=NOW,
    )  # fmt: skip
    return shop


def check(text: str, folder: Path) -> str:
    """What Beancount says of a file; nothing when it is right."""
    path = folder / "books.beancount"
    path.write_text(text, "utf-8")
    said = subprocess.run([BEAN_CHECK, path], capture_output=True, text=True, check=False)
    return said.stdout + said.stderr


@pytest.mark.skipif(not BEAN_CHECK.exists(), reason="beancount is not installed")
class TestBeancount:
    def test_reads_the_books_and_finds_our_balances(self, books, tmp_path):
        text = "".join(beancount_text(books.store_id, since=SINCE, until=UNTIL))
        assert " balance Income:Revenue" in text
        assert check(text, tmp_path) == ""

    def test_begins_with_what_was_brought_forward(self, books, tmp_path):
        text = "".join(
            beancount_text(
                books.store_id, since=date(2026, 12, 1), until=date.max.replace(year=2027)
            )
        )
        assert "Brought forward" in text
        assert check(text, tmp_path) == ""

    def test_would_see_a_cent_that_is_missing(self, books, tmp_path):
        text = "".join(beancount_text(books.store_id, since=SINCE, until=UNTIL))
        assert "does not balance" in check(text.replace("  0.01 BRL", "  0.02 BRL", 1), tmp_path)


class TestCsv:
    def test_has_a_row_for_each_entry_and_both_sides_are_equal(self, books):
        text = "".join(journals_csv(books.store_id, since=SINCE, until=UNTIL))
        rows = list(csv.DictReader(StringIO(text)))
        debit, credit = (sum(Decimal(row[side]) for row in rows) for side in ("debit", "credit"))
        assert debit == credit
        assert debit > 0

    def test_holds_nothing_that_a_spreadsheet_would_run(self, books):
        text = "".join(journals_csv(books.store_id, since=SINCE, until=UNTIL))
        cells = [cell for row in csv.reader(StringIO(text)) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []

    def test_of_the_trial_balance_comes_to_zero(self, books):
        text = "".join(trial_balance_csv(books.store_id, until=UNTIL))
        rows = list(csv.DictReader(StringIO(text)))
        assert sum(Decimal(row["balance"]) for row in rows) == 0
