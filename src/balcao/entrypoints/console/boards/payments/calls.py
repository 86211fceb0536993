"""What payment providers were asked, and those calls that nobody answered."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.checkout.operations import retry_call
from balcao.domains.payments.queries import calls_page, dead_calls
from balcao.entrypoints.console.pages import act, link, now_of, show, store_of

SHOWN: Final = 100
TABS: Final = {
    "open": ("dead", "silent", "asked"),
    "refused": ("refused",),
    "all": (),
}


def calls(request: HttpRequest) -> HttpResponse:
    """Show what was asked; first what got no answer."""
    tab = request.GET.get("tab", "open")
    tab = tab if tab in TABS else "open"
    store = store_of(request)
    return show(
        request,
        "payments/calls.html",
        "Provider calls",
        tab=tab,
        tabs=(("open", "Without answer"), ("refused", "Refused"), ("all", "All")),
        calls=calls_page(store.id, states=TABS[tab], limit=SHOWN),
        dead=dead_calls(store.id),
        shown=SHOWN,
    )


def again(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Ask the provider again, with the same key as before."""
    ask = partial(retry_call, store_id=store_of(request).id, call_id=call_id, now=now_of(request))
    return act(request, ask, done="Asked again. See below what came of it.", back=link("calls"))
