"""Goods came in: scan, count, next."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.catalog.values import VariantCard
from balcao.domains.inventory.operations import receive_lines
from balcao.domains.inventory.queries import tracking_of
from balcao.domains.inventory.values import Arrival, LotUnits
from balcao.domains.purchasing.queries import purchase_by_number
from balcao.entrypoints.console.boards.floor.answering import (
    answer,
    card_of,
    day_of,
    do_once,
    units_of,
)
from balcao.entrypoints.console.boards.floor.asking import (
    Ask,
    ask_code,
    floor,
    onward,
    place_of,
    thing_or_question,
)
from balcao.entrypoints.console.boards.floor.undoing import remember
from balcao.entrypoints.console.pages import link, said, store_of
from balcao.kernel.errors import BalcaoError
from balcao.kernel.ids import new_id

ASK = Ask(
    "floor-receive", "Receive", "What came in?", hint="Scan a unit, or the purchase order's number."
)
PURCHASE = re.compile(r"PO-\d{1,12}", re.IGNORECASE)


def receive(request: HttpRequest) -> HttpResponse:
    """Ask what came in, then how many."""
    code = request.GET.get("code", "").strip()
    if PURCHASE.fullmatch(code):
        return _purchase(request, code)
    document = request.GET.get("document", request.session.get("floor_document", ""))[:80]
    thing = thing_or_question(request, ASK)
    if isinstance(thing, HttpResponse):
        return thing
    return floor(
        request,
        "receive.html",
        ASK.title,
        thing=thing,
        tracking=tracking_of(thing.card.id).value,
        document=document,
        key=new_id(),
    )


def _purchase(request: HttpRequest, code: str) -> HttpResponse:
    try:
        order = purchase_by_number(store_of(request).id, code)
    except BalcaoError as error:
        return ask_code(request, ASK, error=said(error), status=404)
    return HttpResponseRedirect(onward("floor-delivery", ("order", order.id)))


def received(request: HttpRequest) -> HttpResponse:
    """Take the units in, once however often the form is sent."""
    again = onward(
        "floor-receive",
        *((name, request.POST.get(name, "")) for name in ("variant", "lot", "expires")),
    )
    do = partial(_receive, request)
    return answer(request, do, next_page=link("floor-receive"), again=again)


def _receive(request: HttpRequest) -> str:
    card, post = card_of(request), request.POST
    good, damaged = units_of(request, default="0"), units_of(request, "damaged", default="0")
    document = post.get("document", "").strip()[:80]
    lot = post.get("lot", "").strip()[:80]
    lots = (LotUnits(lot, good + damaged, day_of(request, "expires")),) if lot else ()
    line = Arrival(card.id, good, damaged, lots=lots)
    do_once(request, "receive", receive_lines, lines=[line], document=document)
    request.session["floor_document"] = document
    words = f"Received {good + damaged} × {card.sku}"
    remember(request, words, "receive", **_undo(request, card, line, document))
    broken = f", {damaged} of them broken" if damaged else ""
    return f"{words}{broken}."


def _undo(request: HttpRequest, card: VariantCard, line: Arrival, document: str) -> dict[str, Any]:
    return {
        "location_id": place_of(request).id,
        "variant_id": str(card.id),
        "quantity": line.quantity,
        "damaged": line.damaged,
        "lots": [[lot.code, lot.quantity] for lot in line.lots],
        "document": document,
    }
