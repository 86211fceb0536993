"""Prices that will be set at a moment."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.catalog.queries import variant_cards
from balcao.domains.pricing import operations, queries
from balcao.entrypoints.console.boards.prices.rules import form_of, rule_of
from balcao.entrypoints.console.boards.prices.typed import do_once, moment_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, said, show, store_of
from balcao.kernel.errors import BalcaoError, Invalid
from balcao.kernel.ids import new_id


def schedules(request: HttpRequest) -> HttpResponse:
    """Show what is to come, what was set, and the form of a rule."""
    return _page(request)


def add(request: HttpRequest) -> HttpResponse:
    """Schedule many prices by a rule."""
    try:
        count = int(do_once(request, partial(_add, request)))
    except BalcaoError as error:
        messages.error(request, said(error))
        return _page(request, status=422)
    messages.success(request, f"{count:,} price{'' if count == 1 else 's'} will be set then.")
    return HttpResponseRedirect(link("price-schedules"), status=303)


def cancel(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """Take a scheduled price back before it is set."""
    back = request.POST.get("variant", "")
    drop = partial(
        operations.cancel_schedule,
        store_id=store_of(request).id,
        schedule_id=schedule_id,
        now=now_of(request),
    )
    target = link("price-schedules")
    if back and any(
        str(one.variant_id) == back for one in queries.schedules_of(store_of(request).id)
    ):
        target = link("price", back)
    return act(request, drop, done="Canceled. The price stays as it is.", back=target)


def _add(request: HttpRequest) -> int:
    store, due_at = store_of(request), moment_of(request, "due_at")
    if due_at is None:
        raise Invalid("Say when the prices are set.", field="due_at")
    return operations.schedule_by_rule(
        store_id=store.id,
        currency=store.currency,
        rule=rule_of(request),
        due_at=due_at,
        actor=actor_of(request),
        now=now_of(request),
    )


def _page(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    store = store_of(request)
    found = queries.schedules_of(store.id)
    now_costs = queries.price_rows_of(
        store_id=store.id,
        currency=store.currency,
        variant_ids={one.variant_id for one in found},
    )
    return show(
        request,
        "prices/schedules.html",
        "Scheduled prices",
        status=status,
        rows=found,
        cards=variant_cards(store.id, {one.variant_id for one in found}),
        prices={row.variant_id: row for row in now_costs},
        key=str(new_id()),
        **form_of(request),
    )
