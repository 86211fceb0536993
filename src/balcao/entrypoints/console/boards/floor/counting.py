"""Counting one thing where one stands. The page does not say what is expected: a count is blind."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse

from balcao.domains.inventory.operations import adjust_to_count
from balcao.domains.inventory.values import AdjustmentState
from balcao.entrypoints.console.boards.floor.answering import answer, card_of, do_once, units_of
from balcao.entrypoints.console.boards.floor.asking import Ask, floor, onward, thing_or_question
from balcao.entrypoints.console.boards.floor.undoing import forget
from balcao.entrypoints.console.pages import link
from balcao.kernel.ids import new_id

ASK = Ask("floor-count", "Count", "What do you count?")


def count(request: HttpRequest) -> HttpResponse:
    """Ask what is counted, then how many there are."""
    thing = thing_or_question(request, ASK)
    if isinstance(thing, HttpResponse):
        return thing
    return floor(request, "count.html", ASK.title, thing=thing, key=new_id())


def counted(request: HttpRequest) -> HttpResponse:
    """Correct on-hand, or ask for it where it is worth much; once however often it is sent."""
    again = onward("floor-count", ("variant", request.POST.get("variant", "")))
    return answer(request, partial(_count, request), next_page=link("floor-count"), again=again)


def _count(request: HttpRequest) -> str:
    card, units = card_of(request), units_of(request)
    note = request.POST.get("note", "").strip()[:300]
    off, number = do_once(request, "count", _adjust, variant_id=card.id, counted=units, note=note)
    forget(request)
    if not off:
        return f"{units} × {card.sku}: exactly as expected."
    words = f"{units} × {card.sku}: {abs(off)} {'more' if off > 0 else 'fewer'} than expected."
    return f"{words} Somebody has to approve {number} first." if number else words


def _adjust(**said: Any) -> list[Any]:
    """By how many units it is off, and the number of the adjustment where it waits for approval."""
    made = adjust_to_count(**said)
    if made is None:
        return [0, ""]
    waits = made.state == AdjustmentState.WAITING
    return [made.quantity, made.number if waits else ""]
