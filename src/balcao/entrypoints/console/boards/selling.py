"""How a variant is sold: before it is there, as a kit, and what is kept back from a channel."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from balcao.domains.catalog.queries import variant_card
from balcao.domains.inventory import operations
from balcao.domains.inventory.queries import (
    availability_of,
    buffers_of,
    kit_of,
    locations,
    promises_of,
    selling_of,
)
from balcao.domains.inventory.values import ONLINE, Component, LocationInfo, Selling, SellingRule
from balcao.entrypoints.console.boards.moving.typed import place_id, whole, wishes_of
from balcao.entrypoints.console.pages import act, link, now_of, show, store_of
from balcao.kernel.errors import Invalid


def selling(request: HttpRequest, variant_id: UUID) -> HttpResponse:
    """Show how one variant is sold, with the forms to change it."""
    store = store_of(request)
    card = variant_card(store.id, variant_id)
    places = [place for place in locations(store.id) if place.sells]
    return show(
        request,
        "selling.html",
        f"How {card.sku} is sold",
        card=card,
        rule=selling_of(store.id, variant_id),
        policies=[kind.value for kind in Selling],
        kit=kit_of(store.id, variant_id),
        buffers=[
            (one, _name_of(places, one.location_id)) for one in buffers_of(store.id, variant_id)
        ],
        places=places,
        channel=ONLINE,
        sellable=availability_of(store.id, [variant_id]).get(variant_id, 0),
        promise=promises_of(store.id, {variant_id: 1}, now=now_of(request)).get(variant_id),
    )


def save_policy(request: HttpRequest, variant_id: UUID) -> HttpResponse:
    """Say whether it is sold before it is there."""
    back = link("selling", variant_id)
    return act(request, partial(_policy, request, variant_id), done="Saved.", back=back)


def save_kit(request: HttpRequest, variant_id: UUID) -> HttpResponse:
    """Say what it is made of."""
    back = link("selling", variant_id)
    return act(request, partial(_kit, request, variant_id), done="Saved.", back=back)


def save_buffer(request: HttpRequest, variant_id: UUID) -> HttpResponse:
    """Keep units back from a channel."""
    back = link("selling", variant_id)
    return act(request, partial(_buffer, request, variant_id), done="Saved.", back=back)


def _policy(request: HttpRequest, variant_id: UUID) -> None:
    store, post = store_of(request), request.POST
    given = post.get("policy", "")
    if given not in set(Selling):
        raise Invalid("Choose what happens when it is not in stock.", field="policy")
    policy = Selling(given)
    opens = _day(post.get("releases", ""), store.time_zone)
    rule = SellingRule(
        policy,
        0 if policy is Selling.DENY else whole(post.get("limit", ""), "Units beyond stock"),
        opens if policy is Selling.PREORDER else None,
        whole(post.get("lead_days", ""), "Days"),
    )
    operations.set_selling(store_id=store.id, variant_id=variant_id, rule=rule)


def _kit(request: HttpRequest, variant_id: UUID) -> None:
    store_id, text = store_of(request).id, request.POST.get("components", "")
    wishes = wishes_of(store_id, text) if text.strip() else []
    parts = [Component(wish.variant_id, wish.quantity) for wish in wishes]
    operations.set_kit(store_id=store_id, kit_id=variant_id, components=parts)


def _buffer(request: HttpRequest, variant_id: UUID) -> None:
    post = request.POST
    operations.set_buffer(
        store_id=store_of(request).id,
        location_id=place_id(post.get("place", ""), "place"),
        channel=post.get("channel", "").strip().lower(),
        units=whole(post.get("units", ""), "Units"),
        variant_id=None if post.get("scope") == "place" else variant_id,
    )


def _day(text: str, zone: str) -> datetime | None:
    """The first moment of a day in the store's time zone, aware UTC; None for none."""
    try:
        day = date.fromisoformat(text.strip()) if text.strip() else None
        return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) if day else None
    except (ValueError, OverflowError):
        raise Invalid("This is not a date.", field="releases") from None


def _name_of(places: list[LocationInfo], location_id: int) -> str:
    return next((place.name for place in places if place.id == location_id), str(location_id))
