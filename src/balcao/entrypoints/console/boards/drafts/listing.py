"""The list of drafts, by what became of them."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse

from balcao.domains.drafts.queries import count_drafts, drafts_page
from balcao.entrypoints.console.boards.orders import Tab
from balcao.entrypoints.console.listing import PAGE, onward, word_of
from balcao.entrypoints.console.pages import show, store_of

WORK: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "open": ("Open", ("draft", "quoted")),
    "draft": ("To send", ("draft",)),
    "quoted": ("Waiting", ("quoted",)),
    "ordered": ("Ordered", ("ordered",)),
    "over": ("Over", ("expired", "cancelled")),
    "all": ("All", ()),
}


def drafts(request: HttpRequest) -> HttpResponse:
    """Show drafts of one kind, or those that a text finds."""
    store, text = store_of(request), request.GET.get("q", "").strip()[:100]
    work = word_of(request, "work", list(WORK), "all" if text else "open")
    page = drafts_page(
        store.id,
        states=WORK[work][1],
        text=text,
        cursor=request.GET.get("cursor"),
        limit=PAGE,
    )
    return show(
        request,
        "drafts/list.html",
        "Drafts and quotes",
        tabs=_tabs(count_drafts(store.id), work),
        rows=page.items,
        q=text,
        work=work,
        more=onward(request, page),
    )


def _tabs(counts: dict[str, int], work: str) -> list[Tab]:
    found = []
    for code, (title, states) in WORK.items():
        n = sum(counts.get(state, 0) for state in states) if states else sum(counts.values())
        found.append(Tab(code, title, n, code == work))
    return found
