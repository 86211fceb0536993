"""Reconciliation: one file read by many workers, one line decided about by many people."""

from __future__ import annotations

from functools import partial

import pytest

from balcao.domains.reconciliation import operations
from balcao.domains.reconciliation.values import BookAs
from tests.domains.ledger.ledgers import balances, bought
from tests.domains.reconciliation.reports import BY, HEADER, bank, lines, number_of, only, row
from tests.races.crowd import at_once, granted, refused
from tests.shop import Shop
from tests.truth import assert_books_balance

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CROWD = 8
ROWS = 2300


@pytest.fixture(autouse=True)
def books(shop: Shop):
    yield
    assert_books_balance()


def work(shop: Shop, content: bytes) -> int:
    statement_id = operations.take_in(
        store_id=shop.store_id, source="stripe", file_name="a.csv", content=content, **BY
    )
    operations.read_statement(statement_id=statement_id)
    return operations.match_statement(statement_id=statement_id, now=BY["now"])


class TestOneFile:
    def test_read_by_many_at_once_has_each_line_once(self, shop: Shop):
        text = HEADER + "".join(row(f"t{nr}", "-1.00", "0.00", "fee") for nr in range(ROWS))
        answers = at_once([partial(work, shop, text.encode()) for _ in range(4)])
        assert sum(granted(answers)) == ROWS
        assert balances(shop)["fees"] == ROWS * 100

    def test_that_overlaps_another_at_the_same_moment_too(self, shop: Shop):
        rows = [row(f"t{nr}", "-1.00", "0.00", "fee") for nr in range(300)]
        files = [HEADER + "".join(rows[:200]), HEADER + "".join(rows[100:])]
        at_once([partial(work, shop, text.encode()) for text in files])
        assert balances(shop)["fees"] == 300 * 100


class TestOneLine:
    def test_is_settled_by_one_of_many(self, shop: Shop):
        bank(shop, "27/11/2026;TARIFA;;-12,00")
        line = only(shop)
        said = {"store_id": shop.store_id, "line_id": line.id, **BY}
        calls = [
            partial(operations.book_as, way=BookAs.FEE, note="fee", **said),
            partial(operations.leave, note="later", **said),
        ]
        answers = at_once(calls * (CROWD // 2))
        assert len(granted(answers)) == 1
        assert set(refused(answers)) == {"line_settled"}

    def test_confirms_an_order_once(self, shop: Shop):
        bank(shop, f"24/11/2026;TRANSF {number_of(bought(shop))};9;93,00")
        said = {"store_id": shop.store_id, "line_id": only(shop).id, **BY}
        answers = at_once([partial(operations.accept, **said)] * CROWD)
        assert len(granted(answers)) == 1
        assert len(lines(shop, "matched")) == 1

    def test_is_undone_once(self, shop: Shop):
        bank(shop, "27/11/2026;TARIFA;;-12,00")
        said = {"store_id": shop.store_id, "line_id": only(shop).id, **BY}
        operations.book_as(way=BookAs.FEE, note="fee", **said)
        answers = at_once([partial(operations.undo, reason="no", **said)] * CROWD)
        assert len(granted(answers)) == 1
        assert balances(shop) == {}
