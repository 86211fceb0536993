"""How variants are sold: policies, kits, buffers, and when the next units can be sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Max

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.models import (
    ChannelBuffer,
    Commitment,
    KitComponent,
    SellingPolicy,
    StockLevel,
)
from balcao.domains.inventory.values import (
    Buffer,
    Component,
    Promise,
    Selling,
    SellingRule,
    SetAside,
)
from balcao.plumbing.kept import Kept
from balcao.plumbing.sql import run_sql

AHEAD: Final = Kept[bool](seconds=10)


def selling_of(store_id: int, variant_id: UUID) -> SellingRule:
    """Whether a variant is sold before it is there. Without a policy, its levels' limit decides."""
    levels = StockLevel.objects.filter(store_id=store_id, variant_id=variant_id)
    limit = levels.aggregate(most=Max("backorder_limit"))["most"] or 0
    row = SellingPolicy.objects.filter(store_id=store_id, variant_id=variant_id).first()
    if row is None:
        return SellingRule(Selling.BACKORDER if limit else Selling.DENY, limit)
    return SellingRule(Selling(row.policy), limit, row.releases_at, row.lead_days)


def kit_of(store_id: int, variant_id: UUID) -> tuple[Component, ...]:
    """What a kit is made of; nothing for a variant that is none."""
    rows = KitComponent.objects.filter(store_id=store_id, kit_id=variant_id).order_by("pk")
    parts = list(rows.values_list("component_id", "quantity"))
    skus = skus_of([part for part, _ in parts])
    return tuple(Component(part, quantity, skus.get(part, "")) for part, quantity in parts)


def buffers_of(store_id: int, variant_id: UUID | None = None) -> list[Buffer]:
    """What is kept back from channels: everything, or what concerns one variant."""
    rows = ChannelBuffer.objects.filter(store_id=store_id)
    if variant_id is not None:
        rows = rows.filter(variant_id=variant_id) | rows.filter(variant=None)
    found = list(rows.order_by("location_id", "channel", "pk"))
    skus = skus_of([row.variant_id for row in found if row.variant_id])
    return [_buffer(row, skus) for row in found]


def promises_of(store_id: int, wanted: Mapping[UUID, int], *, now: datetime) -> dict[UUID, Promise]:
    """When so many units can be sent, for variants that can be sold but not be sent at once.

    A store that sells nothing before it is there is not asked; that may be ten seconds old.
    """
    if not wanted or not AHEAD.get(store_id, lambda: _sells_ahead(store_id)):
        return {}
    rows = run_sql(
        "inventory/promises",
        Promise,
        variants=list(wanted),
        wanted=list(wanted.values()),
        now=now,
    )
    return {row.variant_id: row for row in rows}


def set_aside_for(order_id: UUID) -> tuple[SetAside, ...]:
    """What is, or was, set aside for an order, line by line; what was given back is left out."""
    rows = Commitment.objects.filter(order_id=order_id).exclude(state=Commitment.State.RELEASED)
    found = rows.order_by("line_no", "pk").values_list(
        "line_no",
        "level__variant_id",
        "level__location__name",
        "quantity",
        "state",
        "level__location_id",
    )
    lines = list(found)
    skus = skus_of([variant for _, variant, *_ in lines])
    return tuple(
        SetAside(line_no, variant, skus.get(variant, ""), place, quantity, state, place_id)
        for line_no, variant, place, quantity, state, place_id in lines
    )


def _sells_ahead(store_id: int) -> bool:
    policies = SellingPolicy.objects.filter(store_id=store_id).exclude(policy=Selling.DENY)
    levels = StockLevel.objects.filter(store_id=store_id, backorder_limit__gt=0)
    return policies.exists() or levels.exists()


def _buffer(row: ChannelBuffer, skus: Mapping[UUID, str]) -> Buffer:
    sku = skus.get(row.variant_id, "") if row.variant_id else ""
    return Buffer(row.location_id, row.channel, row.units, row.variant_id, sku)
