"""Places, and what a store has decided about its stock."""

from __future__ import annotations

from functools import partial
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict

from balcao.domains.inventory import operations
from balcao.domains.inventory.ports import strategies
from balcao.domains.inventory.queries import locations, stock_settings
from balcao.domains.inventory.values import LocationKind, Valuation
from balcao.entrypoints.console.boards.moving.typed import whole
from balcao.entrypoints.console.boards.productform import money_of
from balcao.entrypoints.console.pages import act, link, show, store_of
from balcao.kernel.errors import Invalid
from balcao.kernel.money import Money
from balcao.kernel.slugs import slugify

ADDRESS: Final = ("country", "region", "city", "postal_code")
NUMBERS: Final = (
    ("recount_above_percent", "Count again when off by more than, percent"),
    ("low_stock_units", "Low stock at, units"),
    ("expiring_days", "Expiring within, days"),
    ("slow_after_days", "Slow mover after, days"),
    ("count_every_a_days", "Count class A every, days"),
    ("count_every_b_days", "Count class B every, days"),
    ("count_every_c_days", "Count class C every, days"),
)


def places(request: HttpRequest) -> HttpResponse:
    """Show all places and the settings, with the forms to change them."""
    store = store_of(request)
    rules = stock_settings(store.id)
    return show(
        request,
        "moving/places.html",
        "Places and stock settings",
        places=[(one, Money(one.handling_minor, store.currency)) for one in locations(store.id)],
        kinds=[kind.value for kind in LocationKind],
        rules=rules,
        threshold=Money(rules.approve_above_minor, store.currency),
        numbers=[(name, label, getattr(rules, name)) for name, label in NUMBERS],
        strategies=[(s.code, s.label(), s.code == rules.allocation_strategy) for s in strategies()],
        methods=[(one.value, one.value == rules.valuation) for one in Valuation],
    )


def save_place(request: HttpRequest) -> HttpResponse:
    """Make a place or change it."""
    return act(request, partial(_save, request), done="Place saved.", back=link("places"))


def _save(request: HttpRequest) -> None:
    store, post = store_of(request), request.POST
    name, kind = post.get("name", "").strip(), post.get("kind", "warehouse")
    if kind not in set(LocationKind):
        raise Invalid("Choose what sort of place it is.", field="kind")
    code = post.get("code", "") or slugify(name)[:40]
    if slugify(code) != code or not code:
        raise Invalid("A code has small letters, digits and hyphens.", field="code")
    operations.create_location(
        store_id=store.id,
        code=code,
        name=name,
        priority=whole(post.get("priority", "1"), "priority"),
        kind=LocationKind(kind),
        sells=post.get("sells") == "1",
        address=_address(post),
        coordinates=_coordinates(post),
        handling=_handling(post, store.currency),
    )


def _address(post: QueryDict) -> dict[str, str]:
    country = post.get("country", "").strip().upper()
    if country and not (len(country) == 2 and country.isalpha() and country.isascii()):
        raise Invalid("A country is a code of two letters, such as BR.", field="country")
    parts = {key: post.get(key, "").strip() for key in ADDRESS}
    longest = max(parts, key=lambda key: len(parts[key]))
    if len(parts[longest]) > 80 or len(parts["postal_code"]) > 12:
        raise Invalid("A part of this address is too long.", field=longest)
    return {**parts, "country": country}


def _coordinates(post: QueryDict) -> tuple[float, float] | None:
    typed = [post.get(name, "").strip().replace(",", ".") for name in ("latitude", "longitude")]
    if not any(typed):
        return None
    try:
        latitude, longitude = map(float, typed)
    except ValueError:
        raise Invalid("Coordinates are two numbers such as -23.56.", field="latitude") from None
    return latitude, longitude


def _handling(post: QueryDict, currency: str) -> Money | None:
    text = post.get("handling", "").strip()
    amount = money_of(text, currency) if text else None
    if amount is not None and amount.minor < 0:
        raise Invalid("What a parcel costs is not negative.", field="handling")
    return amount


def save_settings(request: HttpRequest) -> HttpResponse:
    """Decide anew how stock is valued, counted and approved."""
    return act(request, partial(_save_rules, request), done="Saved.", back=link("places"))


def _save_rules(request: HttpRequest) -> None:
    store, post = store_of(request), request.POST
    changes = {name: whole(post[name], label) for name, label in NUMBERS if name in post}
    changes["approve_above_minor"] = money_of(post.get("threshold", ""), store.currency).minor
    words = ("valuation", "allocation_strategy")
    method = {name: post[name] for name in words if name in post}
    operations.save_stock_settings(store_id=store.id, changes={**changes, **method})
