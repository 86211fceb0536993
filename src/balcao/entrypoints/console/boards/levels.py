"""One level and its ledger: why on-hand is what it is, and what it is promised to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.models import Variant
from balcao.domains.inventory.errors import (
    BadPeriod,
    NoSuchLevel,
    NoSuchLocation,
)
from balcao.domains.inventory.models import Commitment
from balcao.domains.inventory.queries import (
    bins_of,
    level_of,
    locations,
    movements_page,
    reasons,
    stock_then,
    supply_of,
    tracking_of,
)
from balcao.domains.inventory.queries import lots_of as lots_of_variant
from balcao.domains.inventory.values import (
    AdjustmentInfo,
    Level,
    LocationInfo,
    Tracking,
)
from balcao.domains.orders.models import Order
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.console.boards.moving.typed import moment_of
from balcao.entrypoints.console.listing import onward
from balcao.entrypoints.console.pages import now_of, show, store_of
from balcao.kernel.ids import new_id
from balcao.kernel.money import Money

Adjust = Callable[[HttpRequest, int, UUID], AdjustmentInfo | None]
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
    here = level_or_none(where, variant_id, sku)
    return show(
        request,
        "level.html",
        f"Stock of {sku}",
        level=here,
        thing=thing,
        ledger=ledger.items,
        more=onward(request, ledger),
        promises=promises_of(place, variant_id),
        key=str(new_id()),
        **units_shown(store, here, request.GET.get("at", ""), now_of(request)),
    )


def units_shown(store: StoreInfo, here: Level, at: str, now: datetime) -> dict[str, Any]:
    """Which units lie here, which come, what they are worth, and what lay here at a moment."""
    wrong, then, place, variant_id = "", None, here.location_id, here.variant_id
    try:
        then = moment_of(at, store.time_zone, now=now)
    except BadPeriod as error:
        wrong = error.message
    lots = [x for x in lots_of_variant(store.id, variant_id) if x.location_id == place]
    return {
        "worth": [Money(minor, store.currency) for minor in (here.value_minor, here.fifo_minor)],
        "lots": lots,
        "bins": [x for x in bins_of(store.id, variant_id) if x.location_id == place],
        "supply": [x for x in supply_of(store.id, [variant_id]) if x.location_id == place],
        "tracking": tracking_of(variant_id).value,
        "trackings": [how.value for how in Tracking],
        "reasons": [reason.value for reason in reasons()],
        "at": then,
        "then": stock_then(store.id, variant_id, at=then) if then else (),
        "wrong": wrong,
    }


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
