"""Prices that change at a moment, or many by a rule."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import BaseModel

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.pricing import errors, operations, queries
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.pricing.values.changes import RepricedPrice, RepricingInfo
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.v1 import reprice_shapes as shapes
from balcao.entrypoints.jobs.repricing import apply_or_queue
from balcao.kernel.money import Money
from balcao.plumbing.audit import acting

router = Router()
C = Capability
NO_REPRICING = errors.NoSuchRepricing


@router.get("/scheduled-prices", response=shapes.SchedulesOut, **staff(C.VIEW_CATALOG))
def list_scheduled_prices(request: StaffRequest) -> HttpResponse:
    """Scheduled prices: those that wait, the next first, then the others; at most 200."""
    return _schedules(request)


@router.post(
    "/scheduled-prices",
    response={201: shapes.SchedulesOut},
    **staff(C.EDIT_PRICES, errors.BadSchedule, errors.BadPrice, NoSuchVariant, key=True),
)
def schedule_price(request: StaffRequest, said: shapes.ScheduleIn) -> HttpResponse:
    """Have a base price set at a moment; the cost stays. Answers all that wait."""

    def make() -> shapes.SchedulesOut:
        store, compare_at = store_of(request), said.compare_at_minor
        price = VariantPrice(
            said.variant_id,
            Money(said.amount_minor, store.currency),
            None if compare_at is None else Money(compare_at, store.currency),
        )
        operations.schedule_price(
            store_id=store.id,
            price=price,
            due_at=said.due_at,
            actor=request.auth.email,
            now=moment(),
        )
        waiting = queries.schedules_of(store.id, only_waiting=True)
        return _schedules_shape(waiting)

    return write_once(request, said, make, status=201)


@router.post(
    "/scheduled-prices/by-rule",
    response={201: shapes.ScheduledOut},
    **staff(
        C.EDIT_PRICES,
        errors.BadSchedule,
        errors.BadRepricing,
        errors.BadRounding,
        errors.MarginTooLow,
        key=True,
    ),
)
def schedule_prices_by_rule(request: StaffRequest, said: shapes.ScheduleByRuleIn) -> HttpResponse:
    """Have many base prices set at a moment, as a rule works them out now."""

    def make() -> shapes.ScheduledOut:
        store = store_of(request)
        made = operations.schedule_by_rule(
            store_id=store.id,
            currency=store.currency,
            rule=said.rule.rule(),
            due_at=said.due_at,
            actor=request.auth.email,
            now=moment(),
        )
        return shapes.ScheduledOut(scheduled=made)

    return write_once(request, said, make, status=201)


@router.post(
    "/scheduled-prices/{schedule_id}/cancel",
    response=shapes.SchedulesOut,
    **staff(C.EDIT_PRICES, errors.NoSuchSchedule, errors.ScheduleOver),
)
def cancel_scheduled_price(request: StaffRequest, schedule_id: UUID) -> HttpResponse:
    """Take a scheduled price back before it is set. Safe to repeat."""
    with acting(request.auth.email, source="api"):
        operations.cancel_schedule(
            store_id=store_of(request).id, schedule_id=schedule_id, now=moment()
        )
    return _schedules(request)


@router.get("/repricings", response=shapes.RepricingsOut, **staff(C.VIEW_CATALOG))
def list_repricings(request: StaffRequest) -> HttpResponse:
    """The latest repricings; their outcomes are told one by one."""
    found = queries.repricings_of(store_of(request).id)
    return reply(shapes.RepricingsOut(items=[_shape(one) for one in found]))


@router.post(
    "/repricings",
    response={201: shapes.RepricingOut},
    **staff(C.EDIT_PRICES, errors.BadRepricing, errors.BadRounding, errors.MarginTooLow, key=True),
)
def plan_repricing(request: StaffRequest, said: shapes.RepriceIn) -> HttpResponse:
    """Work out what a rule would do; nothing changes until it is applied."""

    def make() -> shapes.RepricingOut:
        store = store_of(request)
        made = operations.plan_repricing(
            store_id=store.id,
            currency=store.currency,
            rule=said.rule(),
            actor=request.auth.email,
            now=moment(),
        )
        return _shape(queries.repricing_by_id(store.id, made))

    return write_once(request, said, make, status=201)


@router.get(
    "/repricings/{repricing_id}",
    response=shapes.RepricingOut,
    **staff(C.VIEW_CATALOG, NO_REPRICING),
)
def get_repricing(request: StaffRequest, repricing_id: UUID) -> HttpResponse:
    """One repricing and how far it is."""
    return reply(_shape(queries.repricing_by_id(store_of(request).id, repricing_id)))


@router.get(
    "/repricings/{repricing_id}/rows",
    response=shapes.RepricedRowsOut,
    **staff(C.VIEW_CATALOG, NO_REPRICING),
)
def list_repriced_rows(
    request: StaffRequest,
    repricing_id: UUID,
    outcome: Annotated[str, Query(max_length=8, pattern=r"^[a-z]*$")] = "",
    after: UUID | None = None,
) -> HttpResponse:
    """Up to 1,000 rows, old and new; send the last variant as `after` for those behind it."""
    queries.repricing_by_id(store_of(request).id, repricing_id)
    rows = queries.repriced_rows(repricing_id, outcome=outcome, after=after, limit=1000)
    return reply(shapes.RepricedRowsOut(items=[_row(row) for row in rows]))


@router.post(
    "/repricings/{repricing_id}/apply",
    response={200: shapes.RepricingOut, 202: shapes.RepricingOut},
    **staff(C.EDIT_PRICES, NO_REPRICING, errors.RepricingState, key=True),
)
def apply_repricing(request: StaffRequest, repricing_id: UUID) -> HttpResponse:
    """Set the planned prices; a price somebody changed since is left alone.

    Up to 2,000 are set at once (200); more are a job (202): ask for the repricing to see how far.
    """

    def apply() -> shapes.RepricingOut:
        done = apply_or_queue(
            store_id=store_of(request).id,
            repricing_id=repricing_id,
            actor=request.auth.email,
            now=moment(),
        )
        return _shape(done)

    return write_once(request, None, apply, status=_status)


@router.post(
    "/repricings/{repricing_id}/undo",
    response=shapes.RepricingOut,
    **staff(C.EDIT_PRICES, NO_REPRICING, errors.RepricingState),
)
def undo_repricing(request: StaffRequest, repricing_id: UUID) -> HttpResponse:
    """Put the old prices back wherever nobody changed the price since."""
    with acting(request.auth.email, source="api"):
        operations.undo_repricing(
            store_id=store_of(request).id, repricing_id=repricing_id, now=moment()
        )
    return get_repricing(request, repricing_id)


def _status(done: BaseModel) -> int:
    return 200 if getattr(done, "status", "") == "applied" else 202


def _shape(found: RepricingInfo) -> shapes.RepricingOut:
    told = {name: getattr(found, name) for name in RepricingInfo.__dataclass_fields__}
    return shapes.RepricingOut.model_validate({**told, "outcomes": dict(found.outcomes)})


def _row(row: RepricedPrice) -> shapes.RepricedOut:
    return shapes.RepricedOut(**asdict(row), margin_ppm=row.margins_ppm[1])


def _schedules(request: StaffRequest) -> HttpResponse:
    return reply(_schedules_shape(queries.schedules_of(store_of(request).id)))


def _schedules_shape(found: tuple[object, ...]) -> shapes.SchedulesOut:
    return shapes.SchedulesOut(items=[shapes.ScheduleOut.model_validate(one) for one in found])
