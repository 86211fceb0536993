"""Goods that go back to suppliers, and the credit for them."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from balcao.domains.inventory.errors import NoSuchLevel, NoSuchLocation, OutOfStock, PromisedAway
from balcao.domains.inventory.queries import default_location
from balcao.domains.purchasing import errors, operations, queries
from balcao.domains.purchasing.values.returns import SupplierReturnView
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply, seen_number_if_any
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import Cursor, In, Limit
from balcao.entrypoints.api.v1.return_shapes import (
    CreditIn,
    NewReturnIn,
    ReturnRowOut,
    ReturnsOut,
    SupplierReturnOut,
)

router = Router()
C = Capability
State = Literal["draft", "approved", "sent", "credited", "cancelled"]
STEP = (errors.NoSuchSupplierReturn, errors.SupplierReturnChanged, errors.WrongReturnState)


@router.get("/supplier-returns", response=ReturnsOut, **staff(C.VIEW_PURCHASES))
def list_supplier_returns(
    request: StaffRequest,
    state: Annotated[tuple[State, ...], Query(description="Repeat it for several.")] = (),
    supplier_id: Annotated[UUID | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Returns to suppliers, latest first."""
    page = queries.returns_page(
        store_of(request).id, states=state, supplier_id=supplier_id, cursor=cursor, limit=limit
    )
    return paged(request, page, ReturnRowOut.model_validate)


@router.post(
    "/supplier-returns",
    response={201: SupplierReturnOut},
    **staff(
        C.EDIT_PURCHASES,
        errors.NoSuchSupplier,
        errors.BadSupplierReturn,
        NoSuchLocation,
        key=True,
        versioned=True,
    ),
)
def draft_supplier_return(request: StaffRequest, said: NewReturnIn) -> HttpResponse:
    """Write down what should go back and why."""
    store_id = store_of(request).id

    def write() -> SupplierReturnOut:
        made = operations.draft_return(
            store_id=store_id,
            supplier_id=said.supplier_id,
            location_id=said.location_id or default_location(store_id).id,
            lines=[line.line() for line in said.lines],
            reason=said.reason,
            author=request.auth.email,
            now=moment(),
        )
        return SupplierReturnOut.model_validate(queries.return_by_id(made))

    return write_once(request, said, write, status=201)


@router.get(
    "/supplier-returns/{return_id}",
    response=SupplierReturnOut,
    **staff(C.VIEW_PURCHASES, errors.NoSuchSupplierReturn, versioned=True),
)
def get_supplier_return(request: StaffRequest, return_id: UUID) -> HttpResponse:
    """One return with its lines and timeline."""
    found = _mine(request, return_id)
    return reply(SupplierReturnOut.model_validate(found), version=found.version)


@router.post(
    "/supplier-returns/{return_id}/approve",
    response=SupplierReturnOut,
    **staff(C.APPROVE_PURCHASES, *STEP, key=True, if_match="optional"),
)
def approve_supplier_return(request: StaffRequest, return_id: UUID) -> HttpResponse:
    """Agree that it goes back."""
    return _step(request, return_id, None, operations.approve_return)


@router.post(
    "/supplier-returns/{return_id}/send",
    response=SupplierReturnOut,
    **staff(
        C.ADJUST_STOCK,
        *STEP,
        OutOfStock,
        PromisedAway,
        NoSuchLevel,
        NoSuchLocation,
        key=True,
        if_match="optional",
    ),
)
def send_supplier_return(request: StaffRequest, return_id: UUID) -> HttpResponse:
    """The goods have left: they are out of the stock."""
    return _step(request, return_id, None, operations.send_return)


@router.post(
    "/supplier-returns/{return_id}/credit",
    response=SupplierReturnOut,
    **staff(C.EDIT_PURCHASES, *STEP, errors.BadSupplierReturn, key=True, if_match="optional"),
)
def credit_supplier_return(request: StaffRequest, return_id: UUID, said: CreditIn) -> HttpResponse:
    """The supplier has credited it, with as much as it did."""
    credit = {"amount": said.amount.money(), "credit_note": said.credit_note}
    return _step(request, return_id, said, operations.credit_return, **credit)


@router.post(
    "/supplier-returns/{return_id}/cancel",
    response=SupplierReturnOut,
    **staff(C.EDIT_PURCHASES, *STEP, key=True, if_match="optional"),
)
def cancel_supplier_return(request: StaffRequest, return_id: UUID) -> HttpResponse:
    """Keep the goods."""
    return _step(request, return_id, None, operations.cancel_return)


def _step(
    request: StaffRequest, return_id: UUID, said: In | None, operation: Any, **more: Any
) -> HttpResponse:
    """Take a return one step further, once per key."""
    _mine(request, return_id)

    def step() -> SupplierReturnOut:
        operation(
            return_id=return_id,
            by=request.auth.email,
            now=moment(),
            expected_version=seen_number_if_any(request),
            **more,
        )
        return SupplierReturnOut.model_validate(_mine(request, return_id))

    return write_once(request, said, step)


def _mine(request: StaffRequest, return_id: UUID) -> SupplierReturnView:
    """The return, if it belongs to the shop of this address.

    :raises NoSuchSupplierReturn: it does not, or there is none.
    """
    found = queries.return_by_id(return_id)
    if found.store_id != store_of(request).id:
        raise errors.NoSuchSupplierReturn(id=str(return_id))
    return found
