"""Transfers: goods that change places."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from balcao.domains.inventory import errors, operations, queries
from balcao.domains.inventory.values import TransferState
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply, seen_number, seen_number_if_any
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import MOST_ID, Cursor, In, Limit
from balcao.entrypoints.api.v1.moving_shapes import (
    CloseIn,
    FindIn,
    TransferEditIn,
    TransferIn,
    TransferOut,
    TransferReceiptIn,
    TransfersOut,
)
from balcao.plumbing.audit import acting

router = Router()
C = Capability
State = Literal["draft", "sent", "partly_received", "closed", "cancelled"]
STEP = (errors.NoSuchTransfer, errors.TransferChanged, errors.WrongTransferState)
GOODS = (errors.OutOfStock, errors.PromisedAway, errors.NoSuchLot, errors.LotUnwanted)
LINES = (errors.BadTransfer, errors.BadQuantity, errors.NoSuchLevel)


@router.get("/transfers", response=TransfersOut, **staff(C.VIEW_STOCK))
def list_transfers(
    request: StaffRequest,
    state: Annotated[tuple[State, ...], Query(description="Repeat it for several.")] = (),
    location_id: Annotated[int | None, Query(ge=1, le=MOST_ID)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Transfers, latest first; from or to a place."""
    page = queries.transfers_page(
        store_of(request).id,
        states=[TransferState(one) for one in state],
        location_id=location_id,
        cursor=cursor,
        limit=limit,
    )
    return paged(request, page, TransferOut.model_validate)


@router.get(
    "/transfers/{transfer_id}",
    response=TransferOut,
    **staff(C.VIEW_STOCK, errors.NoSuchTransfer, versioned=True),
)
def get_transfer(request: StaffRequest, transfer_id: UUID) -> HttpResponse:
    """One transfer with its lines."""
    found = _out(request, transfer_id)
    return reply(found, version=found.version)


@router.post(
    "/transfers",
    response={201: TransferOut},
    **staff(C.ADJUST_STOCK, *LINES, errors.NoSuchLocation, key=True, versioned=True),
)
def draft_transfer(request: StaffRequest, said: TransferIn) -> HttpResponse:
    """Write down what should change places; nothing moves before it is sent."""

    def draft() -> TransferOut:
        made = operations.draft_transfer(
            store_id=store_of(request).id,
            from_location_id=said.from_location_id,
            to_location_id=said.to_location_id,
            lines=[line.wish() for line in said.lines],
            note=said.note,
            expected_at=said.expected_at,
            actor=request.auth.email,
            now=moment(),
        )
        return _out(request, made)

    return write_once(request, said, draft, status=201)


@router.put(
    "/transfers/{transfer_id}",
    response=TransferOut,
    **staff(C.ADJUST_STOCK, *STEP, *LINES, if_match="required"),
)
def change_transfer(request: StaffRequest, transfer_id: UUID, said: TransferEditIn) -> HttpResponse:
    """Replace what a draft holds."""
    with acting(request.auth.email, source="api"):
        operations.change_transfer(
            store_id=store_of(request).id,
            transfer_id=transfer_id,
            lines=[line.wish() for line in said.lines],
            note=said.note,
            expected_at=said.expected_at,
            expected_version=seen_number(request),
        )
    found = _out(request, transfer_id)
    return reply(found, version=found.version)


@router.post(
    "/transfers/{transfer_id}/send",
    response=TransferOut,
    **staff(C.ADJUST_STOCK, *STEP, *GOODS, errors.NoSuchLevel, key=True, if_match="optional"),
)
def send_transfer(request: StaffRequest, transfer_id: UUID) -> HttpResponse:
    """The goods leave: they are on the road, and expected at the other place."""
    return _step(request, transfer_id, None, operations.send_transfer)


@router.post(
    "/transfers/{transfer_id}/recall",
    response=TransferOut,
    **staff(C.ADJUST_STOCK, *STEP, key=True, if_match="optional"),
)
def recall_transfer(request: StaffRequest, transfer_id: UUID) -> HttpResponse:
    """Take back what was sent and not touched yet; it is a draft again."""
    return _step(request, transfer_id, None, operations.recall_transfer)


@router.post(
    "/transfers/{transfer_id}/cancel",
    response=TransferOut,
    **staff(C.ADJUST_STOCK, *STEP, errors.StillOnTheRoad, key=True, if_match="optional"),
)
def cancel_transfer(request: StaffRequest, transfer_id: UUID) -> HttpResponse:
    """Give up a draft."""

    def cancel(*, actor: str, **more: Any) -> None:
        del actor  # who cancels is in the trail
        operations.cancel_transfer(**more)

    return _step(request, transfer_id, None, cancel)


@router.post(
    "/transfers/{transfer_id}/receipts",
    response=TransferOut,
    **staff(
        C.ADJUST_STOCK,
        *STEP,
        errors.OverReceived,
        errors.BadQuantity,
        errors.BadTransfer,
        errors.NoSuchLot,
        key=True,
        if_match="optional",
    ),
)
def receive_transfer(
    request: StaffRequest, transfer_id: UUID, said: TransferReceiptIn
) -> HttpResponse:
    """Goods came in, some or all of them; it closes when nothing is open."""
    lines = [line.handed() for line in said.lines]
    return _step(
        request, transfer_id, said, operations.receive_transfer, lines=lines, note=said.note
    )


@router.post(
    "/transfers/{transfer_id}/close",
    response=TransferOut,
    **staff(C.ADJUST_STOCK, *STEP, errors.NeedsApproval, key=True, if_match="optional"),
)
def close_transfer(request: StaffRequest, transfer_id: UUID, said: CloseIn) -> HttpResponse:
    """Stop waiting: what is still open is lost."""
    may = C.APPROVE_STOCK in request.auth.actor.capabilities
    return _step(
        request, transfer_id, said, operations.close_transfer, may_approve=may, note=said.note
    )


@router.post(
    "/transfers/{transfer_id}/found",
    response=TransferOut,
    **staff(
        C.ADJUST_STOCK,
        errors.NoSuchTransfer,
        errors.WrongTransferState,
        errors.BadTransfer,
        errors.BadQuantity,
        errors.LotMissing,
        errors.LotUnwanted,
        errors.LotDiffers,
        key=True,
    ),
)
def find_lost(request: StaffRequest, transfer_id: UUID, said: FindIn) -> HttpResponse:
    """Units that were given up turned up, for what they had cost."""

    def find(*, expected_version: int | None, **more: Any) -> None:
        del expected_version
        operations.find_lost(**more)

    return _step(
        request,
        transfer_id,
        said,
        find,
        variant_id=said.variant_id,
        quantity=said.quantity,
        lots=tuple(lot.units() for lot in said.lots),
        note=said.note,
    )


def _step(
    request: StaffRequest, transfer_id: UUID, said: In | None, operation: Any, **more: Any
) -> HttpResponse:
    """Take a transfer one step further, once per key."""

    def step() -> TransferOut:
        operation(
            store_id=store_of(request).id,
            transfer_id=transfer_id,
            actor=request.auth.email,
            now=moment(),
            expected_version=seen_number_if_any(request),
            **more,
        )
        return _out(request, transfer_id)

    return write_once(request, said, step)


def _out(request: StaffRequest, transfer_id: UUID) -> TransferOut:
    return TransferOut.model_validate(queries.transfer_by_id(store_of(request).id, transfer_id))
