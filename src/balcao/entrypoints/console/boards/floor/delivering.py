"""A delivery for a purchase order: scan its number, count what is there, receive all at once.

What has been counted waits in the session, because a delivery is one receipt: freight is spread
over it, and its note is known once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial, wraps
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.inventory.errors import BadQuantity
from balcao.domains.inventory.queries import tracking_of
from balcao.domains.purchasing.errors import BadReceipt, NoSuchPurchaseOrder
from balcao.domains.purchasing.operations import receive_purchase
from balcao.domains.purchasing.queries import purchase_by_id
from balcao.domains.purchasing.values.orders import (
    LotIn,
    PurchaseLineView,
    PurchaseOrderView,
    ReceivedLine,
)
from balcao.entrypoints.console.boards.floor.answering import answer, card_of, day_of, units_of
from balcao.entrypoints.console.boards.floor.asking import (
    Ask,
    ask_code,
    floor,
    onward,
    thing_or_question,
)
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import actor_of, link, now_of, said, store_of
from balcao.kernel.errors import BalcaoError
from balcao.kernel.ids import new_id

View = Callable[[HttpRequest, PurchaseOrderView], HttpResponse]
KEPT: Final = "floor_delivery"
MOST_ENTRIES: Final = 300


@dataclass(frozen=True, slots=True)
class Counted:
    """Units of a line that were counted and not received yet."""

    line_no: int
    sku: str
    units: int
    damaged: int
    lot: str
    expires: str


def of_order(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Give a view the order that its address or form names; else go back to receiving."""

    @wraps(view)
    def with_order(request: HttpRequest) -> HttpResponse:
        sent = request.POST if request.method == "POST" else request.GET
        try:
            order = order_of(request, sent.get("order", ""))
        except BalcaoError as error:
            messages.error(request, said(error))
            status = 303 if request.method == "POST" else 302
            return HttpResponseRedirect(link("floor-receive"), status=status)
        return view(request, order)

    return with_order


@of_order
def delivery(request: HttpRequest, order: PurchaseOrderView) -> HttpResponse:
    """Show what was counted, and ask for the next product."""
    ask = Ask("floor-delivery", order.number, "What is in it?", kept=(("order", str(order.id)),))
    if not any(request.GET.get(name) for name in ("code", "variant", "name")):
        return _overview(request, order, ask)
    thing = thing_or_question(request, ask)
    if isinstance(thing, HttpResponse):
        return thing
    if line_of(order, thing.card.id) is None:
        words = f"{thing.card.sku} is not on {order.number}. Put it aside and ask the buyer."
        return ask_code(request, ask, error=words, status=422)
    tracking = tracking_of(thing.card.id).value
    return floor(request, "receive.html", order.number, thing=thing, tracking=tracking, order=order)


@of_order
def counted(request: HttpRequest, order: PurchaseOrderView) -> HttpResponse:
    """Keep what was counted of one product."""
    page = onward("floor-delivery", ("order", order.id))
    again = onward("floor-delivery", ("order", order.id), ("variant", request.POST.get("variant")))
    return answer(request, partial(_keep, request, order), next_page=page, again=again)


@of_order
def drop(request: HttpRequest, order: PurchaseOrderView) -> HttpResponse:
    """Forget one of the entries."""
    page = onward("floor-delivery", ("order", order.id))
    return answer(request, partial(_drop, request, order), next_page=page, again=page)


@of_order
def received(request: HttpRequest, order: PurchaseOrderView) -> HttpResponse:
    """Receive everything that was counted, as one receipt."""
    again = onward("floor-delivery", ("order", order.id))
    do = partial(_receive, request, order)
    return answer(request, do, next_page=link("floor-receive"), again=again)


def order_of(request: HttpRequest, given: str) -> PurchaseOrderView:
    """The purchase order of the address, if goods of it may come in now.

    :raises NoSuchPurchaseOrder: it is not one of this store's.
    :raises BadReceipt: it was not sent, or has ended.
    """
    try:
        order = purchase_by_id(UUID(given))
    except ValueError:
        raise NoSuchPurchaseOrder from None
    if order.store_id != store_of(request).id:
        raise NoSuchPurchaseOrder
    if not order.can_receive:
        raise BadReceipt(f"{order.number} is {order.state.replace('_', ' ')}: nothing comes in.")
    return order


