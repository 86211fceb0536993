"""Months: what is closed, what is due, what was earned."""

from __future__ import annotations

from datetime import date

from django.db.models import Min

from balcao.domains.ledger.models import Books, Journal, PeriodStep
from balcao.domains.ledger.rules import chart
from balcao.domains.ledger.rules.periods import month_of, next_month
from balcao.domains.ledger.values import (
    AccountType,
    BooksInfo,
    MonthProfit,
    PeriodAction,
    PeriodStepView,
)
from balcao.plumbing.sql import run_sql_dicts

SIGNS = {AccountType.INCOME: -1, AccountType.EXPENSE: 1}


def books_of(store_id: int) -> BooksInfo:
    """The state of a store's books; nothing closed where nothing was ever posted."""
    row = Books.objects.filter(pk=store_id).first()
    if row is None:
        return BooksInfo(store_id, None, None, 0)
    return BooksInfo(store_id, row.since, row.closed_through, row.version)


def month_due(store_id: int) -> date | None:
    """The first day of the month that is to be closed next; None where nothing is booked."""
    closed = books_of(store_id).closed_through
    if closed is not None:
        return next_month(closed)
    first = Journal.objects.filter(store_id=store_id).aggregate(Min("day"))["day__min"]
    return month_of(first) if first else None


def period_steps(store_id: int, *, limit: int = 50) -> list[PeriodStepView]:
    """Months that were closed and opened, the latest step first."""
    rows = PeriodStep.objects.filter(store_id=store_id).order_by("-pk")[:limit]
    return [
        PeriodStepView(row.month, PeriodAction(row.action), row.at, row.actor, row.reason)
        for row in rows
    ]


def profit_by_month(store_id: int, *, since: date, until: date) -> list[MonthProfit]:
    """Income, cost of goods and other expenses by month and currency, the earliest month first."""
    sums: dict[tuple[date, str], list[int]] = {}
    for row in run_sql_dicts("ledger/by_month", store_id=store_id, since=since, until=until):
        sign = SIGNS.get(chart.type_of(row["code"]))
        if sign is None:
            continue
        place = 0 if sign < 0 else 1 if chart.is_goods(row["code"]) else 2
        parts = sums.setdefault((row["month"], row["currency"]), [0, 0, 0])
        parts[place] += sign * int(row["amount"])
    return [
        MonthProfit(month, currency, *parts) for (month, currency), parts in sorted(sums.items())
    ]
