"""Months of the books: closing, opening, and bringing in what is missing."""

from __future__ import annotations

from datetime import UTC, date

from django.http import HttpRequest, HttpResponse
from ninja import Router

from balcao.domains.ledger import errors, operations, queries
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.v1.ledger_shapes import (
    BooksReasonIn,
    BooksStepOut,
    MissingListOut,
    Month,
    PeriodsOut,
    PostedOut,
    SinceIn,
)
from balcao.plumbing.audit import acting

router = Router()
C = Capability
NOT_OVER = (
    errors.NotTheNextMonth,
    errors.MonthNotOver,
    errors.FactsNotPosted,
    errors.BooksChanged,
)


@router.get("/ledger/months", response=PeriodsOut, **staff(C.VIEW_LEDGER, versioned=True))
def get_months(request: StaffRequest) -> HttpResponse:
    """How far the books are closed, and which month is due."""
    return _months(request)


@router.post(
    "/ledger/months/{month}/close",
    response=PeriodsOut,
    **staff(C.EDIT_LEDGER, *NOT_OVER, if_match="required"),
)
def close_month(request: StaffRequest, month: Month) -> HttpResponse:
    """Close a month, such as `2026-11`: nothing is booked in it any more."""
    with acting(request.auth.email, source="api"):
        operations.close_month(
            store_id=store_of(request).id,
            month=date.fromisoformat(f"{month}-01"),
            expected_version=seen_number(request),
            actor=request.auth.email,
            now=moment(),
        )
    return _months(request)


@router.post(
    "/ledger/months/{month}/reopen",
    response=PeriodsOut,
    **staff(
        C.EDIT_LEDGER,
        errors.NothingClosed,
        errors.BadJournal,
        errors.BooksChanged,
        if_match="required",
    ),
)
def reopen_month(request: StaffRequest, month: Month, said: BooksReasonIn) -> HttpResponse:
    """Open the month that was closed last, for a reason that is kept."""
    with acting(request.auth.email, source="api"):
        operations.reopen_month(
            store_id=store_of(request).id,
            month=date.fromisoformat(f"{month}-01"),
            reason=said.reason,
            expected_version=seen_number(request),
            actor=request.auth.email,
            now=moment(),
        )
    return _months(request)


@router.get("/ledger/missing", response=MissingListOut, **staff(C.VIEW_LEDGER))
def list_missing(request: StaffRequest) -> HttpResponse:
    """What happened and is not in the books yet; empty but for the last seconds."""
    found = queries.missing_facts(store_id=store_of(request).id, limit=100)
    return reply(MissingListOut.of(found))


@router.post("/ledger/missing/post", response=PostedOut, **staff(C.EDIT_LEDGER, key=True))
def post_missing(request: StaffRequest, said: SinceIn) -> HttpResponse:
    """Bring the books up to date from a moment on, some hundred facts at a time."""

    def post() -> PostedOut:
        since = said.since if said.since.tzinfo else said.since.replace(tzinfo=UTC)
        written = operations.catch_up(store_id=store_of(request).id, now=moment(), since=since)
        return PostedOut(written=written)

    return write_once(request, said, post)


def _months(request: HttpRequest) -> HttpResponse:
    store_id = store_of(request).id
    books = queries.books_of(store_id)
    shape = PeriodsOut(
        since=books.since,
        closed_through=books.closed_through,
        due=queries.month_due(store_id),
        version=books.version,
        steps=[BooksStepOut.model_validate(step) for step in queries.period_steps(store_id)],
    )
    return reply(shape, version=books.version)
