"""Suppliers: who they are, what they offer, and how well they keep it."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from balcao.domains.catalog.queries import variants_by_sku
from balcao.domains.purchasing import operations, queries
from balcao.domains.purchasing.errors import NoSuchSupplier
from balcao.domains.purchasing.values.suppliers import (
    Break,
    ItemEdit,
    SupplierEdit,
    SupplierInfo,
)
from balcao.entrypoints.console.boards.productform import money_of
from balcao.entrypoints.console.boards.purchasing.charts import chart_of
from balcao.entrypoints.console.boards.purchasing.typed import whole
from balcao.entrypoints.console.listing import PAGE, number_of, onward
from balcao.entrypoints.console.pages import (
    act,
    actor_of,
    link,
    now_of,
    said,
    show,
    store_of,
)
from balcao.kernel.errors import BalcaoError, Invalid

YEAR = timedelta(days=365)
NUMBERS = ("payment_days", "lead_time_days")


def suppliers(request: HttpRequest) -> HttpResponse:
    """Show all suppliers, or those that a text finds."""
    text = request.GET.get("q", "").strip()
    page = queries.suppliers_page(
        store_of(request).id, text=text, cursor=request.GET.get("cursor"), limit=PAGE
    )
    more = onward(request, page)
    return show(
        request, "purchasing/suppliers.html", "Suppliers", rows=page.items, q=text, more=more
    )


def new(request: HttpRequest) -> HttpResponse:
    """Ask who it is."""
    return show(request, "purchasing/supplier_new.html", "New supplier", form=QueryDict())


def create(request: HttpRequest) -> HttpResponse:
    """Make the supplier; what was typed stays on the page when it is refused."""
    store = store_of(request)
    try:
        edit = edit_of(request.POST)
        made = operations.create_supplier(store_id=store.id, edit=edit, now=now_of(request))
    except BalcaoError as error:
        messages.error(request, said(error))
        return show(
            request, "purchasing/supplier_new.html", "New supplier", status=422, form=request.POST
        )
    messages.success(request, "Supplier made. Next: what it offers.")
    return HttpResponseRedirect(link("supplier", made), status=303)


def supplier(request: HttpRequest, supplier_id: UUID) -> HttpResponse:
    """Show one supplier."""
    found, store, now = mine(request, supplier_id), store_of(request), now_of(request)
    text = request.GET.get("q", "").strip()
    items = queries.items_page(
        supplier_id, now=now, text=text, cursor=request.GET.get("cursor"), limit=PAGE
    )
    today = now.astimezone(ZoneInfo(store.time_zone)).date() + timedelta(days=1)
    card = queries.scorecard_of(supplier_id, since=today - YEAR, until=today)
    bought = queries.purchases_page(store.id, now=now, supplier_id=supplier_id, limit=5)
    shown = {"items": items.items, "more": onward(request, items), "q": text, "card": card}
    shown |= {"bought": bought.items, "files": queries.price_files_of(supplier_id, limit=5)}
    return show(
        request,
        "purchasing/supplier.html",
        found.name,
        supplier=found,
        chart=chart_of(card),
        **shown,
    )


def save(request: HttpRequest, supplier_id: UUID) -> HttpResponse:
    """Change the supplier, unless somebody did since."""
    return act(
        request,
        partial(_save, request, supplier_id),
        done="Saved.",
        back=link("supplier", supplier_id),
    )


def _save(request: HttpRequest, supplier_id: UUID) -> None:
    operations.change_supplier(
        store_id=store_of(request).id,
        supplier_id=supplier_id,
        edit=edit_of(request.POST),
        expected_version=number_of(request.POST.get("version", "")),
    )


def item(request: HttpRequest, supplier_id: UUID) -> HttpResponse:
    """Say what it offers of a SKU, and for how much."""
    take = partial(_save_item, request, supplier_id)
    return act(request, take, done="Saved.", back=link("supplier", supplier_id))


def _save_item(request: HttpRequest, supplier_id: UUID) -> None:
    found, post = mine(request, supplier_id), request.POST
    sku = post.get("sku", "").strip()
    variant = variants_by_sku(found.store_id, [sku]).get(sku)
    if variant is None:
        raise Invalid(f"There is no product with the SKU “{sku}”.", field="sku")
    edit, price = item_edit_of(post, variant), post.get("price", "").strip()
    per = whole(post.get("per_units", "1") or "1", "price for")
    cost = money_of(price, found.currency).minor if price else None
    saved = operations.save_item(store_id=found.store_id, supplier_id=supplier_id, edit=edit)
    if cost is not None:
        _set_price(request, found, saved, Break(1, cost, per))


def _set_price(request: HttpRequest, found: SupplierInfo, item_id: int, step: Break) -> None:
    now = now_of(request)
    operations.set_item_prices(
        store_id=found.store_id,
        supplier_id=found.id,
        item_id=item_id,
        breaks=[step],
        valid_from=now,
        source="console",
        actor=actor_of(request),
        now=now,
    )


def item_edit_of(post: QueryDict, variant: UUID) -> ItemEdit:
    """The form of an item. :raises Invalid: a number is none."""
    days = post.get("lead_time_days", "").strip()
    return ItemEdit(
        variant_id=variant,
        supplier_sku=post.get("supplier_sku", ""),
        units_per_pack=whole(post.get("units_per_pack", "1"), "units per pack"),
        minimum_quantity=whole(post.get("minimum_quantity", "1"), "minimum"),
        lead_time_days=whole(days, "lead time") if days else None,
        is_preferred=post.get("is_preferred") == "1",
        is_active=post.get("is_active", "1") == "1",
    )


def edit_of(post: QueryDict) -> SupplierEdit:
    """The form of a supplier. :raises Invalid: a number is none."""
    currency = post.get("currency", "").strip().upper()
    texts = {
        field.name: post.get(field.name, "")
        for field in fields(SupplierEdit)
        if field.name not in (*NUMBERS, "minimum_minor", "is_active", "currency")
    }
    numbers = {name: whole(post.get(name, ""), name.replace("_", " ")) for name in NUMBERS}
    minimum = post.get("minimum", "").strip()
    return SupplierEdit(
        **texts,
        **numbers,
        currency=currency,
        minimum_minor=money_of(minimum, currency).minor if minimum else 0,
        is_active=post.get("is_active", "1") == "1",
    )


def mine(request: HttpRequest, supplier_id: UUID) -> SupplierInfo:
    """The supplier, if it is one of this store's. :raises NoSuchSupplier: it is not."""
    found = queries.supplier_by_id(supplier_id)
    if found.store_id != store_of(request).id:
        raise NoSuchSupplier
    return found
