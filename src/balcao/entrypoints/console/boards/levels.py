"""One level and its ledger: why on-hand is what it is, and what it is promised to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.models import Variant
from balcao.domains.inventory import operations
from balcao.domains.inventory.errors import BadQuantity, NoSuchLevel, NoSuchLocation
from balcao.domains.inventory.models import Commitment
from balcao.domains.inventory.queries import level_of, locations, movements_page
from balcao.domains.inventory.values import Level, LocationInfo
from balcao.domains.orders.models import Order
from balcao.entrypoints.console.listing import onward
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, show, store_of
from balcao.kernel.ids import new_id
from balcao.plumbing.idempotency import once

OPEN: Final = ("reserved", "allocated")
SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Promise:
    """Units set aside for one order."""

    order_id: UUID
    number: str
    order_state: str
    quantity: int
    state: str


@dataclass(frozen=True, slots=True)
class Thing:
    """What lies there."""

    product_id: UUID
    title: str
    options: str


def level(request: HttpRequest, place: int, variant_id: UUID) -> HttpResponse:
    """Show one level."""
    store, cursor = store_of(request), request.GET.get("cursor")
    where = place_of(request, place)
    thing, sku = thing_of(store.id, variant_id)
    ledger = movements_page(
        store.id, variant_id=variant_id, location_id=place, cursor=cursor, limit=SHOWN
    )
    return show(
        request,
        "level.html",
        f"Stock of {sku}",
        level=level_or_none(where, variant_id, sku),
        thing=thing,
        ledger=ledger.items,
        more=onward(request, ledger),
        promises=promises_of(place, variant_id),
        key=str(new_id()),
    )


def receive(request: HttpRequest, place: int, variant_id: UUID) -> HttpResponse:
    """Goods came in; a form sent twice counts once."""
    document = request.POST.get("document", "")[:80]
    return change(
        request,
        place,
        variant_id,
        partial(operations.receive_stock, document=document),
        "Received.",
    )


def count(request: HttpRequest, place: int, variant_id: UUID) -> HttpResponse:
    """Somebody counted what is there."""
    return change(request, place, variant_id, operations.correct_count, "Counted.", "counted")


def lose(request: HttpRequest, place: int, variant_id: UUID) -> HttpResponse:
    """Goods broke or went missing."""
    return change(request, place, variant_id, operations.write_off, "Written off.")


def change(
    request: HttpRequest,
    place: int,
    variant_id: UUID,
    operation: Any,
    done: str,
    amount: str = "quantity",
) -> HttpResponse:
    """Change on-hand once for the form's key, and say what came of it."""
    thing_of(store_of(request).id, variant_id)
    effect = partial(operation, location_id=place, variant_id=variant_id)
    do = partial(_once, request, effect, amount)
    return act(request, do, done=done, back=link("level", place, variant_id))


def _once(request: HttpRequest, operation: Any, amount: str) -> None:
    store_id, now, post = store_of(request).id, now_of(request), request.POST
    said = {amount: units_of(request), "note": post.get("note", "")[:300]}
    effect = partial(operation, store_id=store_id, actor=actor_of(request), now=now, **said)
    once(
        store_id=store_id,
        scope="console." + request.path.rstrip("/").rpartition("/")[2],
        key=post.get("key", ""),
        request=[request.path, said],
        now=now,
        effect=lambda: (200, effect()),
    )


def units_of(request: HttpRequest) -> int:
    """The number of units in the form.

    :raises BadQuantity: it is not a whole number.
    """
    given = request.POST.get("quantity", "").strip()
    if not given.isdecimal() or len(given) > 8:
        raise BadQuantity("Give the quantity as a whole number.", field="quantity")
    return int(given)


def place_of(request: HttpRequest, place: int) -> LocationInfo:
    """One place of this store. :raises NoSuchLocation: it is not one of them."""
    found = [one for one in locations(store_of(request).id) if one.id == place]
    if not found:
        raise NoSuchLocation
    return found[0]


def thing_of(store_id: int, variant_id: UUID) -> tuple[Thing, str]:
    """What the variant is called, and its SKU. :raises NoSuchVariant: not one of this store's."""
    rows = Variant.objects.filter(store_id=store_id, pk=variant_id)
    row = rows.values("product_id", "product__title", "option_values", "sku").first()
    if row is None:
        raise NoSuchVariant
    options = " / ".join(row["option_values"])
    return Thing(row["product_id"], row["product__title"], options), row["sku"]


def level_or_none(place: LocationInfo, variant_id: UUID, sku: str) -> Level:
    """The level; all zeros where the variant has never been."""
    try:
        return level_of(place.id, variant_id)
    except NoSuchLevel:
        return Level(variant_id, place.id, sku, place.name, 0, 0, 0, 0)


def promises_of(place: int, variant_id: UUID) -> list[Promise]:
    """What is set aside at this place, and for which orders."""
    rows = Commitment.objects.filter(level__location=place, level__variant=variant_id)
    found = list(rows.filter(state__in=OPEN).order_by("-pk")[:SHOWN])
    orders = Order.objects.in_bulk([row.order_id for row in found])
    return [
        Promise(
            r.order_id, orders[r.order_id].number, orders[r.order_id].state, r.quantity, r.state
        )
        for r in found
        if r.order_id in orders
    ]
