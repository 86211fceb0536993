"""Changes to one level: receipts, counts and adjustments; great ones wait for somebody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.inventory import operations
from balcao.domains.inventory.errors import BadQuantity, BadReason
from balcao.domains.inventory.queries import reasons, signed_units
from balcao.domains.inventory.values import (
    AdjustmentInfo,
    AdjustmentState,
    Reason,
    Tracking,
    Wish,
)
from balcao.entrypoints.console.boards.levels import thing_of
from balcao.entrypoints.console.boards.moving.typed import do_once, lots_of
from balcao.entrypoints.console.boards.productform import money_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, said, store_of
from balcao.kernel.errors import BalcaoError

Adjust = Callable[[HttpRequest, int, UUID], AdjustmentInfo | None]


def safety(request: HttpRequest, place: int, variant_id: UUID) -> HttpResponse:
    """Keep some units from being promised to shoppers."""
    where = {"store_id": store_of(request).id, "location_id": place, "variant_id": variant_id}
    do = partial(_safety, request, where)
    return act(request, do, done="Saved.", back=link("level", place, variant_id))


def _safety(request: HttpRequest, where: dict[str, Any]) -> None:
    operations.set_safety_stock(units=units_of(request), **where)


def track(request: HttpRequest, place: int, variant_id: UUID) -> HttpResponse:
    """Tell units apart by lot or serial number, or stop doing so."""
    how = request.POST.get("tracking", "none")
    do = partial(
        operations.set_tracking,
        store_id=store_of(request).id,
        variant_id=variant_id,
        tracking=Tracking(how if how in set(Tracking) else "none"),
        now=now_of(request),
    )
    return act(request, do, done="Saved.", back=link("level", place, variant_id))


def receive(request: HttpRequest, place: int, variant_id: UUID) -> HttpResponse:
    """Goods came in without a purchase order; a form sent twice counts once."""
    return change(request, place, variant_id, _received, "Received.")


def count(request: HttpRequest, place: int, variant_id: UUID) -> HttpResponse:
    """Somebody counted what is there."""
    return change(request, place, variant_id, _counted, "Counted.")


def lose(request: HttpRequest, place: int, variant_id: UUID) -> HttpResponse:
    """Goods broke, went missing, turned up, or are good again."""
    return change(request, place, variant_id, _adjusted, "In the books.")


def change(
    request: HttpRequest, place: int, variant_id: UUID, adjust: Adjust, done: str
) -> HttpResponse:
    """Change stock once for the form's key, and say what came of it."""
    thing_of(store_of(request).id, variant_id)
    back = link("level", place, variant_id)
    try:
        waits = do_once(request, lambda: _waits(adjust(request, place, variant_id)))
    except BalcaoError as error:
        messages.error(request, said(error))
    else:
        words = f"{waits} waits for somebody with stock:approve." if waits else done
        (messages.warning if waits else messages.success)(request, words)
    return HttpResponseRedirect(back, status=303)


def _waits(done: AdjustmentInfo | None) -> str:
    waits = done is not None and done.state == AdjustmentState.WAITING
    return done.number if done is not None and waits else ""


def _received(request: HttpRequest, place: int, variant_id: UUID) -> AdjustmentInfo:
    store, post, units = store_of(request), request.POST, units_of(request)
    cost = post.get("unit_cost", "").strip()
    wish = Wish(
        location_id=place,
        variant_id=variant_id,
        reason=Reason.RECEIVED,
        quantity=units,
        value=money_of(cost, store.currency) * units if cost else None,
        document=post.get("document", "").strip(),
        lots=lots_of(post, units),
    )
    return _ask(request, wish)


def _counted(request: HttpRequest, place: int, variant_id: UUID) -> AdjustmentInfo | None:
    return operations.adjust_to_count(
        store_id=store_of(request).id,
        location_id=place,
        variant_id=variant_id,
        counted=units_of(request),
        actor=actor_of(request),
        now=now_of(request),
        note=request.POST.get("note", ""),
    )


def _adjusted(request: HttpRequest, place: int, variant_id: UUID) -> AdjustmentInfo:
    post, units = request.POST, units_of(request)
    reason = post.get("reason", Reason.SCRAPPED.value)
    if reason not in set(reasons()):
        raise BadReason(field="reason")
    broken = post.get("side") == "damaged" and reason not in {Reason.DAMAGED, Reason.REPAIRED}
    sides = (0, units) if broken else (units, 0)
    quantity, damaged = signed_units(Reason(reason), *sides)
    note, lots = post.get("note", ""), lots_of(post, units)
    return _ask(
        request, Wish(place, variant_id, Reason(reason), quantity, damaged, lots, note=note)
    )


def _ask(request: HttpRequest, wish: Wish) -> AdjustmentInfo:
    who = {"actor": actor_of(request), "now": now_of(request)}
    return operations.adjust_stock(store_id=store_of(request).id, wish=wish, **who)


def units_of(request: HttpRequest) -> int:
    """The number of units in the form.

    :raises BadQuantity: it is not a whole number.
    """
    given = request.POST.get("quantity", "").strip()
    if not given.isdecimal() or len(given) > 8:
        raise BadQuantity("Give the quantity as a whole number.", field="quantity")
    return int(given)
