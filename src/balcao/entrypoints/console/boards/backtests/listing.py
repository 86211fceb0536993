"""The back-tests so far."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from balcao.domains.analytics.queries import back_tests_page
from balcao.entrypoints.console.listing import PAGE, onward
from balcao.entrypoints.console.pages import show, store_of


def back_tests(request: HttpRequest) -> HttpResponse:
    """Show them, the latest first, and where to begin another."""
    page = back_tests_page(store_of(request).id, cursor=request.GET.get("cursor"), limit=PAGE)
    return show(
        request, "backtests/list.html", "Back-tests", rows=page.items, more=onward(request, page)
    )
