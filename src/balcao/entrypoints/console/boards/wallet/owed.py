"""What the store owes to its shoppers, now and over the last weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from balcao.domains.wallet import queries
from balcao.domains.wallet.values import AccountKind, Liability, LiabilityDay
from balcao.entrypoints.console.boards.wallet.shown import NAMES, units_text
from balcao.entrypoints.console.pages import now_of, show, store_of
from balcao.kernel.money import Money

DAYS: Final = 42
FRAME: Final = 100


@dataclass(frozen=True, slots=True)
class OwedRow:
    """What is outstanding of one kind, as text."""

    kind: str
    name: str
    accounts: int
    balance: str
    spendable: str
    worth: Money


@dataclass(frozen=True, slots=True)
class DayBar:
    """What was owed at the end of a day; ``y`` and ``height`` are percent of the frame."""

    day: date
    owed: Money
    y: int
    height: int


def owed(request: HttpRequest) -> HttpResponse:
    """Show the sums by kind, and money owed on cards and credit day by day."""
    store, now = store_of(request), now_of(request)
    rows = queries.liability(store.id, now=now)
    since = now - timedelta(days=DAYS)
    days = queries.liability_days(store.id, since=since, zone=store.time_zone)
    today = now.astimezone(ZoneInfo(store.time_zone)).date()
    return show(
        request,
        "wallet/owed.html",
        "What we owe",
        rows=[_row(row) for row in rows],
        total=Money(_total(rows, store.currency), store.currency),
        bars=bars_of(rows, days, today, store.currency),
        days=DAYS,
    )


def bars_of(
    rows: list[Liability], days: list[LiabilityDay], today: date, currency: str
) -> list[DayBar]:
    """Money on cards and credit at the end of each day, worked back from what there is now."""
    level = sum(
        row.balance for row in rows if row.kind != AccountKind.POINTS and row.currency == currency
    )
    moved: dict[date, int] = {}
    for one in days:
        if one.kind != AccountKind.POINTS and one.currency == currency:
            day = one.day.date() if isinstance(one.day, datetime) else one.day
            moved[day] = moved.get(day, 0) + one.came_in - one.went_out
    found = []
    for back in range(DAYS):
        day = today - timedelta(days=back)
        found.append((day, level))
        level -= moved.get(day, 0)
    most = max((amount for _, amount in found), default=0) or 1
    return [
        DayBar(day, Money(amount, currency), FRAME - height, height)
        for day, amount in reversed(found)
        for height in [FRAME * amount // most]
    ]


def _row(row: Liability) -> OwedRow:
    return OwedRow(
        kind=row.kind.value,
        name=NAMES[row.kind],
        accounts=row.accounts,
        balance=units_text(row.kind, row.balance, row.currency),
        spendable=units_text(row.kind, row.spendable, row.currency),
        worth=Money(row.worth_minor, row.currency),
    )


def _total(rows: list[Liability], currency: str) -> int:
    return sum(row.worth_minor for row in rows if row.currency == currency)
