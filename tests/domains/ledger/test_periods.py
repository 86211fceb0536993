"""Closing a month and opening it again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from balcao.domains.ledger.errors import (
    BadJournal,
    BooksChanged,
    FactsNotPosted,
    MonthNotOver,
    NothingClosed,
    NotTheNextMonth,
    PeriodClosed,
)
from balcao.domains.ledger.operations import book_by_hand, close_month, reopen_month
from balcao.domains.ledger.queries import books_of, journals_page, month_due, period_steps
from balcao.domains.ledger.values import Line
from balcao.domains.orders import operations as orders
from tests.domains.ledger.ledgers import bought, told
from tests.shop import NOW, Shop

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
LATER = datetime(2026, 12, 5, 12, tzinfo=UTC)
BY = {"actor": "ana", "now": LATER}


def close(shop: Shop, month: date = NOVEMBER, **changes: object) -> None:
    close_month(**{"store_id": shop.store_id, "month": month, **BY, **changes})


class TestCloseMonth:
    def test_lets_nothing_in_any_more(self, shop):
        order_id = bought(shop)
        told()
        close(shop)
        assert books_of(shop.store_id).closed_through == date(2026, 11, 30)
        orders.cancel_order(order_id=order_id, reason="", by="ana", now=NOW)
        told()
        late = journals_page(shop.store_id).items[0]
        assert (late.day, late.of_day) == (DECEMBER, date(2026, 11, 23))

    def test_is_refused_before_the_month_is_over_in_the_shops_calendar(self, shop):
        bought(shop)
        told()
        with pytest.raises(MonthNotOver):
            close(shop, now=datetime(2026, 12, 1, 2, 59, tzinfo=UTC))
        close(shop, now=datetime(2026, 12, 1, 3, 1, tzinfo=UTC))

    def test_is_refused_for_any_month_but_the_next(self, shop):
        with pytest.raises(NotTheNextMonth):
            close(shop)
        bought(shop)
        told()
        with pytest.raises(NotTheNextMonth):
            close(shop, DECEMBER)
        close(shop)
        with pytest.raises(NotTheNextMonth):
            close(shop)
        assert month_due(shop.store_id) == DECEMBER

    def test_is_refused_while_something_is_not_in_the_books(self, shop):
        bought(shop)
        told()
        bought(shop)
        with pytest.raises(FactsNotPosted) as said:
            close(shop)
        assert said.value.facts["count"] == 1
        told()
        close(shop)

    def test_is_refused_to_who_has_not_seen_the_latest(self, shop):
        bought(shop)
        told()
        with pytest.raises(BooksChanged):
            close(shop, expected_version=7)


class TestReopenMonth:
    def test_needs_a_reason_and_keeps_it(self, shop):
        bought(shop)
        told()
        close(shop)
        with pytest.raises(BadJournal):
            reopen_month(store_id=shop.store_id, month=NOVEMBER, reason=" ", **BY)
        reopen_month(store_id=shop.store_id, month=NOVEMBER, reason="A fee was missing", **BY)
        steps = [(s.action.value, s.reason) for s in period_steps(shop.store_id)]
        assert steps == [("reopened", "A fee was missing"), ("closed", "")]
        assert month_due(shop.store_id) == NOVEMBER

    def test_is_only_for_the_month_closed_last(self, shop):
        with pytest.raises(NothingClosed):
            reopen_month(store_id=shop.store_id, month=NOVEMBER, reason="why", **BY)


class TestBookByHand:
    lines = (Line("fees", 350, "BRL"), Line("clearing:stripe", -350, "BRL"))

    def book(self, shop: Shop, **changes: object) -> object:
        known = {
            "store_id": shop.store_id, "key": "one", "day": date(2026, 11, 20),
            "lines": self.lines, "reason": "Fees of November", **BY,
        }  # fmt: skip
        return book_by_hand(**{**known, **changes})

    def test_writes_once_for_its_key(self, shop):
        assert self.book(shop) == self.book(shop)
        (found,) = journals_page(shop.store_id).items
        assert (found.memo, found.actor, found.day) == (
            "Fees of November", "ana", date(2026, 11, 20)
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"reason": ""}, "reason"),
            ({"key": ""}, "key"),
            ({"lines": lines[:1]}, "lines"),
            ({"day": date(2027, 1, 1)}, "day"),
            ({"lines": (Line("gift_cards", 1, "BRL"), Line("bank", -1, "BRL"))}, "lines/0"),
            ({"lines": (Line("bank", 0, "BRL"), Line("fees", 0, "BRL"))}, "lines/0"),
        ],
    )
    def test_says_what_is_wrong(self, shop, changes, field):
        with pytest.raises(BadJournal) as said:
            self.book(shop, **changes)
        assert said.value.facts["field"] == field

    def test_is_refused_in_a_closed_month(self, shop):
        bought(shop)
        told()
        close(shop)
        with pytest.raises(PeriodClosed):
            self.book(shop)
        assert self.book(shop, day=date(2026, 12, 2))
