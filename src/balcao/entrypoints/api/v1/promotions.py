"""Promotions: what makes a purchase cheaper, and how often it did."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from balcao.domains.promotions import errors, operations, queries
from balcao.domains.promotions.values import PromotionState
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply, seen_number, seen_number_if_any
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import Cursor, Limit, Search
from balcao.entrypoints.api.v1.promotion_shapes import (
    PromotionIn,
    PromotionOut,
    PromotionsOut,
    UseOut,
    UsesOut,
)
from balcao.plumbing.audit import acting

router = Router()
C = Capability
State = Literal["draft", "active", "paused", "ended"]
SAID = (errors.BadPromotion, errors.BadRule)
STEP = (errors.NoSuchPromotion, errors.PromotionChanged, errors.WrongPromotionState)


@router.get("/promotions", response=PromotionsOut, **staff(C.VIEW_PROMOTIONS))
def list_promotions(
    request: StaffRequest,
    state: Annotated[tuple[State, ...], Query(description="Repeat it for several.")] = (),
    text: Search = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Promotions, latest first, with what was used of their limits."""
    page = queries.promotions_page(
        store_of(request).id,
        states=[PromotionState(one) for one in state],
        search=text,
        cursor=cursor,
        limit=limit,
    )
    return paged(request, page, PromotionOut.model_validate)


@router.post(
    "/promotions",
    response={201: PromotionOut},
    **staff(C.EDIT_PROMOTIONS, *SAID, key=True, versioned=True),
)
def create_promotion(request: StaffRequest, said: PromotionIn) -> HttpResponse:
    """Write down a promotion as a draft; it applies to nothing before it is activated."""

    def create() -> PromotionOut:
        made = operations.create_promotion(
            store_id=store_of(request).id, draft=said.draft(), now=moment()
        )
        return _out(request, made)

    return write_once(request, said, create, status=201)


@router.get(
    "/promotions/{promotion_id}",
    response=PromotionOut,
    **staff(C.VIEW_PROMOTIONS, errors.NoSuchPromotion, versioned=True),
)
def get_promotion(request: StaffRequest, promotion_id: UUID) -> HttpResponse:
    """One promotion."""
    found = _out(request, promotion_id)
    return reply(found, version=found.version)


@router.put(
    "/promotions/{promotion_id}",
    response=PromotionOut,
    **staff(C.EDIT_PROMOTIONS, *STEP, *SAID, errors.LimitBelowUses, if_match="required"),
)
def change_promotion(request: StaffRequest, promotion_id: UUID, said: PromotionIn) -> HttpResponse:
    """Replace what a promotion says; one that is active is changed from the next cart on."""
    with acting(request.auth.email, source="api"):
        operations.change_promotion(
            store_id=store_of(request).id,
            promotion_id=promotion_id,
            draft=said.draft(),
            now=moment(),
            expected_version=seen_number(request),
        )
    found = _out(request, promotion_id)
    return reply(found, version=found.version)


@router.post(
    "/promotions/{promotion_id}/activate",
    response=PromotionOut,
    **staff(C.EDIT_PROMOTIONS, *STEP, *SAID, key=True, if_match="optional"),
)
def activate_promotion(request: StaffRequest, promotion_id: UUID) -> HttpResponse:
    """Switch a promotion on; it applies within its period."""
    return _step(request, promotion_id, operations.activate_promotion)


@router.post(
    "/promotions/{promotion_id}/pause",
    response=PromotionOut,
    **staff(C.EDIT_PROMOTIONS, *STEP, key=True, if_match="optional"),
)
def pause_promotion(request: StaffRequest, promotion_id: UUID) -> HttpResponse:
    """Switch a promotion off for a while."""
    return _step(request, promotion_id, operations.pause_promotion)


@router.post(
    "/promotions/{promotion_id}/end",
    response=PromotionOut,
    **staff(C.EDIT_PROMOTIONS, *STEP, key=True, if_match="optional"),
)
def end_promotion(request: StaffRequest, promotion_id: UUID) -> HttpResponse:
    """Switch a promotion off for good; what it gave stays given."""
    return _step(request, promotion_id, operations.end_promotion)


@router.get(
    "/promotions/{promotion_id}/uses",
    response=UsesOut,
    **staff(C.VIEW_PROMOTIONS, errors.NoSuchPromotion),
)
def list_uses(
    request: StaffRequest, promotion_id: UUID, cursor: Cursor = None, limit: Limit = 50
) -> HttpResponse:
    """Orders that used a promotion, latest first; those given back are among them."""
    store = store_of(request)
    queries.promotion_by_id(store.id, promotion_id)
    page = queries.uses_page(store.id, promotion_id, cursor=cursor, limit=limit)
    return paged(request, page, UseOut.model_validate)


def _step(request: StaffRequest, promotion_id: UUID, operation: Any) -> HttpResponse:
    """Take a promotion one step further, once per key."""

    def step() -> PromotionOut:
        operation(
            store_id=store_of(request).id,
            promotion_id=promotion_id,
            now=moment(),
            expected_version=seen_number_if_any(request),
        )
        return _out(request, promotion_id)

    return write_once(request, None, step)


def _out(request: StaffRequest, promotion_id: UUID) -> PromotionOut:
    return PromotionOut.model_validate(queries.promotion_by_id(store_of(request).id, promotion_id))
