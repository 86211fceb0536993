"""What people book: fees, write-offs, rounding, what came to the bank, corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from balcao.domains.ledger.errors import BadJournal, NotBalanced, PeriodClosed
from balcao.domains.ledger.locks import lock_books, lock_story
from balcao.domains.ledger.models import Journal
from balcao.domains.ledger.operations.writing import write
from balcao.domains.ledger.queries.balances import order_balances
from balcao.domains.ledger.rules import chart
from balcao.domains.ledger.rules.periods import day_in
from balcao.domains.ledger.values import Draft, JournalKind, Line
from balcao.domains.orders.errors import NoSuchOrder
from balcao.domains.orders.queries import order_by_id
from balcao.domains.stores.queries import store_by_id

MOST_LINES: Final = 40
MOST: Final = 10**15


@transaction.atomic
def book_by_hand(
    *,
    store_id: int,
    key: str,
    day: date,
    lines: Sequence[Line],
    reason: str,
    actor: str,
    now: datetime,
) -> UUID:
    """Write a journal for a reason; returns its id. The same ``key`` writes it once.

    :raises BadJournal: no reason, too few or too many lines, an account that only facts are booked
        on, an amount of zero or beyond what a column holds, or a day in the future.
    :raises NotBalanced: debits and credits differ.
    :raises PeriodClosed: the month of the day is closed.
    """
    _check(lines, reason, key)
    store = store_by_id(store_id)
    if day > day_in(store.time_zone, now):
        raise BadJournal("This day has not come yet.", field="day")
    _check_open(store_id, day)
    source = f"manual:{key}"
    draft = Draft(
        source=source,
        kind=JournalKind.MANUAL,
        at=datetime.combine(day, time(12), ZoneInfo(store.time_zone)),
        lines=tuple(lines),
        memo=reason.strip(),
        actor=actor,
    )
    write(store_id, [draft])
    return Journal.objects.get(store_id=store_id, source=source).pk


@transaction.atomic
def write_off_order(
    *, store_id: int, order_id: UUID, reason: str, actor: str, now: datetime
) -> UUID:
    """Give up what is still receivable for an order, or keep what nobody claims back.

    :raises NoSuchOrder: there is none with this id in this store.
    :raises BadJournal: no reason, or nothing is open.
    """
    if order_by_id(order_id).store_id != store_id:
        raise NoSuchOrder(id=str(order_id))
    _check_reason(reason)
    lock_story(order_id)
    rows = [one for one in order_balances(order_id) if one.code == chart.RECEIVABLE]
    left = [one for one in rows if one.balance_minor]
    if not left:
        raise BadJournal("Nothing is open on this order.", field="order_id")
    times = Journal.objects.filter(order_id=order_id, kind=JournalKind.MANUAL).count()
    source = f"write-off:{order_id}:{times + 1}"
    draft = Draft(
        source=source,
        kind=JournalKind.MANUAL,
        at=now,
        lines=tuple(
            line
            for one in left
            for line in (
                Line("write_off", one.balance_minor, one.currency),
                Line(chart.RECEIVABLE, -one.balance_minor, one.currency),
            )
        ),
        order_id=order_id,
        memo=reason.strip(),
        actor=actor,
    )
    write(store_id, [draft])
    return Journal.objects.get(store_id=store_id, source=source).pk


def _check(lines: Sequence[Line], reason: str, key: str) -> None:
    _check_reason(reason)
    if not 0 < len(key) <= 100 or not key.isprintable():
        raise BadJournal("A key has 1 to 100 characters.", field="key")
    if not 2 <= len(lines) <= MOST_LINES:
        raise BadJournal(f"A journal has 2 to {MOST_LINES} lines.", field="lines")
    for nr, line in enumerate(lines):
        family = chart.family_of(line.account)
        named = line.account.partition(":")[2].isprintable()
        ours = line.account in chart.BY_HAND or family in chart.FAMILIES_BY_HAND
        if not ours or not named or len(line.account) > 120:
            raise BadJournal(f"{line.account[:40]} is not booked by hand.", field=f"lines/{nr}")
        if not 0 < abs(line.amount_minor) <= MOST:
            raise BadJournal("An amount is not zero.", field=f"lines/{nr}")
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.currency] = sums.get(line.currency, 0) + line.amount_minor
    off = {currency: amount for currency, amount in sums.items() if amount}
    if off:
        raise NotBalanced(off_minor=off)


def _check_reason(reason: str) -> None:
    if not reason.strip() or "\0" in reason or len(reason) > 300:
        raise BadJournal("Say why in 1 to 300 characters.", field="reason")


def _check_open(store_id: int, day: date) -> None:
    books = lock_books(store_id)
    if books is not None and books.closed_through and day <= books.closed_through:
        raise PeriodClosed(closed_through=books.closed_through.isoformat())
