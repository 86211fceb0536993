"""The rows an import is about, before and after it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from balcao.domains.catalog.queries import rows_by_id
from balcao.domains.catalog.values import (
    CatalogRows,
    CategoryRow,
    MediaRow,
    ProductRow,
    VariantRow,
)
from balcao.domains.imports.values.papers import Snapshot, StockKept
from balcao.domains.imports.values.plan import ShopRows, Writes
from balcao.domains.inventory.queries import default_location, levels_of
from balcao.domains.pricing.queries import price_rows_of

Row = TypeVar("Row", CategoryRow, ProductRow, VariantRow, MediaRow)


def before_writing(writes: Writes, rows: ShopRows, stock: Sequence[StockKept]) -> Snapshot:
    """Of the rows that are overwritten, what they were; ``stock`` is what the levels were."""
    return Snapshot(
        catalog=only(rows.catalog, writes.catalog),
        prices=tuple(
            rows.prices[price.variant_id]
            for price in writes.prices
            if price.variant_id in rows.prices
        ),
        stock=tuple(stock),
    )


def stocked_by(writes: Writes) -> set[UUID]:
    """The variants whose stock a plan sets."""
    return {count.variant_id for count in writes.on_hand} | set(writes.limits)


def snapshot_now(
    *,
    store_id: int,
    currency: str,
    like: CatalogRows,
    priced: Collection[UUID],
    stocked: Collection[UUID],
) -> Snapshot:
    """The same rows as they are in the database now."""
    products = {row.id for row in like.products}
    products |= {row.product_id for row in like.variants}
    products |= {row.product_id for row in like.media}
    catalog = rows_by_id(store_id=store_id, product_ids=products)
    return Snapshot(
        catalog=only(catalog, like),
        prices=price_rows_of(store_id=store_id, currency=currency, variant_ids=priced),
        stock=stock_now(default_location(store_id).id, stocked),
    )


def stock_now(location_id: int, variant_ids: Collection[UUID]) -> tuple[StockKept, ...]:
    """Levels of these variants at one location."""
    return tuple(
        StockKept(
            variant_id=level.variant_id,
            sku=level.sku,
            on_hand=level.on_hand,
            backorder_limit=level.backorder_limit,
        )
        for level in levels_of(variant_ids)
        if level.location_id == location_id
    )


def only(rows: CatalogRows, like: CatalogRows) -> CatalogRows:
    """Of some rows, those whose ids are among others."""
    return CatalogRows(
        categories=_kept(rows.categories, like.categories),
        products=_kept(rows.products, like.products),
        variants=_kept(rows.variants, like.variants),
        media=_kept(rows.media, like.media),
    )


def _kept(rows: Iterable[Row], like: Iterable[Row]) -> tuple[Row, ...]:
    ids = {row.id for row in like}
    return tuple(row for row in rows if row.id in ids)
