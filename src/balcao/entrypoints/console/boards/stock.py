"""Stock at every place, by SKU."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse

from balcao.domains.catalog.models import Media
from balcao.domains.inventory.models import StockLevel
from balcao.entrypoints.console.listing import onward, page_of
from balcao.entrypoints.console.pages import show, store_of

LOW: Final = 3
LEFT: Final = F("on_hand") - F("reserved") - F("allocated")
PICTURE: Final = Media.objects.filter(product=OuterRef("variant__product")).order_by("position")
FIELDS: Final = (
    "id", "variant_id", "location_id", "location__name", "variant__sku", "variant__option_values",
    "variant__image", "variant__product__title", "on_hand", "reserved", "allocated",
    "backorder_limit", "left", "picture",
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

    @property
    def is_low(self) -> bool:
        """Whether somebody should order more."""
        return self.left <= LOW


def stock(request: HttpRequest) -> HttpResponse:
    """Show levels, all or those that run out, or those that a text finds."""
    store = store_of(request)
    text, low = request.GET.get("q", "").strip(), request.GET.get("low") == "1"
    rows = find(store.id, text=text, low=low).annotate(picture=Subquery(PICTURE.values("src")[:1]))
    page = page_of(
        rows.values(*FIELDS),
        key=("variant__sku", "id"),
        kinds=(str, int),
        cursor=request.GET.get("cursor"),
    )
    shown = {
        "rows": [row_of(row) for row in page.items],
        "low_count": count_low(store.id),
        "more": onward(request, page),
    }
    return show(request, "stock.html", "Stock", q=text, low=low, limit=LOW, **shown)


def find(store_id: int, *, text: str = "", low: bool = False) -> QuerySet[StockLevel]:
    """Levels whose SKU, barcode or product has this text; only those on sale that run out."""
    rows = StockLevel.objects.filter(store_id=store_id).annotate(left=LEFT)
    if low:
        rows = rows.filter(left__lte=LOW, variant__product__status="active")
    if text:
        rows = rows.filter(
            Q(variant__sku__icontains=text)
            | Q(variant__barcode=text)
            | Q(variant__product__title__icontains=text)
        )
    return rows


def count_low(store_id: int) -> int:
    """How many levels of products on sale run out."""
    return find(store_id, low=True).count()


def row_of(row: dict[str, Any]) -> LevelRow:
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
    )
