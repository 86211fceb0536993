"""Adjustments: what waits for somebody, and what was decided."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.inventory import operations
from balcao.domains.inventory.queries import adjustments_page, count_waiting_adjustments
from balcao.domains.inventory.values import AdjustmentState
from balcao.entrypoints.console.listing import PAGE, onward, word_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, show, store_of

STATES = {"waiting": "To decide", "posted": "In the books", "rejected": "Rejected", "all": "All"}


def adjustments(request: HttpRequest) -> HttpResponse:
    """Show adjustments of one state; those that wait first."""
    store = store_of(request)
    state = word_of(request, "state", list(STATES), "waiting")
    page = adjustments_page(
        store.id,
        state=None if state == "all" else AdjustmentState(state),
        cursor=request.GET.get("cursor"),
        limit=PAGE,
    )
    return show(
        request,
        "moving/adjustments.html",
        "Adjustments",
        rows=page.items,
        more=onward(request, page),
        tabs=[(code, title, code == state) for code, title in STATES.items()],
        state=state,
        waiting=count_waiting_adjustments(store.id),
        me=actor_of(request),
    )


def approve(request: HttpRequest, adjustment_id: UUID) -> HttpResponse:
    """Bring it into the books."""
    return _decide(request, adjustment_id, operations.approve_adjustment, "In the books.")


def reject(request: HttpRequest, adjustment_id: UUID) -> HttpResponse:
    """Leave stock as it is."""
    return _decide(request, adjustment_id, operations.reject_adjustment, "Rejected.")


def withdraw(request: HttpRequest, adjustment_id: UUID) -> HttpResponse:
    """Take back what oneself has asked for."""
    return _decide(request, adjustment_id, operations.withdraw_adjustment, "Taken back.")


def _decide(request: HttpRequest, adjustment_id: UUID, operation: Any, done: str) -> HttpResponse:
    do = partial(
        operation,
        store_id=store_of(request).id,
        adjustment_id=adjustment_id,
        actor=actor_of(request),
        now=now_of(request),
        answer=request.POST.get("answer", "").strip(),
    )
    return act(request, do, done=done, back=link("adjustments"))
