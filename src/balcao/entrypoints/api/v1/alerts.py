"""What somebody should look at."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Path, Query, Router
from pydantic import AwareDatetime

from balcao.domains.replenishment import errors, operations, queries
from balcao.domains.replenishment.values import AlertInfo, AlertKind
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.shapes import MOST_ID, Cursor, In, Limit, Moment, MoneyOut, Out, Paged
from balcao.plumbing.audit import acting

router = Router()
AlertId = Annotated[int, Path(ge=1, le=MOST_ID)]


class AlertOut(Out):
    """One open alert; `location_id` is null where the whole store is meant."""

    id: int
    kind: AlertKind
    variant_id: UUID
    product_id: UUID
    sku: str
    title: str
    location_id: int | None
    location: str
    lot: str
    at_stake: MoneyOut
    facts: dict[str, Any]
    opened_at: Moment
    snoozed_until: Moment | None
    waiting: int


class AlertsOut(Paged):
    """A page of alerts, those with most at stake first."""

    items: list[AlertOut]


class CountOut(Out):
    """How many alerts are open."""

    open: int


class SnoozeIn(In):
    """Until when an alert is not shown."""

    until: AwareDatetime


@router.get("/stock/alerts", response=AlertsOut, **staff(Capability.VIEW_STOCK))
def list_alerts(
    request: StaffRequest,
    kind: AlertKind | None = None,
    location_id: Annotated[int | None, Query(ge=1, le=MOST_ID)] = None,
    state: Literal["open", "snoozed"] = "open",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Open alerts, those with most at stake first; or those that are put off."""
    page = queries.alerts_page(
        store_of(request).id,
        now=moment(),
        kind=kind,
        location_id=location_id,
        snoozed=state == "snoozed",
        cursor=cursor,
        limit=limit,
    )
    return paged(request, page, _shape)


@router.post("/stock/alerts/refresh", response=CountOut, **staff(Capability.ADJUST_STOCK))
def refresh_alerts(request: StaffRequest) -> HttpResponse:
    """Look at everything now. Safe to repeat."""
    with acting(request.auth.email, source="api"):
        many = operations.refresh_alerts(store_id=store_of(request).id, now=moment())
    return reply(CountOut(open=many))


@router.post(
    "/stock/alerts/{alert_id}/snooze",
    response={204: None},
    **staff(Capability.ADJUST_STOCK, errors.NoSuchAlert, errors.BadSnooze),
)
def snooze_alert(request: StaffRequest, alert_id: AlertId, said: SnoozeIn) -> HttpResponse:
    """Put an alert off until a moment within a year. Safe to repeat."""
    with acting(request.auth.email, source="api"):
        operations.snooze_alert(
            store_id=store_of(request).id, alert_id=alert_id, until=said.until, now=moment()
        )
    return HttpResponse(status=204)


def _shape(alert: AlertInfo) -> AlertOut:
    return AlertOut.model_validate(alert)
