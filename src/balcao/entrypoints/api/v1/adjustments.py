"""Adjustments: changes to stock with a reason; great ones wait for somebody else."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import sku_of
from balcao.domains.inventory import errors, operations, queries
from balcao.domains.inventory.values import AdjustmentState, Wish
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import Cursor, Limit
from balcao.entrypoints.api.v1.moving_shapes import (
    AdjustmentIn,
    AdjustmentOut,
    AdjustmentsOut,
    DecisionIn,
)

router = Router()
C = Capability
State = Literal["waiting", "posted", "rejected"]
GOODS = (
    errors.OutOfStock,
    errors.PromisedAway,
    errors.BadQuantity,
    errors.LotMissing,
    errors.LotUnwanted,
    errors.LotDiffers,
    errors.NoSuchLot,
    errors.NoSuchLevel,
)
DECIDE = (errors.NoSuchAdjustment, errors.AdjustmentDecided)


@router.get("/adjustments", response=AdjustmentsOut, **staff(C.VIEW_STOCK))
def list_adjustments(
    request: StaffRequest,
    state: Annotated[State | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Adjustments, latest first."""
    which = AdjustmentState(state) if state else None
    page = queries.adjustments_page(store_of(request).id, state=which, cursor=cursor, limit=limit)
    return paged(request, page, AdjustmentOut.model_validate)


@router.get(
    "/adjustments/{adjustment_id}",
    response=AdjustmentOut,
    **staff(C.VIEW_STOCK, errors.NoSuchAdjustment),
)
def get_adjustment(request: StaffRequest, adjustment_id: UUID) -> HttpResponse:
    """One adjustment."""
    return reply(_out(request, adjustment_id))


@router.post(
    "/adjustments",
    response={201: AdjustmentOut},
    **staff(
        C.ADJUST_STOCK,
        *GOODS,
        NoSuchVariant,
        errors.NoSuchLocation,
        errors.BadAdjustment,
        errors.BadValue,
        errors.BadLocation,
        key=True,
    ),
)
def adjust_stock(request: StaffRequest, said: AdjustmentIn) -> HttpResponse:
    """Change stock for a reason; `state` says whether it is done or waits for somebody else."""
    store_id = store_of(request).id

    def adjust() -> AdjustmentOut:
        who = {"actor": request.auth.email, "now": moment()}
        done = operations.adjust_stock(store_id=store_id, wish=_wish(store_id, said), **who)
        return AdjustmentOut.model_validate(done)

    return write_once(request, said, adjust, status=201)


def _wish(store_id: int, said: AdjustmentIn) -> Wish:
    sku_of(said.variant_id)
    quantity, damaged = queries.signed_units(said.why, said.quantity, said.damaged)
    return Wish(
        location_id=said.location_id or queries.default_location(store_id).id,
        variant_id=said.variant_id,
        reason=said.why,
        quantity=quantity,
        damaged=damaged,
        lots=tuple(lot.units() for lot in said.lots),
        value=said.value.money() if said.value else None,
        document=said.document,
        note=said.note,
    )


@router.post(
    "/adjustments/{adjustment_id}/approve",
    response=AdjustmentOut,
    **staff(C.APPROVE_STOCK, *DECIDE, *GOODS, errors.NeedsApproval, key=True),
)
def approve_adjustment(
    request: StaffRequest, adjustment_id: UUID, said: DecisionIn
) -> HttpResponse:
    """Bring what somebody else asked for into the books."""
    return _decide(request, adjustment_id, said, operations.approve_adjustment)


@router.post(
    "/adjustments/{adjustment_id}/reject",
    response=AdjustmentOut,
    **staff(C.APPROVE_STOCK, *DECIDE, key=True),
)
def reject_adjustment(request: StaffRequest, adjustment_id: UUID, said: DecisionIn) -> HttpResponse:
    """Leave stock as it is."""
    return _decide(request, adjustment_id, said, operations.reject_adjustment)


@router.post(
    "/adjustments/{adjustment_id}/withdraw",
    response=AdjustmentOut,
    **staff(C.ADJUST_STOCK, *DECIDE, errors.NeedsApproval, key=True),
)
def withdraw_adjustment(
    request: StaffRequest, adjustment_id: UUID, said: DecisionIn
) -> HttpResponse:
    """Take back what oneself has asked for."""
    return _decide(request, adjustment_id, said, operations.withdraw_adjustment)


def _decide(
    request: StaffRequest, adjustment_id: UUID, said: DecisionIn, operation: Any
) -> HttpResponse:
    def decide() -> AdjustmentOut:
        operation(
            store_id=store_of(request).id,
            adjustment_id=adjustment_id,
            actor=request.auth.email,
            now=moment(),
            answer=said.answer,
        )
        return _out(request, adjustment_id)

    return write_once(request, said, decide)


def _out(request: StaffRequest, adjustment_id: UUID) -> AdjustmentOut:
    found = queries.adjustment_by_id(store_of(request).id, adjustment_id)
    return AdjustmentOut.model_validate(found)
