"""Whether an import can still be undone, and what undoing it writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

from balcao.domains.catalog.values import CatalogRows
from balcao.domains.imports.values.papers import Snapshot

PARTS = ("categories", "products", "variants", "media")


def created_ids(before: CatalogRows, after: CatalogRows, part: str) -> set[UUID]:
    """The ids of one kind that the import made; ``part`` is a field of the rows."""
    return {row.id for row in getattr(after, part)} - {row.id for row in getattr(before, part)}


def renamed_ids(before: CatalogRows, after: CatalogRows) -> list[UUID]:
    """Variants whose SKU or options the import changed."""
    now = {row.id: row for row in after.variants}
    return [
        row.id
        for row in before.variants
        if (row.sku, row.option_values) != (now[row.id].sku, now[row.id].option_values)
    ]


def what_changed_since(after: Snapshot, now: Snapshot) -> list[str]:
    """Names of what is no longer as the import left it."""
    return sorted({*_catalog_changes(after.catalog, now.catalog), *_other_changes(after, now)})


def additions_to(created: Collection[UUID], after: CatalogRows, whole: CatalogRows) -> list[str]:
    """Names of variants and pictures that were added to products which the import made."""
    known = {row.id for row in after.variants} | {row.id for row in after.media}
    names = [
        f"variant “{row.sku}”"
        for row in whole.variants
        if row.product_id in created and row.id not in known
    ]
    names += [
        f"picture “{row.src}”"
        for row in whole.media
        if row.product_id in created and row.id not in known
    ]
    return sorted(names)


def _catalog_changes(after: CatalogRows, now: CatalogRows) -> Iterator[str]:
    for part in PARTS:
        current = _by_id(getattr(now, part))
        for row in getattr(after, part):
            if current.get(row.id) != row:
                yield _name_of(row)


def _other_changes(after: Snapshot, now: Snapshot) -> Iterator[str]:
    skus = {row.id: row.sku for row in after.catalog.variants}
    skus |= {kept.variant_id: kept.sku for kept in after.stock}
    prices = {row.variant_id: row for row in now.prices}
    for price in after.prices:
        if prices.get(price.variant_id) != price:
            yield f"price of “{skus.get(price.variant_id, price.variant_id)}”"
    stock = {kept.variant_id: kept for kept in now.stock}
    for kept in after.stock:
        found = stock.get(kept.variant_id)
        if found is None or (found.on_hand, found.backorder_limit) != (
            kept.on_hand,
            kept.backorder_limit,
        ):
            yield f"stock of “{kept.sku}”"


def _by_id(rows: Iterable[Any]) -> dict[UUID, Any]:
    return {row.id: row for row in rows}


def _name_of(row: Any) -> str:
    for field, kind in (("handle", "product"), ("sku", "variant"), ("src", "picture")):
        if hasattr(row, field):
            return f"{kind} “{getattr(row, field)}”"
    return f"category “{row.name}”"
