"""Price lists: all of them, one with its form, and the steps that one can take."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.catalog.queries import find_variants, variant_cards
from balcao.domains.pricing import operations, queries
from balcao.domains.pricing.values.lists import ListKind, ListState, PriceListInfo
from balcao.entrypoints.console.boards.prices import typed as t
from balcao.entrypoints.console.boards.prices.listform import (
    KINDS,
    as_typed,
    blank,
    choices_of,
    draft_of,
    form_of,
)
from balcao.entrypoints.console.listing import PAGE, number_of, onward, word_of
from balcao.entrypoints.console.pages import act, link, now_of, said, show, store_of
from balcao.kernel.errors import BalcaoError

STATES = {
    ListState.ACTIVE: ("Active", "is-good"),
    ListState.COMING: ("Coming", "is-info"),
    ListState.OVER: ("Over", ""),
    ListState.OFF: ("Switched off", "is-bad"),
}


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list as the table of lists shows it."""

    info: PriceListInfo
    state: str
    badge: str
    kind: str
    what: str


def lists(request: HttpRequest) -> HttpResponse:
    """Show the price lists, those of one state or all."""
    now = now_of(request)
    wanted = word_of(request, "state", [*ListState, "all"], "all")
    rows = [row_of(one, now) for one in queries.all_lists(store_of(request).id)]
    counts = [("all", "All", len(rows))] + [
        (state.value, words, sum(row.state == words for row in rows))
        for state, (words, _) in STATES.items()
    ]
    shown = [row for row in rows if wanted == "all" or row.info.state(now) == wanted]
    return show(
        request,
        "prices/lists.html",
        "Price lists",
        rows=shown,
        tabs=[(code, words, count, code == wanted) for code, words, count in counts],
    )


def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a list that is not there yet."""
    return _form_page(request, blank(request), [])


def create(request: HttpRequest) -> HttpResponse:
    """Make a list and go to it; what cannot be is shown again as it was typed."""
    store = store_of(request)
    try:
        made = operations.create_list(
            store_id=store.id, draft=draft_of(request), now=now_of(request)
        )
    except BalcaoError as error:
        messages.error(request, said(error))
        return _form_page(request, as_typed(request), request.POST.getlist("groups"), status=422)
    messages.success(request, "Made. Now say what is in it.")
    return HttpResponseRedirect(link("price-list", made), status=303)


def one(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Show one list with its entries."""
    found = queries.list_by_id(store_of(request).id, list_id)
    return list_page(request, found, form_of(request, found), list(found.groups))


def save(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Change a list, if nobody else has since it was shown."""
    store = store_of(request)
    found = queries.list_by_id(store.id, list_id)
    try:
        operations.change_list(
            store_id=store.id,
            list_id=list_id,
            draft=draft_of(request),
            expected_version=number_of(request.POST.get("version", "")),
            now=now_of(request),
        )
    except BalcaoError as error:
        messages.error(request, said(error))
        groups = request.POST.getlist("groups")
        return list_page(request, found, as_typed(request), groups, status=422)
    messages.success(request, "Saved. Shoppers see it from their next page on.")
    return HttpResponseRedirect(link("price-list", list_id), status=303)


def delete(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Delete a list that has not begun."""
    store_id = store_of(request).id
    drop = partial(
        operations.delete_list,
        store_id=store_id,
        list_id=list_id,
        expected_version=number_of(request.POST.get("version", "")),
        now=now_of(request),
    )
    queries.list_by_id(store_id, list_id)
    try:
        drop()
    except BalcaoError as error:
        messages.error(request, said(error))
        return HttpResponseRedirect(link("price-list", list_id), status=303)
    messages.success(request, "Deleted.")
    return HttpResponseRedirect(link("prices"), status=303)


def derive(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Work a derived list out anew, by the rate of today."""
    now = now_of(request)
    work = partial(
        operations.derive_list,
        store_id=store_of(request).id,
        list_id=list_id,
        day=now.date(),
        now=now,
    )
    return act(request, work, done="Worked out anew.", back=link("price-list", list_id))


def row_of(info: PriceListInfo, now: Any) -> ListRow:
    """A list in words."""
    state, badge = STATES[info.state(now)]
    what = f"{info.entries:,} price{'' if info.entries == 1 else 's'}"
    if info.kind is ListKind.PERCENT:
        what = f"{t.percent_text(info.off_ppm)}% off"
        what += f", {info.entries:,} other" if info.entries else ""
    if info.kind is ListKind.DERIVED:
        what += f" from {info.source_currency}"
    return ListRow(info, state, badge, dict(KINDS)[info.kind], what)


def list_page(
    request: HttpRequest,
    found: PriceListInfo,
    form: dict[str, str],
    groups: list[str],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page of a list around its form and its entries."""
    shown = {**_entries(request, found), **choices_of(request, form, groups), **more}
    row = row_of(found, now_of(request))
    return show(request, "prices/list.html", found.name, status=status, row=row, **shown)


def _entries(request: HttpRequest, found: PriceListInfo) -> dict[str, Any]:
    store_id, text = store_of(request).id, request.GET.get("q", "").strip()[:100]
    some = [card.id for card in find_variants(store_id, text, limit=200)] if text else None
    cursor = request.GET.get("cursor")
    page = queries.entries_page(found.id, variant_ids=some, cursor=cursor, limit=PAGE)
    return {
        "entries": page.items,
        "cards": variant_cards(store_id, {entry.variant_id for entry in page.items}),
        "more": onward(request, page),
        "q": text,
    }


def _form_page(
    request: HttpRequest, form: dict[str, str], groups: list[str], *, status: int = 200
) -> HttpResponse:
    context = choices_of(request, form, groups)
    return show(request, "prices/list_new.html", "New price list", status=status, **context)
