"""The steps of a purchase order: approved, sent, expected, closed, cancelled."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from balcao.domains.purchasing import errors, operations
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import seen_number_if_any
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import In
from balcao.entrypoints.api.v1.purchasing import STEP, mine
from balcao.entrypoints.api.v1.purchasing_shapes import (
    ApproveIn,
    ExpectIn,
    PurchaseOrderOut,
    ReasonIn,
    SendIn,
    TextIn,
)

router = Router()
C = Capability


@router.post(
    "/purchase-orders/{purchase_id}/approve",
    response=PurchaseOrderOut,
    **staff(
        C.APPROVE_PURCHASES,
        *STEP,
        errors.SupplierInactive,
        errors.BadExchangeRate,
        errors.SomebodyElseMustApprove,
        errors.BelowSupplierMinimum,
        key=True,
        if_match="optional",
    ),
)
def approve_purchase_order(
    request: StaffRequest, purchase_id: UUID, said: ApproveIn
) -> HttpResponse:
    """Agree to a draft: rate and tolerance are fixed, its units are expected."""
    return _step(request, purchase_id, said, operations.approve_purchase, **said.__dict__)


@router.post(
    "/purchase-orders/{purchase_id}/reopen",
    response=PurchaseOrderOut,
    **staff(C.APPROVE_PURCHASES, *STEP, key=True, if_match="optional"),
)
def reopen_purchase_order(request: StaffRequest, purchase_id: UUID) -> HttpResponse:
    """Take the approval back, so that the order can be changed."""
    return _step(request, purchase_id, None, operations.reopen_purchase)


@router.post(
    "/purchase-orders/{purchase_id}/send",
    response=PurchaseOrderOut,
    **staff(
        C.EDIT_PURCHASES,
        *STEP,
        errors.NoMailForSupplier,
        errors.BadPurchaseOrder,
        key=True,
        if_match="optional",
    ),
)
def send_purchase_order(request: StaffRequest, purchase_id: UUID, said: SendIn) -> HttpResponse:
    """Send it to the supplier, or send it again; or say that somebody has told them."""
    return _step(request, purchase_id, said, operations.send_purchase, channel=said.channel)


@router.post(
    "/purchase-orders/{purchase_id}/expect",
    response=PurchaseOrderOut,
    **staff(C.EDIT_PURCHASES, *STEP, errors.BadPurchaseOrder, key=True, if_match="optional"),
)
def expect_purchase_order(request: StaffRequest, purchase_id: UUID, said: ExpectIn) -> HttpResponse:
    """The supplier named another day."""
    confirm = operations.confirm_expected
    return _step(request, purchase_id, said, confirm, expected_at=said.expected_at)


@router.post(
    "/purchase-orders/{purchase_id}/close",
    response=PurchaseOrderOut,
    **staff(C.EDIT_PURCHASES, *STEP, key=True, if_match="optional"),
)
def close_purchase_order(request: StaffRequest, purchase_id: UUID, said: ReasonIn) -> HttpResponse:
    """Close it short: what has not come is not waited for any more."""
    return _step(request, purchase_id, said, operations.close_purchase, reason=said.reason)


@router.post(
    "/purchase-orders/{purchase_id}/cancel",
    response=PurchaseOrderOut,
    **staff(C.EDIT_PURCHASES, *STEP, errors.AlreadyReceiving, key=True, if_match="optional"),
)
def cancel_purchase_order(request: StaffRequest, purchase_id: UUID, said: ReasonIn) -> HttpResponse:
    """Cancel an order of which nothing has come in."""
    return _step(request, purchase_id, said, operations.cancel_purchase, reason=said.reason)


@router.post(
    "/purchase-orders/{purchase_id}/notes",
    response={201: PurchaseOrderOut},
    **staff(
        C.EDIT_PURCHASES,
        errors.NoSuchPurchaseOrder,
        errors.BadPurchaseOrder,
        key=True,
        versioned=True,
    ),
)
def note_on_purchase_order(request: StaffRequest, purchase_id: UUID, said: TextIn) -> HttpResponse:
    """Write a note that the team sees."""
    mine(request, purchase_id)

    def write() -> PurchaseOrderOut:
        operations.note_on_purchase(
            order_id=purchase_id, text=said.text, by=request.auth.email, now=moment()
        )
        return PurchaseOrderOut.model_validate(mine(request, purchase_id))

    return write_once(request, said, write, status=201)


def _step(
    request: StaffRequest, purchase_id: UUID, said: In | None, operation: Any, **more: Any
) -> HttpResponse:
    """Take an order one step further, once per key."""
    mine(request, purchase_id)

    def step() -> PurchaseOrderOut:
        operation(
            order_id=purchase_id,
            by=request.auth.email,
            now=moment(),
            expected_version=seen_number_if_any(request),
            **more,
        )
        return PurchaseOrderOut.model_validate(mine(request, purchase_id))

    return write_once(request, said, step)
