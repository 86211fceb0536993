"""Stock counts: blind until everything is counted, approved by the difference."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from balcao.domains.inventory import errors, operations, queries
from balcao.domains.inventory.values import CountClass, CountScope, CountState
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply, seen_number_if_any
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import Cursor, In, Limit
from balcao.entrypoints.api.v1.count_shapes import (
    AccuraciesOut,
    AccuracyOut,
    CountedIn,
    CountLineIn,
    DueOut,
    DuesOut,
    FinishIn,
    LinesIn,
    StockCountIn,
    StockCountOut,
    StockCountRowOut,
    StockCountsOut,
)
from balcao.entrypoints.api.v1.moving_shapes import AssignIn

router = Router()
C = Capability
A_YEAR = timedelta(days=365)
State = Literal["open", "counting", "review", "closed", "cancelled"]
STEP = (errors.NoSuchCount, errors.WrongCountState)
MOVE = (*STEP, errors.CountChanged)


@router.get("/stock-counts", response=StockCountsOut, **staff(C.VIEW_STOCK))
def list_counts(
    request: StaffRequest,
    state: Annotated[tuple[State, ...], Query(description="Repeat it for several.")] = (),
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Counts, latest first."""
    states = [CountState(one) for one in state]
    page = queries.counts_page(store_of(request).id, states=states, cursor=cursor, limit=limit)
    return paged(request, page, StockCountRowOut.model_validate)


@router.get("/stock-counts/due", response=DuesOut, **staff(C.VIEW_STOCK))
def list_due(request: StaffRequest) -> HttpResponse:
    """What should be counted, by the class of variants and the store's rhythm."""
    due = queries.counts_due(store_of(request).id, now=moment())
    return reply(DuesOut(items=[DueOut.model_validate(one) for one in due]))


@router.get("/stock-counts/accuracy", response=AccuraciesOut, **staff(C.VIEW_STOCK))
def list_accuracy(request: StaffRequest) -> HttpResponse:
    """How right the books were in each month of the last year."""
    now = moment()
    found = queries.accuracy_by_month(store_of(request).id, since=now - A_YEAR, until=now)
    return reply(AccuraciesOut(items=[AccuracyOut.model_validate(one) for one in found]))


@router.post(
    "/stock-counts",
    response={201: StockCountOut},
    **staff(
        C.ADJUST_STOCK,
        errors.NothingToCount,
        errors.CountedBefore,
        errors.BadLocation,
        errors.NoSuchLocation,
        errors.NoSuchLevel,
        key=True,
        versioned=True,
    ),
)
def start_count(request: StaffRequest, said: StockCountIn) -> HttpResponse:
    """Plan a count of a place."""

    def start() -> StockCountOut:
        made = operations.start_count(
            store_id=store_of(request).id,
            location_id=said.location_id,
            scope=CountScope(said.scope),
            class_=CountClass(said.class_code) if said.class_code else None,
            bin_id=said.bin_id,
            variant_ids=said.variant_ids,
            note=said.note,
            actor=request.auth.email,
            now=moment(),
        )
        return _out(request, made)

    return write_once(request, said, start, status=201)


@router.get(
    "/stock-counts/{count_id}",
    response=StockCountOut,
    **staff(C.VIEW_STOCK, errors.NoSuchCount, versioned=True),
)
def get_count(request: StaffRequest, count_id: UUID) -> HttpResponse:
    """One count with its lines; what is expected is null until everything is counted."""
    found = _out(request, count_id)
    return reply(found, version=found.version)


@router.post(
    "/stock-counts/{count_id}/counted",
    response=StockCountOut,
    **staff(
        C.ADJUST_STOCK,
        *STEP,
        errors.NotInCount,
        errors.BadQuantity,
        errors.LotMissing,
        errors.CountedBefore,
        errors.NoSuchLevel,
        key=True,
    ),
)
def record_count(request: StaffRequest, count_id: UUID, said: CountedIn) -> HttpResponse:
    """Somebody counted a line; `again` says that somebody else has to count it, too."""
    who = {"actor": request.auth.email, "now": moment()}
    what = {"variant_id": said.variant_id, "lot": said.lot, "counted": said.counted}
    return _do(request, count_id, said, partial(operations.record_count, **who, **what))


