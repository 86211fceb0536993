"""Stock at every place, by SKU."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse

from balcao.domains.catalog.models import Media, Variant
from balcao.domains.inventory.models import StockLevel
from balcao.domains.inventory.queries import locations, stock_settings
from balcao.domains.replenishment.queries import alert_counts
from balcao.entrypoints.console.listing import number_of, onward, page_of
from balcao.entrypoints.console.pages import now_of, show, store_of

LEFT: Final = F("on_hand") - F("reserved") - F("allocated") - F("safety_stock")
PICTURE: Final = Media.objects.filter(product=OuterRef("variant__product")).order_by("position")
FIELDS: Final = (
    "id", "variant_id", "location_id", "location__name", "variant__sku", "variant__option_values",
    "variant__image", "variant__product__title", "on_hand", "reserved", "allocated",
    "damaged", "incoming", "left", "picture",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LevelRow:
    """Stock of one variant at one place; ``left`` may still be promised to shoppers."""

    variant_id: UUID
    place_id: int
    place: str
    sku: str
    title: str
    options: str
    picture: str
    on_hand: int
    promised: int
    left: int
    damaged: int
    incoming: int
    is_low: bool


def stock(request: HttpRequest) -> HttpResponse:
    """Show levels, everywhere or at one place, all or those that a text finds."""
    store, text = store_of(request), request.GET.get("q", "").strip()
    place = number_of(request.GET.get("place", ""))
    rows = find(store.id, text=text, place=place)
    rows = rows.annotate(left=LEFT, picture=Subquery(PICTURE.values("src")[:1]))
    page = page_of(
        rows.values(*FIELDS),
        key=("variant__sku", "id"),
        kinds=(str, int),
        cursor=request.GET.get("cursor"),
    )
    low_at_most = stock_settings(store.id).low_stock_units
    shown = {
        "rows": [row_of(row, low_at_most) for row in page.items],
        "places": locations(store.id),
        "alerts": alert_counts(store.id, now=now_of(request), location_id=place or None).total,
        "more": onward(request, page),
    }
    return show(request, "stock.html", "Stock", q=text, place=place, **shown)


def find(store_id: int, *, text: str = "", place: int = 0) -> QuerySet[StockLevel]:
    """Levels whose SKU, barcode or product has this text, at one place or everywhere.

    A text that is a SKU or a barcode finds just that: it is what scanners type, and an index knows.
    """
    rows = StockLevel.objects.filter(store_id=store_id, variant__store_id=store_id)
    if place:
        rows = rows.filter(location=place)
    if not text:
        return rows
    variants = Variant.objects.filter(store_id=store_id)
    exact = {*variants.filter(sku=text).values_list("pk", flat=True)}
    exact |= {*variants.filter(barcode=text).values_list("pk", flat=True)}
    if exact:
        return rows.filter(variant__in=exact)
    return rows.filter(Q(variant__sku__icontains=text) | Q(variant__product__title__icontains=text))


def row_of(row: dict[str, Any], low_at_most: int) -> LevelRow:
    """A level as the list shows it."""
    return LevelRow(
        variant_id=row["variant_id"],
        place_id=row["location_id"],
        place=row["location__name"],
        sku=row["variant__sku"],
        title=row["variant__product__title"],
        options=" / ".join(row["variant__option_values"]),
        picture=row["variant__image"] or row["picture"] or "",
        on_hand=row["on_hand"],
        promised=row["reserved"] + row["allocated"],
        left=row["left"],
        damaged=row["damaged"],
        incoming=row["incoming"],
        is_low=row["left"] <= low_at_most,
    )
