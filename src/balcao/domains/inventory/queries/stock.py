"""Reads about stock."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from balcao.domains.inventory.errors import NoSuchLevel, NoSuchLocation
from balcao.domains.inventory.models import Commitment, Location, StockLevel, StockMovement
from balcao.domains.inventory.values import ONLINE, Level, LocationInfo, LocationKind, Movement
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page
from balcao.plumbing.sql import run_sql_dicts

NOT_A_HOME: Final = (LocationKind.TRANSIT, LocationKind.QUARANTINE)


def locations(store_id: int) -> list[LocationInfo]:
    """All active places, in the order they are sold from; the road and quarantine are last."""
    rows = Location.objects.filter(store_id=store_id, is_active=True)
    return [_location(row) for row in sorted(rows, key=lambda row: (not row.sells, row.priority))]


def location_of(store_id: int, location_id: int) -> LocationInfo:
    """One place, active or not.

    :raises NoSuchLocation: it is not one of this store's.
    """
    row = Location.objects.filter(store_id=store_id, pk=location_id).first()
    if row is None:
        raise NoSuchLocation(location_id=location_id)
    return _location(row)


def default_location(store_id: int) -> LocationInfo:
    """The place that is sold from first; imports and receipts go there unless told otherwise.

    :raises NoSuchLocation: the store has none yet.
    """
    found = [place for place in locations(store_id) if place.kind not in NOT_A_HOME]
    if not found:
        raise NoSuchLocation("This store has no location yet. Create one first.")
    return found[0]


def availability_of(
    store_id: int, variant_ids: Collection[UUID], *, channel: str = ONLINE
) -> Mapping[UUID, int]:
    """Units a channel can be sold now, per variant; a variant never stocked is not among them."""
    rows = run_sql_dicts(
        "inventory/availability", store_id=store_id, variants=list(variant_ids), channel=channel
    )
    return {row["variant_id"]: int(row["sellable"]) for row in rows}


def level_of(location_id: int, variant_id: UUID) -> Level:
    """Stock of one variant at one place.

    :raises NoSuchLevel: it has never been stocked there.
    """
    found = [level for level in levels_of([variant_id]) if level.location_id == location_id]
    if not found:
        raise NoSuchLevel(variant_id=str(variant_id), location_id=location_id)
    return found[0]


def levels_of(variant_ids: Collection[UUID]) -> list[Level]:
    """Stock of some variants at every place."""
    rows = run_sql_dicts("inventory/levels_of", variants=list(variant_ids))
    return [_level(row) for row in rows]


def levels_page(
    store_id: int,
    *,
    text: str = "",
    at_most: int | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Level]:
    """All levels by SKU, a page at a time; at most 200.

    ``text`` finds the beginning of a SKU or a part of a product's title; ``at_most`` keeps levels
    with no more units left to sell than that.

    :raises BadCursor: the cursor is not one of ours.
    """
    key = decode_cursor(cursor, str, int) or ["", 0]
    limit = within_page(limit)
    rows = run_sql_dicts(
        "inventory/levels_page",
        store_id=store_id,
        text=text.strip().lower(),
        at_most=at_most,
        sku=key[0],
        id=key[1],
        limit=limit + 1,
    )
    return cut_page(rows, limit, key=lambda row: (row["sku"], row["id"]), show=_level)


def movements_page(
    store_id: int,
    *,
    variant_id: UUID,
    location_id: int | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Movement]:
    """The ledger of one variant, latest first: why on-hand and its value are what they are.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = StockMovement.objects.filter(store_id=store_id, variant_id=variant_id)
    if location_id is not None:
        rows = rows.filter(location_id=location_id)
    key = decode_cursor(cursor, datetime.fromisoformat, int, UUID)
    if key:
        same = Q(at=key[0], turn=key[1], id__lt=key[2]) | Q(at=key[0], turn__lt=key[1])
        rows = rows.filter(Q(at__lt=key[0]) | same)
    limit = within_page(limit)
    found = list(rows.order_by("-at", "-turn", "-id")[: limit + 1])
    return cut_page(found, limit, key=_line_key, show=movement_of)


def committed_variants(variant_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of the variants that an order has ever taken from, released or not."""
    rows = Commitment.objects.filter(level__variant_id__in=list(variant_ids))
    return frozenset(rows.values_list("level__variant_id", flat=True))


def variants_elsewhere(*, location_id: int, variant_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of the variants that are also kept at other places than this one."""
    rows = StockLevel.objects.filter(variant_id__in=list(variant_ids)).exclude(location=location_id)
    return frozenset(rows.values_list("variant_id", flat=True))


def _level(row: dict[str, Any]) -> Level:
    known = {key: value for key, value in row.items() if key != "id"}
    return Level(**known)


def _line_key(row: StockMovement) -> tuple[str, int, UUID]:
    return row.at.isoformat(), row.turn, row.id


def movement_of(row: StockMovement) -> Movement:
    """A line of the ledger as others see it."""
    return Movement(**{name: getattr(row, name) for name in Movement.__dataclass_fields__})


def _location(row: Location) -> LocationInfo:
    known = {name: getattr(row, name) for name in LocationInfo.__dataclass_fields__}
    for name in ("latitude", "longitude"):
        known[name] = None if known[name] is None else float(known[name])
    return LocationInfo(**known)