@router.post(
    "/stock-counts/{count_id}/lines",
    response=StockCountOut,
    **staff(
        C.ADJUST_STOCK,
        *STEP,
        errors.NoSuchLevel,
        errors.LotMissing,
        errors.LotUnwanted,
        key=True,
    ),
)
def add_count_line(request: StaffRequest, count_id: UUID, said: CountLineIn) -> HttpResponse:
    """Something lies there that is not among the lines."""
    return _do(request, count_id, said, partial(operations.add_count_line, **said.model_dump()))


@router.post(
    "/stock-counts/{count_id}/assign",
    response=StockCountOut,
    **staff(C.ADJUST_STOCK, *STEP, key=True),
)
def assign_lines(request: StaffRequest, count_id: UUID, said: AssignIn) -> HttpResponse:
    """Give lines to somebody to count, or to nobody."""
    assign = partial(operations.assign_lines, line_nos=said.lines, email=said.email)
    return _do(request, count_id, said, assign)


@router.post(
    "/stock-counts/{count_id}/finish",
    response=StockCountOut,
    **staff(C.ADJUST_STOCK, *MOVE, errors.NotCountedYet, key=True, if_match="optional"),
)
def finish_count(request: StaffRequest, count_id: UUID, said: FinishIn) -> HttpResponse:
    """Everything is counted: the differences can be looked at."""
    seen = seen_number_if_any(request)
    finish = partial(operations.finish_count, leave_out=said.leave_out, expected_version=seen)
    return _do(request, count_id, said, finish)


@router.post(
    "/stock-counts/{count_id}/send-back",
    response=StockCountOut,
    **staff(C.ADJUST_STOCK, *MOVE, errors.NotInCount, key=True, if_match="optional"),
)
def send_back(request: StaffRequest, count_id: UUID, said: LinesIn) -> HttpResponse:
    """Have some lines counted once more, by somebody else."""
    seen = seen_number_if_any(request)
    back = partial(operations.send_back, line_nos=said.lines, expected_version=seen)
    return _do(request, count_id, said, back)


@router.post(
    "/stock-counts/{count_id}/approve",
    response=StockCountOut,
    **staff(
        C.ADJUST_STOCK,
        *MOVE,
        errors.NeedsApproval,
        errors.OutOfStock,
        errors.PromisedAway,
        errors.NoSuchLot,
        errors.NoSuchLevel,
        key=True,
        if_match="optional",
    ),
)
def approve_count(request: StaffRequest, count_id: UUID) -> HttpResponse:
    """Change on-hand by the differences. Great ones need stock:approve, and somebody else."""
    approve = partial(
        operations.approve_count,
        actor=request.auth.email,
        now=moment(),
        may_approve=C.APPROVE_STOCK in request.auth.actor.capabilities,
        expected_version=seen_number_if_any(request),
    )
    return _do(request, count_id, None, approve)


@router.post(
    "/stock-counts/{count_id}/cancel",
    response=StockCountOut,
    **staff(C.ADJUST_STOCK, *MOVE, key=True, if_match="optional"),
)
def cancel_count(request: StaffRequest, count_id: UUID) -> HttpResponse:
    """Give a count up; stock stays as it is."""
    seen = seen_number_if_any(request)
    cancel = partial(operations.cancel_count, now=moment(), expected_version=seen)
    return _do(request, count_id, None, cancel)


def _do(request: StaffRequest, count_id: UUID, said: In | None, operation: Any) -> HttpResponse:
    """Work on a count, once per key."""

    def work() -> StockCountOut:
        operation(store_id=store_of(request).id, count_id=count_id)
        return _out(request, count_id)

    return write_once(request, said, work)


def _out(request: StaffRequest, count_id: UUID) -> StockCountOut:
    return StockCountOut.model_validate(queries.count_by_id(store_of(request).id, count_id))
