"""Months: closing the next one, opening the last one again, posting what is missing."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from balcao.domains.ledger import operations, queries
from balcao.entrypoints.console.boards.ledger.typed import day_typed, month_typed, today_of
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, show, store_of

SHOWN = 20


def months(request: HttpRequest) -> HttpResponse:
    """Show how far the books are closed, what is due, and what keeps it open."""
    store_id = store_of(request).id
    due = queries.month_due(store_id)
    return show(
        request,
        "ledger/months.html",
        "Months",
        books=queries.books_of(store_id),
        due=due,
        is_over=bool(due and due < today_of(request).replace(day=1)),
        missing=queries.missing_facts(store_id=store_id, limit=SHOWN)[:SHOWN],
        steps=queries.period_steps(store_id),
    )


def post(request: HttpRequest) -> HttpResponse:
    """Bring the books up to date from a day on."""
    store = store_of(request)

    def posted() -> None:
        day = day_typed(request, "since")
        since = datetime.combine(day, time(), ZoneInfo(store.time_zone))
        operations.catch_up(store_id=store.id, now=now_of(request), since=since)

    return act(request, posted, done="Posted what was missing.", back=link("ledger-months"))


def close(request: HttpRequest) -> HttpResponse:
    """Close the month that is due."""
    return act(
        request,
        lambda: operations.close_month(
            store_id=store_of(request).id,
            month=month_typed(request),
            expected_version=number_of(request.POST.get("version", "")),
            actor=actor_of(request),
            now=now_of(request),
        ),
        done="Closed. What comes late is booked in the next month.",
        back=link("ledger-months"),
    )


def reopen(request: HttpRequest) -> HttpResponse:
    """Open the last closed month again, for a reason."""
    return act(
        request,
        lambda: operations.reopen_month(
            store_id=store_of(request).id,
            month=month_typed(request),
            reason=request.POST.get("reason", ""),
            expected_version=number_of(request.POST.get("version", "")),
            actor=actor_of(request),
            now=now_of(request),
        ),
        done="Open again.",
        back=link("ledger-months"),
    )