def line_of(order: PurchaseOrderView, variant_id: UUID) -> PurchaseLineView | None:
    """The line of an order that asks for a variant; the one with most to come."""
    lines = [line for line in order.lines if line.variant_id == variant_id]
    return max(lines, key=lambda line: line.may_come, default=None)


def entries_of(request: HttpRequest, order: PurchaseOrderView) -> list[Counted]:
    """What was counted of this order so far."""
    kept = request.session.get(KEPT, {})
    return [Counted(*row) for row in kept.get("rows", [])] if _is_for(kept, order) else []


def _overview(request: HttpRequest, order: PurchaseOrderView, ask: Ask) -> HttpResponse:
    entries = entries_of(request, order)
    so_far: dict[int, int] = defaultdict(int)
    for one in entries:
        so_far[one.line_no] += one.units + one.damaged
    lines = [(line, so_far[line.line_no]) for line in order.lines if line.open or so_far]
    return floor(
        request,
        "delivery.html",
        order.number,
        ask=ask,
        action=link("floor-delivery"),
        order=order,
        entries=entries,
        lines=lines,
        key=request.session.get(KEPT, {}).get("key", ""),
    )


def _keep(request: HttpRequest, order: PurchaseOrderView) -> str:
    card = card_of(request)
    line = line_of(order, card.id)
    if line is None:
        raise BadReceipt(f"{card.sku} is not on {order.number}.")
    good, damaged = units_of(request, default="0"), units_of(request, "damaged", default="0")
    entries = entries_of(request, order)
    if not good + damaged or len(entries) >= MOST_ENTRIES:
        raise BadQuantity("Count at least one unit.", field="units")
    lot = request.POST.get("lot", "").strip()[:80]
    expires = day_of(request, "expires")
    rows = [_row(one) for one in entries]
    rows.append(
        [line.line_no, card.sku, good, damaged, lot, expires.isoformat() if expires else ""]
    )
    _store(request, order, rows)
    return f"Counted {good + damaged} × {card.sku}. Not received yet."


def _drop(request: HttpRequest, order: PurchaseOrderView) -> str:
    at = number_of(request.POST.get("at", ""), -1)
    rows = [_row(one) for one in entries_of(request, order)]
    if not 0 <= at < len(rows):
        raise BadQuantity("This was taken out already.", field="at")
    gone = rows.pop(at)
    _store(request, order, rows)
    return f"Taken out: {gone[1]}."


def _receive(request: HttpRequest, order: PurchaseOrderView) -> str:
    entries = entries_of(request, order)
    by_line: dict[int, list[Counted]] = defaultdict(list)
    for one in entries:
        by_line[one.line_no].append(one)
    receive_purchase(
        order_id=order.id,
        key=request.POST.get("key", ""),
        lines=[_received(number, rows) for number, rows in sorted(by_line.items())],
        by=actor_of(request),
        now=now_of(request),
        delivery_note=request.POST.get("document", ""),
    )
    request.session.pop(KEPT, None)
    units = sum(one.units + one.damaged for one in entries)
    return f"Received {units} units of {order.number}."


def _received(line_no: int, rows: list[Counted]) -> ReceivedLine:
    lots: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        if row.lot:
            lots[row.lot, row.expires] += row.units + row.damaged
    return ReceivedLine(
        line_no=line_no,
        accepted=sum(row.units for row in rows),
        damaged=sum(row.damaged for row in rows),
        lots=tuple(_lot(code, units, expires) for (code, expires), units in lots.items()),
    )


def _lot(code: str, units: int, expires: str) -> LotIn:
    return LotIn(code, units, date.fromisoformat(expires) if expires else None)


def _row(one: Counted) -> list[Any]:
    return [one.line_no, one.sku, one.units, one.damaged, one.lot, one.expires]


def _store(request: HttpRequest, order: PurchaseOrderView, rows: list[list[Any]]) -> None:
    """What was counted changes, so the receipt is another one and gets another key."""
    request.session[KEPT] = {"order": str(order.id), "rows": rows, "key": str(new_id())}


def _is_for(kept: dict[str, Any], order: PurchaseOrderView) -> bool:
    return kept.get("order") == str(order.id)
