"""Writing a purchase order; what was typed is never lost to a refusal."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.inventory.queries import default_location, locations
from balcao.domains.purchasing import operations
from balcao.domains.purchasing.queries import (
    items_page,
    policy_of,
    supplier_by_id,
    suppliers_page,
)
from balcao.domains.purchasing.values.orders import PurchaseOrderView
from balcao.domains.purchasing.values.suppliers import SupplierInfo
from balcao.entrypoints.console.boards.purchasing.order import mine
from balcao.entrypoints.console.boards.purchasing.suppliers import mine as my_supplier
from balcao.entrypoints.console.boards.purchasing.typed import (
    BLANK_ROWS,
    TypedLine,
    chosen,
    day_of,
    lines_of,
    typed_lines,
    units,
    wanted_lines,
)
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import (
    actor_of,
    link,
    now_of,
    said,
    show,
    store_of,
)
from balcao.entrypoints.console.templatetags.console_words import isoday
from balcao.kernel.errors import BalcaoError
from balcao.kernel.ids import new_id
from balcao.plumbing.idempotency import once

SUGGESTED = 200
TYPED = ("expected", "tolerance", "note", "version")


def new(request: HttpRequest) -> HttpResponse:
    """Choose a supplier, then write what to order."""
    text = request.GET.get("supplier", "")
    if not text:
        page = suppliers_page(store_of(request).id, only_active=True, limit=200)
        return show(request, "purchasing/choose.html", "New purchase order", suppliers=page.items)
    supplier = my_supplier(request, chosen(text))
    rows = [TypedLine(sku) for sku in request.GET.getlist("sku")[:50]]
    return _form(request, supplier, rows, action=link("purchase-create"))


def create(request: HttpRequest) -> HttpResponse:
    """Write the draft, once for the form's key."""
    supplier = my_supplier(request, chosen(request.POST.get("supplier", "")))
    try:
        made = _create_once(request, supplier)
    except BalcaoError as error:
        messages.error(request, said(error))
        rows = typed_lines(request.POST)
        return _form(request, supplier, rows, action=link("purchase-create"), status=422)
    messages.success(request, "Draft written.")
    return HttpResponseRedirect(link("purchase", made), status=303)


def _create_once(request: HttpRequest, supplier: SupplierInfo) -> UUID:
    store, now, post = store_of(request), now_of(request), request.POST
    what = _said(request, supplier)
    place = number_of(post.get("place", "")) or default_location(store.id).id
    make = partial(operations.create_purchase, store_id=store.id, supplier_id=supplier.id)
    make = partial(make, location_id=place, author=actor_of(request), now=now, **what)
    _, made, _ = once(
        store_id=store.id,
        scope="console.purchase-create",
        key=post.get("key", ""),
        request=[str(supplier.id), place, what],
        now=now,
        effect=lambda: (200, str(make())),
    )
    return UUID(made)


def edit(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Show the draft as a form."""
    order = mine(request, purchase_id)
    supplier, action = supplier_by_id(order.supplier_id), link("purchase-save", purchase_id)
    return _form(request, supplier, lines_of(order), action=action, order=order)


def save(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Write the draft anew, unless somebody changed it since."""
    order = mine(request, purchase_id)
    supplier, action = supplier_by_id(order.supplier_id), link("purchase-save", purchase_id)
    try:
        operations.change_purchase(
            order_id=purchase_id,
            by=actor_of(request),
            now=now_of(request),
            expected_version=number_of(request.POST.get("version", "")),
            **_said(request, supplier),
        )
    except BalcaoError as error:
        messages.error(request, said(error))
        rows = typed_lines(request.POST)
        return _form(request, supplier, rows, action=action, order=order, status=422)
    messages.success(request, "Saved.")
    return HttpResponseRedirect(link("purchase", purchase_id), status=303)


def _said(request: HttpRequest, supplier: SupplierInfo) -> dict[str, Any]:
    store, post = store_of(request), request.POST
    return {
        "lines": wanted_lines(store.id, typed_lines(post), supplier.currency),
        "expected_at": day_of(post.get("expected", ""), store.time_zone),
        "tolerance_percent": units(post.get("tolerance", ""), "tolerance"),
        "note_text": post.get("note", ""),
    }


def _form(
    request: HttpRequest,
    supplier: SupplierInfo,
    rows: list[TypedLine],
    *,
    action: str,
    order: PurchaseOrderView | None = None,
    status: int = 200,
) -> HttpResponse:
    title = f"Purchase order {order.number}" if order else f"New order to {supplier.name}"
    offered = items_page(supplier.id, now=now_of(request), limit=SUGGESTED).items
    about = {
        "supplier": supplier,
        "order": order,
        "rows": [*rows, *[TypedLine()] * BLANK_ROWS],
        "offered": [item for item in offered if item.is_active and item.sku],
        "action": action,
    }
    about |= _described(request, order)
    return show(request, "purchasing/draft.html", title, status=status, **about)


def _described(request: HttpRequest, order: PurchaseOrderView | None) -> dict[str, Any]:
    """What else the form says: as typed, else as the draft has it, else what the store does."""
    post, store = request.POST, store_of(request)
    key = post.get("key") or str(new_id())
    more = {"places": locations(store.id), "key": key, "expected": "", "note": "", "version": ""}
    if post:
        return more | {name: post.get(name, "") for name in TYPED}
    if order is None:
        return more | {"tolerance": policy_of(store.id).tolerance_percent}
    return more | {
        "expected": isoday(order.expected_at, store.time_zone),
        "tolerance": order.tolerance_percent,
        "note": order.note,
        "version": order.version,
    }
