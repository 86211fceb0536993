"""A supplier's price file: look at it first, then put it in force."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.purchasing import operations, queries
from balcao.domains.purchasing.errors import NoSuchPriceFile
from balcao.domains.purchasing.values.prices import PriceFileInfo
from balcao.entrypoints.console.boards.purchasing.suppliers import mine as my_supplier
from balcao.entrypoints.console.boards.purchasing.typed import day_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, said, show, store_of
from balcao.kernel.errors import BalcaoError, Invalid

SHOWN = 200


def upload(request: HttpRequest, supplier_id: UUID) -> HttpResponse:
    """Read the file; nothing is changed yet."""
    my_supplier(request, supplier_id)
    try:
        made = _plan(request, supplier_id)
    except BalcaoError as error:
        messages.error(request, said(error))
        return HttpResponseRedirect(link("supplier", supplier_id), status=303)
    return HttpResponseRedirect(link("price-file", made), status=303)


def _plan(request: HttpRequest, supplier_id: UUID) -> UUID:
    file, store, now = request.FILES.get("file"), store_of(request), now_of(request)
    if file is None:
        raise Invalid("Choose a CSV file first.", field="file")
    return operations.plan_price_file(
        store_id=store.id,
        supplier_id=supplier_id,
        file_name=file.name or "prices.csv",
        content=file.read(),
        valid_from=day_of(request.POST.get("valid_from", ""), store.time_zone) or now,
        actor=actor_of(request),
        now=now,
    )


def file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Show what it would do, or did."""
    found = _mine(request, file_id)
    steps = [step for step in found.steps if step.kind != "leave"]
    return show(
        request,
        "purchasing/pricefile.html",
        f"Prices of {found.supplier}",
        file=found,
        steps=steps[:SHOWN],
        hidden=max(0, len(steps) - SHOWN),
        currency=queries.supplier_by_id(found.supplier_id).currency,
    )


def apply(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Put its prices in force."""
    _mine(request, file_id)
    take = partial(
        operations.apply_price_file, file_id=file_id, actor=actor_of(request), now=now_of(request)
    )
    return act(request, take, done="The prices are in force.", back=link("price-file", file_id))


def _mine(request: HttpRequest, file_id: UUID) -> PriceFileInfo:
    found = queries.price_file_by_id(file_id)
    if found.store_id != store_of(request).id:
        raise NoSuchPriceFile
    return found
