"""Writing and removing many products in a handful of statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from balcao.domains.catalog.events import ProductsSaved
from balcao.domains.catalog.locks import lock_products, share_collections
from balcao.domains.catalog.models import Category, Media, Product, Variant
from balcao.domains.catalog.operations.sorting import sort_in
from balcao.domains.catalog.values import CatalogRows
from balcao.plumbing.outbox import emit
from balcao.plumbing.staging import upsert

# Two variants may trade SKUs or options within one write; unique keys are checked row by row, so
# the old values step aside first.
STEP_ASIDE: Final = """
UPDATE catalog_variant SET sku = id::text, option_values = ARRAY[id::text]
WHERE store_id = %s AND id = ANY(%s)
"""


def hold_products(*, store_id: int, handles: Collection[str]) -> None:
    """Keep others from changing these products until the caller's transaction ends."""
    lock_products(store_id, handles)


@transaction.atomic
def save_rows(
    *, store_id: int, rows: CatalogRows, now: datetime, renamed: Collection[UUID] = ()
) -> None:
    """Write these rows as they are: new ids are created, known ids overwritten.

    ``renamed`` are the existing variants whose SKU or options change.
    """
    share_collections(store_id)
    if renamed:
        with connection.cursor() as cursor:
            cursor.execute(STEP_ASIDE, [store_id, list(renamed)])
    _upsert("catalog_category", rows.categories, {"store_id": store_id})
    _upsert("catalog_product", rows.products, {"store_id": store_id})
    _upsert("catalog_variant", rows.variants, {"store_id": store_id})
    _upsert("catalog_media", rows.media, {})
    sort_in(store_id, [row.id for row in rows.products])
    touched = {row.id for row in rows.products}
    touched |= {row.product_id for row in rows.variants}
    touched |= {row.product_id for row in rows.media}
    _tell(store_id, touched, now)


def _tell(store_id: int, product_ids: Collection[UUID], now: datetime) -> None:
    if product_ids:
        ids = [str(product_id) for product_id in sorted(product_ids)]
        emit(ProductsSaved(store_id=store_id, at=now, product_ids=ids))


def _upsert(table: str, rows: Sequence[Any], also: Mapping[str, Any]) -> None:
    upsert(table, [{**_columns(row), **also} for row in rows], unique=["id"])


def _columns(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


@transaction.atomic
def delete_rows(
    *,
    store_id: int,
    now: datetime,
    products: Collection[UUID] = (),
    variants: Collection[UUID] = (),
    media: Collection[UUID] = (),
    categories: Collection[UUID] = (),
) -> None:
    """Remove rows for good; a product takes its variants and pictures along.

    :raises django.db.models.ProtectedError: something else still needs one of them.
    """
    Media.objects.filter(id__in=list(media), product__store_id=store_id).delete()
    Variant.objects.filter(id__in=list(variants), store_id=store_id).delete()
    Product.objects.filter(id__in=list(products), store_id=store_id).delete()
    Category.objects.filter(id__in=list(categories), store_id=store_id).delete()
    _tell(store_id, products, now)
