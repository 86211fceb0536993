"""Reminders of carts that were left: the switch, the hours, and what they bring."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.checkout.errors import BadReminderHours
from balcao.domains.checkout.operations import save_reminder_rules
from balcao.domains.checkout.queries import reminder_report, reminder_rules
from balcao.domains.checkout.values import USUAL_HOURS, ReminderRules
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import link, now_of, show, store_of

BEYOND: Final = -1  # what is no number is refused by the operation
STEPS: Final = range(1, len(USUAL_HOURS) + 1)


def reminders(request: HttpRequest) -> HttpResponse:
    """Show whether carts are reminded of, when, and what came of it in 90 days."""
    rules = reminder_rules(store_of(request).id)
    return _page(request, rules, [str(one) for one in rules.hours])


def save(request: HttpRequest) -> HttpResponse:
    """Switch them on or off; what was typed stays in the form when it is refused."""
    store_id, is_on = store_of(request).id, bool(request.POST.get("is_on"))
    typed = [request.POST.get(f"hours{step}", "").strip()[:10] for step in STEPS]
    hours = [number_of(one, BEYOND) for one in typed]
    try:
        save_reminder_rules(store_id=store_id, is_on=is_on, hours=hours)
    except BadReminderHours as error:
        rules = ReminderRules(is_on=is_on, hours=tuple(hours))
        return _page(request, rules, typed, wrong=error.message, status=422)
    messages.success(request, "Saved. Reminders that wait are looked at again before they go out.")
    return HttpResponseRedirect(link("reminders"), status=303)


def _page(
    request: HttpRequest,
    rules: ReminderRules,
    typed: list[str],
    *,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    report = reminder_report(store_of(request).id, now=now_of(request))
    return show(
        request,
        "reminders.html",
        "Cart reminders",
        status=status,
        rules=rules,
        steps=list(zip(STEPS, typed, strict=True)),
        report=report,
        sent=sum(one.sent for one in report),
        wrong=wrong,
    )
