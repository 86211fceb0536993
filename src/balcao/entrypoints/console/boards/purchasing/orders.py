"""The list of purchase orders, by state."""

from __future__ import annotations

from functools import partial
from typing import Final

from django.http import HttpRequest, HttpResponse

from balcao.domains.purchasing.operations import set_buying_policy
from balcao.domains.purchasing.queries import count_purchases, policy_of, purchases_page
from balcao.entrypoints.console.boards.orders import Tab
from balcao.entrypoints.console.boards.productform import money_of
from balcao.entrypoints.console.boards.purchasing.typed import whole
from balcao.entrypoints.console.listing import PAGE, onward, word_of
from balcao.entrypoints.console.pages import act, link, now_of, show, store_of

WORK: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "open": ("Open", ("draft", "approved", "sent", "partly_received")),
    "draft": ("To approve", ("draft",)),
    "approved": ("To send", ("approved",)),
    "coming": ("To receive", ("sent", "partly_received")),
    "late": ("Late", ("approved", "sent", "partly_received")),
    "closed": ("Closed", ("closed",)),
    "cancelled": ("Cancelled", ("cancelled",)),
    "all": ("All", ()),
}


def orders(request: HttpRequest) -> HttpResponse:
    """Show purchase orders of one kind of work, or those that a text finds."""
    store, now, text = store_of(request), now_of(request), request.GET.get("q", "").strip()
    work = word_of(request, "work", list(WORK), "all" if text else "open")
    page = purchases_page(
        store.id,
        now=now,
        states=WORK[work][1],
        only_late=work == "late",
        text=text,
        cursor=request.GET.get("cursor"),
        limit=PAGE,
    )
    shown = {"rows": page.items, "more": onward(request, page), "q": text, "work": work}
    tabs = tabs_of(count_purchases(store.id, now=now), work)
    policy = policy_of(store.id)
    return show(request, "purchasing/orders.html", "Purchasing", tabs=tabs, policy=policy, **shown)


def tabs_of(counts: dict[str, int], work: str) -> list[Tab]:
    """One tab for each kind of work with how many orders it has."""
    every = sum(n for state, n in counts.items() if state != "late")
    found = []
    for code, (title, states) in WORK.items():
        n = sum(counts.get(state, 0) for state in states) if states else every
        found.append(Tab(code, title, counts["late"] if code == "late" else n, code == work))
    return found


def policy(request: HttpRequest) -> HttpResponse:
    """Say how the store buys."""
    return act(request, partial(_save_policy, request), done="Saved.", back=link("purchases"))


def _save_policy(request: HttpRequest) -> None:
    store = store_of(request)
    set_buying_policy(
        store_id=store.id,
        self_approval_minor=money_of(request.POST.get("self_approval", ""), store.currency).minor,
        tolerance_percent=whole(request.POST.get("tolerance", ""), "tolerance"),
    )
