"""Entries of a list: typed one by one, pasted, from a file, and as a file."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.catalog.queries import variants_by_sku
from balcao.domains.pricing import operations, queries
from balcao.domains.pricing.values.lists import PriceListInfo, Tier
from balcao.entrypoints.console.boards.prices import typed as t
from balcao.entrypoints.console.boards.prices.listform import form_of
from balcao.entrypoints.console.boards.prices.lists import list_page
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import act, link, now_of, said, store_of
from balcao.kernel.errors import BalcaoError, Invalid


def load(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Take rows over, all or none; what is wrong is shown by row and column."""
    found = queries.list_by_id(store_of(request).id, list_id)
    try:
        count = _load(request, list_id)
    except BalcaoError as error:
        messages.error(request, said(error))
        return list_page(
            request,
            found,
            form_of(request, found),
            list(found.groups),
            status=422,
            findings=error.facts.get("findings", []),
            rows=request.POST.get("rows", ""),
        )
    messages.success(request, f"Taken over: {count:,} SKU{'' if count == 1 else 's'}.")
    return HttpResponseRedirect(link("price-list", list_id), status=303)


def save(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Set one price of the table, or take it out when its field is empty."""
    store = store_of(request)
    found = queries.list_by_id(store.id, list_id)
    change = partial(_save, request, found)
    return act(request, change, done="Saved.", back=link("price-list", list_id))


def download(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """All entries as a file that can be loaded again."""
    return HttpResponse(
        "".join(queries.export_entries(store_of(request).id, list_id)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="prices.csv"'},
    )


def _load(request: HttpRequest, list_id: UUID) -> int:
    return operations.load_entries(
        store_id=store_of(request).id,
        list_id=list_id,
        text=t.text_of(request),
        is_whole=bool(request.POST.get("is_whole")),
        expected_version=number_of(request.POST.get("version", "")),
        now=now_of(request),
    )


def _save(request: HttpRequest, found: PriceListInfo) -> None:
    store, post = store_of(request), request.POST
    sku = post.get("sku", "").strip()
    variant = variants_by_sku(store.id, [sku]).get(sku)
    if variant is None:
        raise Invalid(f"There is no SKU “{sku[:60]}” in this store.", field="sku")
    quantity = t.whole_of(post.get("quantity", ""), "quantity", usual=1)
    amount = t.amount_if_any(post.get("price", ""), found.currency, "price")
    compared = t.amount_if_any(post.get("compare_at", ""), found.currency, "compare_at")
    known = queries.tiers_of([variant], [found.id]).get(variant, {}).get(found.id, ())
    tiers = [tier for tier in known if tier.min_quantity != quantity]
    if amount is not None:
        tiers.append(Tier(quantity, amount, compared))
    operations.set_entries(
        store_id=store.id,
        list_id=found.id,
        tiers={variant: tiers},
        expected_version=number_of(post.get("version", "")),
        now=now_of(request),
    )
