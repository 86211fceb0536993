"""Journals and the statements of accounts, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from balcao.domains.ledger.errors import NoSuchJournal
from balcao.domains.ledger.models import Entry, Journal
from balcao.domains.ledger.rules import chart
from balcao.domains.ledger.values import AccountLine, JournalKind, JournalView, LineView
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page

SOME: Final = 500


def journals_page(
    store_id: int,
    *,
    kind: str = "",
    since: date | None = None,
    until: date | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[JournalView]:
    """Journals with their entries, the latest day first.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = Journal.objects.filter(store_id=store_id)
    if kind:
        rows = rows.filter(kind=kind)
    if since:
        rows = rows.filter(day__gte=since)
    if until:
        rows = rows.filter(day__lte=until)
    key = decode_cursor(cursor, date.fromisoformat, UUID)
    if key:
        day, pk = key
        rows = rows.filter(Q(day__lt=day) | Q(day=day, pk__lt=pk))
    limit = within_page(limit)
    found = list(rows.order_by("-day", "-pk").prefetch_related("entries__account")[: limit + 1])
    return cut_page(found, limit, key=lambda row: (row.day, row.pk), show=_view)


def journals_between(store_id: int, *, since: date, until: date) -> Iterator[JournalView]:
    """The journals of some days, the earliest first, read some hundred at a time."""
    rows = Journal.objects.filter(store_id=store_id, day__gte=since, day__lte=until)
    at: tuple[date, UUID] | None = None
    while True:
        onward = rows.filter(Q(day__gt=at[0]) | Q(day=at[0], pk__gt=at[1])) if at else rows
        found = list(onward.order_by("day", "pk").prefetch_related("entries__account")[:SOME])
        yield from map(_view, found)
        if len(found) < SOME:
            return
        at = found[-1].day, found[-1].pk


def journal_by_id(store_id: int, journal_id: UUID) -> JournalView:
    """One journal.

    :raises NoSuchJournal: there is none with this id in this store.
    """
    row = Journal.objects.filter(store_id=store_id, pk=journal_id).first()
    if row is None:
        raise NoSuchJournal(id=str(journal_id))
    return _view(row)


def journal_by_source(store_id: int, source: str) -> JournalView:
    """The journal that was written for a source.

    :raises NoSuchJournal: there is none in this store.
    """
    row = Journal.objects.filter(store_id=store_id, source=source).first()
    if row is None:
        raise NoSuchJournal(source=source)
    return _view(row)


def journals_of_order(order_id: UUID) -> list[JournalView]:
    """The journals of one order in the order in which it happened."""
    rows = Journal.objects.filter(order_id=order_id).order_by("at", "pk")
    return [_view(row) for row in rows.prefetch_related("entries__account")]


def account_page(
    store_id: int,
    account_id: int,
    *,
    until: date | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[AccountLine]:
    """The statement of an account, the latest day first.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = Entry.objects.filter(store_id=store_id, account_id=account_id)
    if until:
        rows = rows.filter(day__lte=until)
    key = decode_cursor(cursor, date.fromisoformat, UUID, int)
    if key:
        day, pk, line = key
        later = Q(journal_id=pk, line_no__gt=min(max(line, 0), 2**15 - 1))
        rows = rows.filter(Q(day__lt=day) | Q(day=day, journal_id__lt=pk) | Q(day=day) & later)
    limit = within_page(limit)
    ordered = rows.order_by("-day", "-journal_id", "line_no").select_related("journal")
    return cut_page(
        list(ordered[: limit + 1]),
        limit,
        key=lambda row: (row.day, row.journal_id, row.line_no),
        show=_line,
    )


def _view(row: Journal) -> JournalView:
    known: dict[str, Any] = {
        name: getattr(row, name)
        for name in JournalView.__dataclass_fields__
        if name not in ("lines", "kind")
    }
    lines = sorted(row.entries.all(), key=lambda one: one.line_no)
    return JournalView(
        kind=JournalKind(row.kind),
        lines=tuple(
            LineView(
                line_no=one.line_no,
                account_id=one.account_id,
                code=one.account.code,
                title=chart.title_of(one.account.code),
                currency=one.currency,
                amount_minor=one.amount_minor,
            )
            for one in lines
        ),
        **known,
    )


def _line(row: Entry) -> AccountLine:
    journal = row.journal
    return AccountLine(
        journal_id=row.journal_id,
        line_no=row.line_no,
        day=row.day,
        kind=JournalKind(journal.kind),
        document=journal.document,
        memo=journal.memo,
        order_id=row.order_id,
        amount_minor=row.amount_minor,
        currency=row.currency,
    )
