"""Which units lie where, and which are on their way."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.models import BinStock, Expected, LotStock, StockItem
from balcao.domains.inventory.values import BinLine, LotLine, Supply, Tracking


def tracking_of(variant_id: UUID) -> Tracking:
    """How the units of a variant are told apart."""
    found = StockItem.objects.filter(pk=variant_id).values_list("tracking", flat=True).first()
    return Tracking(found or Tracking.NONE)


def lots_of(store_id: int, variant_id: UUID) -> list[LotLine]:
    """The lots and serials of a variant that are in stock, what expires first at the top."""
    sku = skus_of([variant_id]).get(variant_id, "")
    rows = LotStock.objects.filter(store_id=store_id, level__variant=variant_id)
    found = rows.select_related("lot", "level__location").order_by("lot__expires_on", "lot_id")
    return [
        LotLine(
            variant_id=variant_id,
            sku=sku,
            location_id=row.level.location_id,
            location=row.level.location.name,
            code=row.lot.code,
            expires_on=row.lot.expires_on,
            quantity=row.quantity,
            damaged=row.damaged,
            is_serial=row.is_serial,
        )
        for row in found
        if row.quantity or row.damaged
    ]


def supply_of(store_id: int, variant_ids: Collection[UUID]) -> list[Supply]:
    """What is on its way of these variants, the earliest first."""
    skus = skus_of(variant_ids)
    rows = Expected.objects.filter(store_id=store_id, level__variant__in=list(variant_ids))
    return [
        Supply(
            variant_id=row.level.variant_id,
            sku=skus.get(row.level.variant_id, ""),
            location_id=row.level.location_id,
            location=row.level.location.name,
            document=row.document,
            quantity=row.quantity,
            expected_at=row.expected_at,
        )
        for row in rows.select_related("level__location").order_by("expected_at", "pk")
    ]


def bins_of(store_id: int, variant_id: UUID) -> list[BinLine]:
    """The bins a variant lies in, in picking order."""
    return bins_holding(store_id, [variant_id]).get(variant_id, [])


def bins_holding(store_id: int, variant_ids: Collection[UUID]) -> dict[UUID, list[BinLine]]:
    """The bins of several variants, each in picking order; what lies in none is left out."""
    skus = skus_of(variant_ids)
    rows = BinStock.objects.filter(store_id=store_id, level__variant__in=list(variant_ids))
    found: dict[UUID, list[BinLine]] = {}
    for row in rows.select_related("bin", "level").order_by("bin__position", "bin__code"):
        variant_id, place = row.level.variant_id, row.level.location_id
        line = BinLine(variant_id, skus.get(variant_id, ""), place, row.bin.code, row.quantity)
        found.setdefault(variant_id, []).append(line)
    return found
