"""Reads about stock."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from balcao.domains.inventory.errors import NoSuchLevel, NoSuchLocation
from balcao.domains.inventory.models import Commitment, Location, StockLevel, StockMovement
from balcao.domains.inventory.values import Level, LocationInfo, Movement
from balcao.plumbing.keyset import Page, decode_cursor, encode_cursor
from balcao.plumbing.sql import run_sql_dicts

MAX_PAGE = 200


def locations(store_id: int) -> list[LocationInfo]:
    """All active places, in the order they are sold from."""
    rows = Location.objects.filter(store_id=store_id, is_active=True)
    return [LocationInfo(r.pk, r.code, r.name, r.priority) for r in rows]


def default_location(store_id: int) -> LocationInfo:
    """The place that is sold from first; imports and receipts go there unless told otherwise.

    :raises NoSuchLocation: the store has none yet.
    """
    found = locations(store_id)
    if not found:
        raise NoSuchLocation("This store has no location yet. Create one first.")
    return found[0]


def availability_of(store_id: int, variant_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """Units that can be sold now, per variant; a variant never stocked is not among them."""
    rows = run_sql_dicts("inventory/availability", store_id=store_id, variants=list(variant_ids))
    return {row["variant_id"]: int(row["sellable"]) for row in rows}


def level_of(location_id: int, variant_id: UUID) -> Level:
    """Stock of one variant at one place.

    :raises NoSuchLevel: it has never been stocked there.
    """
    rows = _levels().filter(location=location_id, variant=variant_id)
    row = rows.first()
    if row is None:
        raise NoSuchLevel(variant_id=str(variant_id), location_id=location_id)
    return _level(row)


def levels_of(variant_ids: Collection[UUID]) -> list[Level]:
    """Stock of some variants at every place."""
    return [_level(row) for row in _levels().filter(variant__in=variant_ids).order_by("pk")]


def levels_page(store_id: int, *, cursor: str | None, limit: int) -> Page[Level]:
    """All levels by SKU, a page at a time; at most 200.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = _levels().filter(store_id=store_id)
    key = decode_cursor(cursor, str, int)
    if key:
        rows = rows.filter(Q(variant__sku__gt=key[0]) | Q(variant__sku=key[0], pk__gt=key[1]))
    limit = max(1, min(limit, MAX_PAGE))
    found = list(rows.order_by("variant__sku", "pk")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    onward = encode_cursor(last.variant.sku, last.pk) if last else None
    return Page([_level(row) for row in found[:limit]], onward)


def low_stock(store_id: int, *, at_most: int, limit: int = 50) -> list[Level]:
    """Levels with few units left to sell, the emptiest first."""
    left = F("on_hand") - F("reserved") - F("allocated")
    rows = _levels().filter(store_id=store_id).annotate(left=left)
    found = rows.filter(left__lte=at_most)
    return [_level(row) for row in found.order_by("left", "pk")[:limit]]


def movements_page(
    store_id: int,
    *,
    variant_id: UUID,
    location_id: int | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Movement]:
    """The ledger of one variant, latest first: why on-hand is what it is.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = StockMovement.objects.filter(store_id=store_id, variant_id=variant_id)
    if location_id is not None:
        rows = rows.filter(location_id=location_id)
    key = decode_cursor(cursor, datetime.fromisoformat, UUID)
    if key:
        rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], id__lt=key[1]))
    limit = max(1, min(limit, MAX_PAGE))
    found = list(rows.order_by("-at", "-id")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    onward = encode_cursor(last.at.isoformat(), last.id) if last else None
    return Page([_movement(row) for row in found[:limit]], onward)


def committed_variants(variant_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of the variants that an order has ever taken from, released or not."""
    rows = Commitment.objects.filter(level__variant__in=list(variant_ids))
    return frozenset(rows.values_list("level__variant_id", flat=True))


def variants_elsewhere(*, location_id: int, variant_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of the variants that are also kept at other places than this one."""
    rows = StockLevel.objects.filter(variant__in=list(variant_ids)).exclude(location=location_id)
    return frozenset(rows.values_list("variant_id", flat=True))


def _levels() -> QuerySet[StockLevel]:
    return StockLevel.objects.select_related("variant", "location")


def _level(row: StockLevel) -> Level:
    return Level(
        variant_id=row.variant_id,
        location_id=row.location_id,
        sku=row.variant.sku,
        location=row.location.name,
        on_hand=row.on_hand,
        reserved=row.reserved,
        allocated=row.allocated,
        backorder_limit=row.backorder_limit,
    )


def _movement(row: StockMovement) -> Movement:
    return Movement(
        id=row.id,
        at=row.at,
        sku=row.sku,
        location_id=row.location_id,
        quantity=row.quantity,
        balance=row.balance,
        reason=row.reason,
        document=row.document,
        actor=row.actor,
        note=row.note,
    )
