"""Reminders of carts that were left: the switch, the hours, and what they bring."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from balcao.domains.checkout.errors import BadReminderHours
from balcao.domains.checkout.operations import save_reminder_rules
from balcao.domains.checkout.queries import reminder_report, reminder_rules
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.shapes import In, MoneyOut, Out
from balcao.plumbing.audit import acting

router = Router()
Hours = Annotated[int, Field(ge=1, le=720)]


class ReminderRulesIn(In):
    """Whether carts are reminded of, and hours after the last change for each of three steps."""

    is_on: bool
    hours: list[Hours] = Field(min_length=3, max_length=3)


class ReminderRulesOut(Out):
    """Whether carts are reminded of, and hours after the last change for each step."""

    is_on: bool
    hours: list[int]


class ReminderStepOut(Out):
    """One step: an order counts once; `recovered` is the totals of these orders."""

    step: int
    sent: int
    returned: int
    ordered: int
    recovered: MoneyOut


class ReminderReportOut(Out):
    """What the reminders of the last 90 days led to."""

    items: list[ReminderStepOut]


@router.get("/cart-reminders/rules", response=ReminderRulesOut, **staff(Capability.VIEW_PROMOTIONS))
def get_reminder_rules(request: StaffRequest) -> HttpResponse:
    """Whether and when this store reminds of carts."""
    rules = reminder_rules(store_of(request).id)
    return reply(ReminderRulesOut(is_on=rules.is_on, hours=list(rules.hours)))


@router.put(
    "/cart-reminders/rules",
    response=ReminderRulesOut,
    **staff(Capability.EDIT_PROMOTIONS, BadReminderHours),
)
def put_reminder_rules(request: StaffRequest, said: ReminderRulesIn) -> HttpResponse:
    """Switch reminders on or off, and say when each is due; hours must rise."""
    with acting(request.auth.email, source="api"):
        save_reminder_rules(store_id=store_of(request).id, is_on=said.is_on, hours=said.hours)
    return get_reminder_rules(request)


@router.get(
    "/cart-reminders/report", response=ReminderReportOut, **staff(Capability.VIEW_PROMOTIONS)
)
def get_reminder_report(request: StaffRequest) -> HttpResponse:
    """What the reminders of the last 90 days led to, step by step."""
    found = reminder_report(store_of(request).id, now=moment())
    return reply(ReminderReportOut(items=[ReminderStepOut.model_validate(one) for one in found]))
