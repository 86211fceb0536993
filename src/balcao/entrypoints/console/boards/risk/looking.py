"""Orders in review, and payments tried in the last day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.risk import operations, queries
from balcao.domains.risk.values import ScoreState
from balcao.entrypoints.console.boards.risk.shown import hours_of, row_of
from balcao.entrypoints.console.listing import word_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, show, store_of

TABS: Final = (
    (ScoreState.REVIEW.value, "To review"),
    (ScoreState.RELEASED.value, "Released"),
    (ScoreState.CANCELLED.value, "Cancelled"),
    (ScoreState.REFUSED.value, "Refused"),
    (ScoreState.ACCEPTED.value, "Accepted"),
)


def risk(request: HttpRequest) -> HttpResponse:
    """Show the orders of one state, and how payments go."""
    store_id, now = store_of(request).id, now_of(request)
    state = word_of(request, "state", [code for code, _ in TABS], "review")
    hours = queries.attempts_by_hour(store_id, since=now - timedelta(hours=24))
    return show(
        request,
        "risk/queue.html",
        "Risk",
        rows=[row_of(one) for one in queries.scores(store_id, state=state)],
        tabs=[(code, title, code == state) for code, title in TABS],
        state=state,
        waiting=queries.waiting(store_id),
        hours=hours_of(hours, now, store_of(request).time_zone),
        attempts=sum(one.attempts for one in hours),
        declined=sum(one.declined for one in hours),
        stopped=sum(one.stopped for one in hours),
        alarm=queries.decline_alarm(store_id, now=now),
    )


def release(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Let an order go on."""
    return _decide(request, order_id, operations.release, "Released. It can be packed now.")


def cancel(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Cancel an order; its money goes back."""
    return _decide(request, order_id, operations.cancel, "Cancelled. What was taken goes back.")


def _decide(
    request: HttpRequest, order_id: UUID, do: Callable[..., object], done: str
) -> HttpResponse:
    said = {
        "store_id": store_of(request).id,
        "order_id": order_id,
        "note": request.POST.get("note", ""),
        "actor": actor_of(request),
        "now": now_of(request),
    }
    return act(request, lambda: do(**said), done=done, back=link("risk"))
