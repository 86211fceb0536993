"""One back-test: its progress, then its result."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from balcao.domains.analytics.operations import cancel_back_test
from balcao.domains.analytics.queries import back_test_by_id, result_lines, result_of
from balcao.domains.analytics.values import Kind, State
from balcao.domains.team.errors import NotAllowed
from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.backtests.charts import shown
from balcao.entrypoints.console.pages import act, link, now_of, show, store_of

NEEDS = {
    Kind.PROMOTION: Capability.EDIT_PROMOTIONS,
    Kind.PRICE: Capability.EDIT_PRICES,
    Kind.TAX: Capability.EDIT_TAXES,
}


def back_test(request: HttpRequest, back_test_id: UUID) -> HttpResponse:
    """Show how far it is, or what it found."""
    store = store_of(request)
    found = back_test_by_id(store.id, back_test_id)
    is_done = found.state == State.DONE
    return show(
        request,
        "backtests/one.html",
        f"Back-test: {found.title}",
        run=found,
        moving=not found.is_over,
        beside=found.subject.get("beside", ""),
        needs_code=found.subject.get("promotion", {}).get("needs_code", False),
        may_cancel=request.user.can(NEEDS[Kind(found.kind)]),
        result=shown(result_of(store.id, back_test_id), found) if is_done else None,
    )


def progress(request: HttpRequest, back_test_id: UUID) -> HttpResponse:
    """The bar alone, asked for every second; tells the page to reload when the work is done."""
    found = back_test_by_id(store_of(request).id, back_test_id)
    moving = not found.is_over
    bar = {"run": found, "moving": moving}
    response = render(request, "console/backtests/progress.html", bar)
    if not moving:
        response["HX-Refresh"] = "true"
    return response


def cancel(request: HttpRequest, back_test_id: UUID) -> HttpResponse:
    """Stop it; whoever may ask for one of its kind may."""
    store, now = store_of(request), now_of(request)
    found = back_test_by_id(store.id, back_test_id)

    def stop() -> None:
        if not request.user.can(NEEDS[Kind(found.kind)]):
            raise NotAllowed
        cancel_back_test(store_id=store.id, back_test_id=back_test_id, now=now)

    return act(request, stop, done="Cancelled.", back=link("back-test", back_test_id))


def file(request: HttpRequest, back_test_id: UUID) -> HttpResponse | StreamingHttpResponse:
    """The result as CSV; the page itself where there is none."""
    store = store_of(request)
    if back_test_by_id(store.id, back_test_id).state != State.DONE:
        return back_test(request, back_test_id)
    return StreamingHttpResponse(
        result_lines(result_of(store.id, back_test_id)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="back-test.csv"'},
    )
