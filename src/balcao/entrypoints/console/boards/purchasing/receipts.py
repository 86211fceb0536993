"""Goods come in: a page with big fields, and what can be done with a receipt afterwards."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.inventory.queries import location_of, tracking_of
from balcao.domains.purchasing import operations
from balcao.domains.purchasing.errors import NoSuchLandedCost, NoSuchReceipt
from balcao.domains.purchasing.queries import receipt_by_id, receipt_of_cost
from balcao.domains.purchasing.values.orders import PurchaseOrderView, ReceiptView, ReceivedLine
from balcao.entrypoints.console.boards.productform import money_of
from balcao.entrypoints.console.boards.purchasing.order import mine
from balcao.entrypoints.console.boards.purchasing.typed import lots_of, units
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, show, store_of
from balcao.kernel.errors import Invalid
from balcao.kernel.ids import new_id
from balcao.kernel.money import Money
from balcao.plumbing.idempotency import once


def form(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Ask what came in."""
    order = mine(request, purchase_id)
    lines = [line for line in order.lines if line.may_come]
    told_apart = {line.line_no: tracking_of(line.variant_id) for line in lines}
    return show(
        request,
        "purchasing/receive.html",
        f"Receive {order.number}",
        order=order,
        place=location_of(order.store_id, order.location_id),
        lines=[(line, told_apart[line.line_no]) for line in lines],
        key=str(new_id()),
    )


def receive(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Take in what was entered, or all that is open; once for the form's key."""
    order = mine(request, purchase_id)
    take = partial(_receive, request, order)
    return act(request, take, done="Received.", back=link("purchase", purchase_id))


def _receive(request: HttpRequest, order: PurchaseOrderView) -> None:
    post = request.POST
    operations.receive_purchase(
        order_id=order.id,
        key=f"console:{post.get('key', '')}",
        lines=_lines(request, order),
        by=actor_of(request),
        now=now_of(request),
        delivery_note=post.get("delivery_note", ""),
        note_text=post.get("note", ""),
        # A form without its version is refused like an old one.
        expected_version=number_of(post.get("version", "")),
    )


def _lines(request: HttpRequest, order: PurchaseOrderView) -> list[ReceivedLine]:
    post = request.POST
    if post.get("everything") == "1":
        return [ReceivedLine(line.line_no, line.open) for line in order.lines if line.open]
    return [
        ReceivedLine(
            line.line_no,
            units(post.get(f"accepted-{line.line_no}", ""), f"{line.sku}, accepted"),
            units(post.get(f"damaged-{line.line_no}", ""), f"{line.sku}, damaged"),
            lots_of(post.get(f"lots-{line.line_no}", "")),
        )
        for line in order.lines
    ]


def reverse(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    """It was entered by mistake."""
    receipt = _mine(request, receipt_id)
    take = partial(
        operations.reverse_receipt,
        receipt_id=receipt_id,
        reason=request.POST.get("reason", ""),
        by=actor_of(request),
        now=now_of(request),
    )
    return act(request, take, done="Taken back.", back=link("purchase", receipt.order_id))


def add_cost(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    """Spread freight, duty or the like over it, once for the form's key."""
    receipt = _mine(request, receipt_id)
    back = link("purchase", receipt.order_id)
    return act(request, partial(_add_cost, request, receipt), done="Spread.", back=back)


def _add_cost(request: HttpRequest, receipt: ReceiptView) -> None:
    post, store, now = request.POST, store_of(request), now_of(request)
    said: dict[str, Any] = {
        "kind": post.get("kind", ""),
        "basis": post.get("basis", ""),
        "amount": _amount(post.get("amount", ""), post.get("currency", "") or store.currency),
        "rate": post.get("rate", "").strip().replace(",", ".") or None,
        "document": post.get("document", "").strip(),
    }
    add = partial(operations.add_landed_cost, receipt_id=receipt.id, now=now, **said)
    once(
        store_id=store.id,
        scope="console.receipt-cost",
        key=post.get("key", ""),
        request=[str(receipt.id), said],
        now=now,
        effect=lambda: (200, str(add(by=actor_of(request)))),
    )


def _amount(text: str, currency: str) -> Money:
    code = currency.strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise Invalid(f"“{currency}” is no currency.", field="currency")
    return money_of(text, code)


def undo_cost(request: HttpRequest, cost_id: UUID) -> HttpResponse:
    """The cost was not one."""
    receipt = receipt_of_cost(cost_id)
    if receipt is None or receipt.store_id != store_of(request).id:
        raise NoSuchLandedCost
    take = partial(
        operations.reverse_landed_cost, cost_id=cost_id, by=actor_of(request), now=now_of(request)
    )
    return act(request, take, done="Undone.", back=link("purchase", receipt.order_id))


def _mine(request: HttpRequest, receipt_id: UUID) -> ReceiptView:
    found = receipt_by_id(receipt_id)
    if found.store_id != store_of(request).id:
        raise NoSuchReceipt
    return found
