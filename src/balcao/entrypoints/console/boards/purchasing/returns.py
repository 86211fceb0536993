"""Goods that go back to a supplier."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.catalog.queries import variants_by_sku
from balcao.domains.inventory.queries import default_location, location_of, locations
from balcao.domains.purchasing import operations, queries
from balcao.domains.purchasing.errors import NoSuchSupplierReturn
from balcao.domains.purchasing.values.returns import ReturnedLine, SupplierReturnView
from balcao.entrypoints.console.boards.productform import money_of
from balcao.entrypoints.console.boards.purchasing.suppliers import mine as my_supplier
from balcao.entrypoints.console.boards.purchasing.typed import chosen, units
from balcao.entrypoints.console.listing import PAGE, number_of, onward, word_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, said, show, store_of
from balcao.kernel.errors import BalcaoError, Invalid
from balcao.kernel.ids import new_id
from balcao.plumbing.idempotency import once

STATES = ("draft", "approved", "sent", "credited", "cancelled")
BLANK = ("", "", "")
ROWS = 4


def returns(request: HttpRequest) -> HttpResponse:
    """Show returns, all of them or those in one state."""
    state = word_of(request, "state", STATES, "")
    page = queries.returns_page(
        store_of(request).id,
        states=[state] if state else (),
        cursor=request.GET.get("cursor"),
        limit=PAGE,
    )
    shown = {"rows": page.items, "more": onward(request, page), "state": state}
    return show(request, "purchasing/returns.html", "Returns to suppliers", states=STATES, **shown)


def new(request: HttpRequest) -> HttpResponse:
    """Ask what goes back to whom, and why."""
    return _form(request, [])


def create(request: HttpRequest) -> HttpResponse:
    """Write it down, once for the form's key."""
    try:
        made = _create_once(request)
    except BalcaoError as error:
        messages.error(request, said(error))
        return _form(request, _typed(request), status=422)
    messages.success(request, "Written down. Next: somebody approves it.")
    return HttpResponseRedirect(link("return", made), status=303)


def one(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """Show one return."""
    found = _mine(request, return_id)
    return show(
        request,
        "purchasing/return.html",
        f"Return {found.number}",
        back=found,
        place=location_of(found.store_id, found.location_id),
        timeline=tuple(reversed(found.timeline)),
    )


def approve(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """Agree that it goes back."""
    return _step(request, return_id, operations.approve_return, "Approved.")


def send(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """The goods have left."""
    return _step(request, return_id, operations.send_return, "Sent. They are out of the stock.")


def credit(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """The supplier has credited it."""
    back = link("return", return_id)
    return act(request, partial(_credit, request, return_id), done="Credited.", back=back)


def _credit(request: HttpRequest, return_id: UUID) -> None:
    found = _mine(request, return_id)
    operations.credit_return(
        return_id=return_id,
        amount=money_of(request.POST.get("amount", ""), found.expected.currency),
        credit_note=request.POST.get("credit_note", ""),
        by=actor_of(request),
        now=now_of(request),
        expected_version=number_of(request.POST.get("version", "")),
    )


def cancel(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """Keep the goods."""
    return _step(request, return_id, operations.cancel_return, "Cancelled.")


def _step(request: HttpRequest, return_id: UUID, operation: Any, done: str) -> HttpResponse:
    _mine(request, return_id)
    take = partial(
        operation,
        return_id=return_id,
        by=actor_of(request),
        now=now_of(request),
        expected_version=number_of(request.POST.get("version", "")),
    )
    return act(request, take, done=done, back=link("return", return_id))


def _create_once(request: HttpRequest) -> UUID:
    store, now, post = store_of(request), now_of(request), request.POST
    supplier = my_supplier(request, chosen(post.get("supplier", "")))
    place = number_of(post.get("place", "")) or default_location(store.id).id
    what = {"lines": _lines(request), "reason": post.get("reason", "")}
    make = partial(operations.draft_return, store_id=store.id, supplier_id=supplier.id)
    make = partial(make, location_id=place, author=actor_of(request), now=now, **what)
    _, made, _ = once(
        store_id=store.id,
        scope="console.return-create",
        key=post.get("key", ""),
        request=[str(supplier.id), place, what],
        now=now,
        effect=lambda: (200, str(make())),
    )
    return UUID(made)


def _typed(request: HttpRequest) -> list[tuple[str, ...]]:
    columns = [request.POST.getlist(name) for name in ("sku", "good", "damaged")]
    rows = zip(*columns, strict=False)
    return [row for row in rows if any(cell.strip() for cell in row)]


def _lines(request: HttpRequest) -> list[ReturnedLine]:
    rows = _typed(request)
    known = variants_by_sku(store_of(request).id, [row[0].strip() for row in rows])
    found = []
    for place, (sku, good, damaged) in enumerate(rows, start=1):
        variant = known.get(sku.strip())
        if variant is None:
            raise Invalid(f"Row {place}: there is no product with the SKU “{sku}”.", field="sku")
        found.append(ReturnedLine(variant, units(good, f"row {place}"), units(damaged, "damaged")))
    return found


def _form(request: HttpRequest, rows: list[tuple[str, ...]], *, status: int = 200) -> HttpResponse:
    store = store_of(request)
    return show(
        request,
        "purchasing/return_new.html",
        "New return",
        status=status,
        suppliers=queries.suppliers_page(store.id, limit=200).items,
        places=locations(store.id),
        rows=[*rows, *[BLANK] * ROWS],
        chosen=request.POST.get("supplier") or request.GET.get("supplier", ""),
        reason=request.POST.get("reason", ""),
        key=request.POST.get("key") or str(new_id()),
    )


def _mine(request: HttpRequest, return_id: UUID) -> SupplierReturnView:
    found = queries.return_by_id(return_id)
    if found.store_id != store_of(request).id:
        raise NoSuchSupplierReturn
    return found
