"""Files, lines and what was decided about them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from balcao.domains.ledger.errors import NoSuchJournal
from balcao.domains.ledger.queries import journal_by_source
from balcao.domains.reconciliation.errors import NoSuchStatement, NoSuchStatementLine
from balcao.domains.reconciliation.models import Decision, Line, Statement
from balcao.domains.reconciliation.rules.explaining import explain
from balcao.domains.reconciliation.values import (
    Cause,
    DecisionView,
    LineKind,
    LineState,
    LineView,
    StatementInfo,
    StatementState,
)
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page

OPEN = Q(lines__state__in=[LineState.NEW, LineState.OPEN])


def statements(store_id: int, *, limit: int = 50) -> list[StatementInfo]:
    """The files of a store, the latest first."""
    rows = Statement.objects.filter(store_id=store_id).defer("content")
    counted = rows.annotate(open=Count("lines", filter=OPEN)).order_by("-created_at", "pk")
    return [_statement(row, row.open) for row in counted[:limit]]


def statement_by_id(store_id: int, statement_id: UUID) -> StatementInfo:
    """One file.

    :raises NoSuchStatement: there is none with this id in this store.
    """
    rows = Statement.objects.filter(store_id=store_id, pk=statement_id).defer("content")
    row = rows.annotate(open=Count("lines", filter=OPEN)).first()
    if row is None:
        raise NoSuchStatement(id=str(statement_id))
    return _statement(row, row.open)


def store_of_statement(statement_id: UUID) -> int:
    """The store a file belongs to.

    :raises NoSuchStatement: there is none with this id.
    """
    row = Statement.objects.filter(pk=statement_id).only("store_id").first()
    if row is None:
        raise NoSuchStatement(id=str(statement_id))
    return row.store_id


def lines_page(
    store_id: int,
    *,
    state: str = LineState.OPEN,
    source: str = "",
    statement_id: UUID | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[LineView]:
    """Lines, the latest first; ``state`` empty means all.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = Line.objects.filter(store_id=store_id)
    if state == LineState.OPEN:
        rows = rows.filter(state__in=[LineState.NEW, LineState.OPEN])
    elif state:
        rows = rows.filter(state=state)
    if source:
        rows = rows.filter(source=source)
    if statement_id:
        rows = rows.filter(statement_id=statement_id)
    key = decode_cursor(cursor, datetime.fromisoformat, UUID)
    if key:
        at, pk = key
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__gt=pk))
    limit = within_page(limit)
    found = list(rows.order_by("-at", "pk")[: limit + 1])
    return cut_page(found, limit, key=lambda row: (row.at, row.pk), show=_view)


def line_by_id(store_id: int, line_id: UUID) -> LineView:
    """One line.

    :raises NoSuchStatementLine: there is none with this id in this store.
    """
    row = Line.objects.filter(store_id=store_id, pk=line_id).first()
    if row is None:
        raise NoSuchStatementLine(id=str(line_id))
    return _view(row)


def decisions_of(store_id: int, line_id: UUID) -> list[DecisionView]:
    """What was decided about a line, the first decision first."""
    rows = Decision.objects.filter(store_id=store_id, line_id=line_id).order_by("pk")
    return [
        DecisionView(row.action, row.at, row.actor, row.note, _journal(store_id, row.journal))
        for row in rows
    ]


def open_lines(store_id: int) -> int:
    """How many lines wait for a person."""
    states = [LineState.NEW, LineState.OPEN]
    return Line.objects.filter(store_id=store_id, state__in=states).count()


def unfinished_statements() -> list[UUID]:
    """Files that a worker left behind, the oldest first."""
    states = [StatementState.WAITING, StatementState.TAKEN]
    rows = Statement.objects.filter(state__in=states).order_by("created_at")
    return list(rows.values_list("pk", flat=True))


def _journal(store_id: int, source: str) -> UUID | None:
    if not source:
        return None
    try:
        return journal_by_source(store_id, source).id
    except NoSuchJournal:
        return None


def _statement(row: Statement, waiting: int) -> StatementInfo:
    return StatementInfo(
        id=row.pk,
        source=row.source,
        file_name=row.file_name,
        state=StatementState(row.state),
        rows=row.rows,
        fresh=row.fresh,
        done=row.done,
        findings=tuple(row.findings),
        actor=row.actor,
        created_at=row.created_at,
        open=waiting,
    )


def _view(row: Line) -> LineView:
    cause, kind = Cause(row.cause), LineKind(row.kind)
    currency = row.fact_currency or row.currency
    return LineView(
        id=row.pk,
        statement_id=row.statement_id,
        source=row.source,
        row=row.row,
        identity=row.identity,
        kind=kind,
        state=LineState(row.state),
        at=row.at,
        currency=row.currency,
        gross_minor=row.gross_minor,
        fee_minor=row.fee_minor,
        net_minor=row.net_minor,
        reference=row.reference or row.other_reference,
        description=row.description,
        payout=row.payout,
        cause=cause,
        off_minor=row.off_minor,
        fact_minor=row.fact_minor,
        fact_currency=currency if row.fact_minor else "",
        paid_minor=row.paid_minor,
        paid_currency=row.paid_currency,
        says=explain(cause, kind, row.off_minor, row.net_minor, currency, row.fact_minor),
        order_number=row.order_number,
        order_id=row.order_id,
        payment_id=row.payment_id,
        pair_id=row.pair_id,
        note=row.note,
    )
