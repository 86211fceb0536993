"""Reads about what was paid, and about price files."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from balcao.domains.purchasing.errors import NoSuchPriceFile
from balcao.domains.purchasing.models import PriceFile, PurchaseLine
from balcao.domains.purchasing.queries.suppliers import offers_of, supplier_by_id
from balcao.domains.purchasing.rules.suppliers import price_for
from balcao.domains.purchasing.values.prices import PriceFileInfo, PriceProblem, PriceStep
from balcao.domains.purchasing.values.suppliers import Break


def prices_paid(
    supplier_id: UUID, variant_ids: Collection[UUID], *, now: datetime
) -> dict[UUID, Break]:
    """What this supplier was last paid for each variant; what it asks now where nothing was."""
    rows = PurchaseLine.objects.filter(
        order__supplier=supplier_id, variant_id__in=list(variant_ids), received__gt=0
    )
    latest = rows.order_by("variant_id", "-pk").distinct("variant_id")
    paid = {row.variant_id: Break(1, row.cost_minor, row.per_units) for row in latest}
    missing = [variant for variant in variant_ids if variant not in paid]
    if missing:
        store_id = supplier_by_id(supplier_id).store_id
        offers = offers_of(store_id, missing, now=now, supplier_id=supplier_id)
        paid |= {variant: price_for(found[0].breaks, 1) for variant, found in offers.items()}
    return paid


def price_file_by_id(file_id: UUID) -> PriceFileInfo:
    """One price file with what it says and does.

    :raises NoSuchPriceFile: there is none with this id.
    """
    row = PriceFile.objects.select_related("supplier").filter(pk=file_id).first()
    if row is None:
        raise NoSuchPriceFile(id=str(file_id))
    return _info(row)


def price_files_of(supplier_id: UUID, *, limit: int = 20) -> list[PriceFileInfo]:
    """The price files of a supplier, latest first."""
    rows = PriceFile.objects.select_related("supplier").filter(supplier=supplier_id)
    return [_info(row) for row in rows.defer("content")[:limit]]


def _info(row: PriceFile) -> PriceFileInfo:
    return PriceFileInfo(
        id=row.pk,
        store_id=row.store_id,
        supplier_id=row.supplier_id,
        supplier=row.supplier.name,
        file_name=row.file_name,
        state=row.state,
        rows=row.rows,
        created=row.counts.get("create", 0),
        changed=row.counts.get("change", 0),
        left=row.counts.get("leave", 0),
        problems=tuple(PriceProblem(**one) for one in row.problems),
        steps=tuple(_step(one) for one in row.steps),
        actor=row.actor,
        created_at=row.created_at,
        applied_at=row.applied_at,
        valid_from=row.valid_from,
    )


def _step(stored: dict[str, object]) -> PriceStep:
    old, new, changes = stored["old"], stored["new"], stored["changes"]
    assert isinstance(new, list)
    assert isinstance(changes, list)
    return PriceStep(
        line=int(str(stored["line"])),
        kind=str(stored["kind"]),
        sku=str(stored["sku"]),
        supplier_sku=str(stored["supplier_sku"]),
        old=Break(*old) if isinstance(old, list) else None,
        new=Break(*new),
        changes=tuple(map(str, changes)),
    )
