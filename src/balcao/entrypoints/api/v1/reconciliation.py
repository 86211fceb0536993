"""Reconciliation: what reconciles, and the lines that wait for a decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from balcao.domains.reconciliation import errors, operations, queries
from balcao.domains.reconciliation.values import BookAs
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import Cursor, In, Limit
from balcao.entrypoints.api.v1.reconciliation_shapes import (
    BookLineIn,
    ClearingOut,
    LineDecisionOut,
    LineDecisionsOut,
    LineNoteIn,
    LineStateAsked,
    MatchedNowOut,
    MatchIn,
    ReconciledOut,
    ReportedLineOut,
    ReportedLinesOut,
)

router = Router()
C = Capability
LINE = "/reconciliation/lines/{line_id}"
BUSY = (errors.NoSuchStatementLine, errors.LineSettled, errors.BadDecision)


@router.get("/reconciliation", response=ReconciledOut, **staff(C.VIEW_LEDGER))
def get_reconciliation(request: StaffRequest) -> HttpResponse:
    """What the books say each provider holds, explained to the cent."""
    store_id = store_of(request).id
    items = [ClearingOut.model_validate(one) for one in queries.clearing(store_id, now=moment())]
    return reply(ReconciledOut(items=items, open=queries.open_lines(store_id)))


@router.get("/reconciliation/lines", response=ReportedLinesOut, **staff(C.VIEW_LEDGER))
def list_reported_lines(
    request: StaffRequest,
    state: LineStateAsked = "open",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Lines of reports and statements, the latest first; those that wait if nothing is said."""
    page = queries.lines_page(store_of(request).id, state=state, cursor=cursor, limit=limit)
    return paged(request, page, ReportedLineOut.model_validate)


@router.post("/reconciliation/again", response=MatchedNowOut, **staff(C.EDIT_LEDGER, key=True))
def look_at_lines_again(request: StaffRequest) -> HttpResponse:
    """Match open lines once more."""

    def look() -> MatchedNowOut:
        found = operations.look_again(store_id=store_of(request).id, now=moment())
        return MatchedNowOut(matched=found)

    return write_once(request, None, look)


@router.get(LINE, response=ReportedLineOut, **staff(C.VIEW_LEDGER, errors.NoSuchStatementLine))
def get_reported_line(request: StaffRequest, line_id: UUID) -> HttpResponse:
    """One line."""
    return reply(_out(request, line_id))


@router.get(
    LINE + "/decisions",
    response=LineDecisionsOut,
    **staff(C.VIEW_LEDGER, errors.NoSuchStatementLine),
)
def list_line_decisions(request: StaffRequest, line_id: UUID) -> HttpResponse:
    """What was decided about a line, by whom."""
    _out(request, line_id)
    found = queries.decisions_of(store_of(request).id, line_id)
    return reply(LineDecisionsOut(items=[LineDecisionOut.model_validate(one) for one in found]))


@router.post(
    LINE + "/accept",
    response=ReportedLineOut,
    **staff(C.EDIT_LEDGER, *BUSY, errors.AboveLimit, key=True),
)
def accept_line(request: StaffRequest, line_id: UUID) -> HttpResponse:
    """Settle a line as suggested; a difference is booked as a fee or written off."""
    return _decide(request, line_id, None, operations.accept, **_limit(request))


@router.post(
    LINE + "/match",
    response=ReportedLineOut,
    **staff(C.EDIT_LEDGER, *BUSY, errors.AboveLimit, errors.NothingToMatch, key=True),
)
def match_line(request: StaffRequest, line_id: UUID, said: MatchIn) -> HttpResponse:
    """Settle a line as what is named."""
    return _decide(
        request,
        line_id,
        said,
        operations.match_by_hand,
        target=said.target,
        **_limit(request),
    )


@router.post(
    LINE + "/book",
    response=ReportedLineOut,
    **staff(C.EDIT_LEDGER, *BUSY, errors.AboveLimit, key=True),
)
def book_line(request: StaffRequest, line_id: UUID, said: BookLineIn) -> HttpResponse:
    """Book a whole line as a fee, a chargeback or a loss."""
    return _decide(
        request,
        line_id,
        said,
        operations.book_as,
        way=BookAs(said.way),
        note=said.note,
        **_limit(request),
    )


@router.post(LINE + "/leave", response=ReportedLineOut, **staff(C.EDIT_LEDGER, *BUSY, key=True))
def leave_line(request: StaffRequest, line_id: UUID, said: LineNoteIn) -> HttpResponse:
    """Leave a line as it is, with a note."""
    return _decide(request, line_id, said, operations.leave, note=said.note)


@router.post(
    LINE + "/undo",
    response=ReportedLineOut,
    **staff(
        C.EDIT_LEDGER,
        errors.NoSuchStatementLine,
        errors.LineNotSettled,
        errors.PayoutPaired,
        errors.BadDecision,
        key=True,
    ),
)
def undo_line(request: StaffRequest, line_id: UUID, said: LineNoteIn) -> HttpResponse:
    """Open a line again; what it booked is turned around."""
    return _decide(request, line_id, said, operations.undo, reason=said.note)


def _decide(
    request: StaffRequest,
    line_id: UUID,
    said: In | None,
    do: Callable[..., None],
    **more: Any,
) -> HttpResponse:
    def decided() -> ReportedLineOut:
        do(
            store_id=store_of(request).id,
            line_id=line_id,
            actor=request.auth.email,
            now=moment(),
            **more,
        )
        return _out(request, line_id)

    return write_once(request, said, decided)


def _limit(request: StaffRequest) -> dict[str, bool]:
    return {"may_exceed": C.MANAGE_STORE in request.auth.actor.capabilities}


def _out(request: StaffRequest, line_id: UUID) -> ReportedLineOut:
    return ReportedLineOut.model_validate(queries.line_by_id(store_of(request).id, line_id))
