"""What should be bought, why, and the way from there to purchase orders."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from balcao.domains.inventory.errors import NoSuchLocation
from balcao.domains.inventory.queries import default_location
from balcao.domains.purchasing.errors import BadPurchaseOrder, SupplierInactive
from balcao.domains.replenishment import errors, operations, queries
from balcao.domains.replenishment.values import PlanInfo, PlanningInfo
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import MOST_ID, Cursor, In, Limit, Moment, MoneyOut, Out, Paged
from balcao.entrypoints.jobs.planning import queue_planning
from balcao.plumbing.audit import acting

router = Router()
Units = Annotated[int, Field(ge=1, le=10_000_000)]


class BuyingPlanOut(Out):
    """What should be bought of a variant. Demand is units a week, shares are percent."""

    variant_id: UUID
    product_id: UUID
    sku: str
    title: str
    value_class: str
    steadiness_class: str
    pattern: str
    method: str
    why: str
    weekly: list[int]
    expected: list[float]
    weekly_mean: float
    weekly_spread: float
    service_percent: int
    lead_days: float
    lead_spread_days: float
    safety_stock: int
    reorder_point: int
    order_up_to: int
    on_hand: int
    incoming: int
    promised: int
    suggested: int
    supplier_id: UUID | None
    supplier_name: str
    cost: MoneyOut
    stockout_percent: float
    stockout: MoneyOut
    overstock_units: int
    overstock: MoneyOut
    cover_months: float | None
    ordered_as: str
    found_at: Moment


class PlansOut(Paged):
    """A page of plans, those with most money at risk first."""

    items: list[BuyingPlanOut]


class LookOut(Out):
    """Whether a look began now; one that is under way goes on."""

    began: bool


class PlanningRunOut(Out):
    """The look that was asked for last: how far it is, or what came of it."""

    asked_by: str
    asked_at: Moment
    done: int
    total: int
    ended_at: Moment | None
    problem: str


class PlanningRunsOut(Out):
    """The latest look; null before the first."""

    latest: PlanningRunOut | None


class SuggestedIn(In):
    """A variant that should be ordered; without a quantity, what is suggested."""

    variant_id: UUID
    quantity: Units | None = None


class OrderIn(In):
    """What should be ordered, and where it should go; without a place, to the first."""

    lines: list[SuggestedIn] = Field(min_length=1, max_length=500)
    location_id: int | None = Field(None, ge=1, le=MOST_ID)


class DraftOut(Out):
    """A draft that was written."""

    order_id: UUID
    number: str
    supplier_name: str
    lines: int


class DraftsOut(Out):
    """One draft for each supplier."""

    items: list[DraftOut]


class RulesIn(In):
    """How the store plans; what is left out stays as it is."""

    service_a_percent: int | None = None
    service_b_percent: int | None = None
    service_c_percent: int | None = None
    review_days: int | None = None
    cover_days: int | None = None
    history_weeks: int | None = None


class RulesOut(Out):
    """How the store plans: service levels in percent by class of value."""

    service_a_percent: int
    service_b_percent: int
    service_c_percent: int
    review_days: int
    cover_days: int
    history_weeks: int


@router.get("/replenishment/plans", response=PlansOut, **staff(Capability.VIEW_PURCHASES))
def list_plans(
    request: StaffRequest,
    show: Literal["buy", "overstock", "all"] = "buy",
    value_class: Literal["", "A", "B", "C"] = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Plans: what should be bought, what there is too much of, or all."""
    page = queries.plans_page(
        store_of(request).id, show=show, value_class=value_class, cursor=cursor, limit=limit
    )
    return paged(request, page, _shape)


@router.get("/replenishment/runs", response=PlanningRunsOut, **staff(Capability.VIEW_PURCHASES))
def get_run(request: StaffRequest) -> HttpResponse:
    """How far the latest look at the whole store is."""
    run = queries.latest_run(store_of(request).id)
    return reply(PlanningRunsOut(latest=PlanningRunOut.model_validate(run) if run else None))


@router.post("/replenishment/runs", response={202: LookOut}, **staff(Capability.EDIT_PURCHASES))
def ask_for_look(request: StaffRequest) -> HttpResponse:
    """Ask for a look at the whole store. Safe to repeat."""
    began = queue_planning(store_of(request).id, request.auth.email)
    return reply(LookOut(began=began), status=202)


@router.post(
    "/replenishment/orders",
    response={201: DraftsOut},
    **staff(
        Capability.EDIT_PURCHASES,
        errors.NothingToOrder,
        BadPurchaseOrder,
        SupplierInactive,
        NoSuchLocation,
        key=True,
    ),
)
def order_suggested(request: StaffRequest, said: OrderIn) -> HttpResponse:
    """Write a draft for each supplier of what is suggested."""
    store_id = store_of(request).id

    def order() -> DraftsOut:
        made = operations.order_suggested(
            store_id=store_id,
            location_id=said.location_id or default_location(store_id).id,
            variant_ids=[line.variant_id for line in said.lines],
            author=request.auth.email,
            now=moment(),
            quantities={x.variant_id: x.quantity for x in said.lines if x.quantity},
        )
        return DraftsOut(items=[DraftOut.model_validate(one) for one in made])

    return write_once(request, said, order, status=201)


@router.get("/replenishment/rules", response=RulesOut, **staff(Capability.VIEW_PURCHASES))
def get_planning_rules(request: StaffRequest) -> HttpResponse:
    """How the store plans."""
    return _rules(queries.planning_rules(store_of(request).id))


@router.patch(
    "/replenishment/rules",
    response=RulesOut,
    **staff(Capability.MANAGE_STORE, errors.BadPolicy),
)
def save_planning_rules(request: StaffRequest, said: RulesIn) -> HttpResponse:
    """Change how the store plans. Safe to repeat."""
    changes = {key: value for key, value in said.model_dump().items() if value is not None}
    with acting(request.auth.email, source="api"):
        rules = operations.save_planning_rules(store_id=store_of(request).id, changes=changes)
    return _rules(rules)


def _rules(rules: PlanningInfo) -> HttpResponse:
    return reply(RulesOut.model_validate(rules))


def _shape(plan: PlanInfo) -> BuyingPlanOut:
    return BuyingPlanOut.model_validate(plan)
