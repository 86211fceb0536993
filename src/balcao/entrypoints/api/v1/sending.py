"""When a store hands parcels over, which decides about the delivery dates it promises."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from balcao.domains.shipping.errors import BadSending
from balcao.domains.shipping.operations import save_sending_rules
from balcao.domains.shipping.queries import sending_rules
from balcao.domains.shipping.values import WEEK, SendingRules
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import store_of
from balcao.entrypoints.api.shapes import In, Out
from balcao.plumbing.audit import acting

router = Router()
Weekday = Annotated[int, Field(ge=1, le=7)]


class SendingRulesIn(In):
    """When parcels are handed over; no dates are promised unless `is_on`."""

    is_on: bool
    cutoff: str = Field(
        pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$",
        description="Time of day in the store's time zone; later orders count for the next day.",
    )
    packing_days: int = Field(ge=0, le=30, description="Sending days from order to carrier.")
    weekdays: list[Weekday] = Field(
        list(WEEK), min_length=1, max_length=7, description="Sending days; 1 is Monday."
    )
    closed_on: list[date] = Field([], max_length=100)
    region: str = Field(
        "", max_length=10, description="Code of the store's state, for its public holidays."
    )


class SendingRulesOut(Out):
    """When parcels are handed over; no dates are promised unless `is_on`."""

    is_on: bool
    cutoff: str
    packing_days: int
    weekdays: list[int]
    closed_on: list[date]
    region: str


@router.get("/sending-rules", response=SendingRulesOut, **staff(Capability.MANAGE_STORE))
def get_sending_rules(request: StaffRequest) -> HttpResponse:
    """Cut-off, packing days, sending days and closed days."""
    rules = sending_rules(store_of(request).id)
    return reply(
        SendingRulesOut(
            is_on=rules.is_on,
            cutoff=f"{rules.cutoff:%H:%M}",
            packing_days=rules.packing_days,
            weekdays=list(rules.weekdays),
            closed_on=list(rules.closed_on),
            region=rules.region,
        )
    )


@router.put(
    "/sending-rules",
    response=SendingRulesOut,
    **staff(Capability.MANAGE_STORE, BadSending),
)
def put_sending_rules(request: StaffRequest, said: SendingRulesIn) -> HttpResponse:
    """Change them; orders that were placed keep the dates they were promised."""
    rules = SendingRules(
        is_on=said.is_on,
        cutoff=time.fromisoformat(said.cutoff),
        packing_days=said.packing_days,
        weekdays=tuple(said.weekdays),
        closed_on=tuple(said.closed_on),
        region=said.region,
    )
    with acting(request.auth.email, source="api"):
        save_sending_rules(store_id=store_of(request).id, rules=rules)
    return get_sending_rules(request)
