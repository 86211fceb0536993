"""Closing months, one after the other, and opening the last one again."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from balcao.domains.ledger.errors import (
    BadJournal,
    BooksChanged,
    FactsNotPosted,
    MonthNotOver,
    NothingClosed,
    NotTheNextMonth,
)
from balcao.domains.ledger.locks import lock_books
from balcao.domains.ledger.models import Books, PeriodStep
from balcao.domains.ledger.queries.missing import missing_facts
from balcao.domains.ledger.queries.periods import month_due
from balcao.domains.ledger.rules.periods import day_in, last_day, month_of
from balcao.domains.ledger.values import PeriodAction
from balcao.domains.stores.queries import store_by_id


@transaction.atomic
def close_month(
    *, store_id: int, month: date, actor: str, now: datetime, expected_version: int | None = None
) -> None:
    """Close the books for a month; nothing is booked in it any more, late facts go to the next.

    Whoever is posting is waited for.

    :raises NotTheNextMonth: an earlier one is open, it is closed already, or nothing is booked.
    :raises MonthNotOver: its last day has not ended in the store's calendar.
    :raises FactsNotPosted: something of it is not in the books yet.
    :raises BooksChanged: somebody closed or opened a month since ``expected_version``.
    """
    row = lock_books(store_id)
    due = month_due(store_id)
    if row is None or due is None or month_of(month) != due:
        raise NotTheNextMonth(next=due.isoformat() if due else None)
    _check_version(row, expected_version)
    zone = store_by_id(store_id).time_zone
    if day_in(zone, now) <= last_day(due):
        raise MonthNotOver(last_day=last_day(due).isoformat())
    ends = datetime.combine(last_day(due) + timedelta(days=1), time(), ZoneInfo(zone))
    missing = missing_facts(store_id=store_id, until=ends, limit=20)
    if missing:
        raise FactsNotPosted(count=len(missing), first=f"{missing[0].what}: {missing[0].detail}")
    _move(row, last_day(due))
    _note(store_id, due, PeriodAction.CLOSED, actor, now)


@transaction.atomic
def reopen_month(
    *,
    store_id: int,
    month: date,
    reason: str,
    actor: str,
    now: datetime,
    expected_version: int | None = None,
) -> None:
    """Open the month that was closed last, for a reason that is kept.

    :raises BadJournal: no reason.
    :raises NothingClosed: it is not the month that was closed last.
    :raises BooksChanged: somebody closed or opened a month since ``expected_version``.
    """
    if not reason.strip() or "\0" in reason or len(reason) > 300:
        raise BadJournal("Say why in 1 to 300 characters.", field="reason")
    row = lock_books(store_id)
    closed = row.closed_through if row else None
    if row is None or closed is None or month_of(month) != month_of(closed):
        raise NothingClosed(closed_through=closed.isoformat() if closed else None)
    _check_version(row, expected_version)
    _move(row, month_of(month) - timedelta(days=1))
    _note(store_id, month_of(month), PeriodAction.REOPENED, actor, now, reason.strip())


def _check_version(row: Books, expected: int | None) -> None:
    if expected is not None and row.version != expected:
        raise BooksChanged(version=row.version)


def _move(row: Books, closed_through: date) -> None:
    row.closed_through = closed_through
    row.version += 1
    row.save(update_fields=["closed_through", "version"])


def _note(
    store_id: int, month: date, action: PeriodAction, actor: str, now: datetime, reason: str = ""
) -> None:
    PeriodStep.objects.create(
        store_id=store_id, month=month, action=action.value, at=now, actor=actor, reason=reason
    )
