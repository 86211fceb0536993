"""Reading, writing and removing many products in a handful of statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db import connection, models, transaction

from balcao.domains.catalog.models import Category, Media, Product, Variant
from balcao.domains.catalog.rows import (
    CatalogRows,
    CategoryRow,
    MediaRow,
    ProductRow,
    VariantRow,
)

BATCH: Final = 1000
Row = TypeVar("Row", CategoryRow, ProductRow, VariantRow, MediaRow)

# Two variants may trade SKUs or options within one write; unique keys are checked row by row, so
# the old values step aside first.
STEP_ASIDE: Final = """
UPDATE catalog_variant SET sku = id::text, option_values = ARRAY[id::text]
WHERE store_id = %s AND id = ANY(%s)
"""


def lock_rows(*, store_id: int, handles: Collection[str]) -> None:
    """Hold the products of these handles until commit, in the order of their ids."""
    rows = Product.objects.filter(store_id=store_id, handle__in=list(handles))
    list(rows.order_by("id").select_for_update().values_list("id"))


def rows_of(*, store_id: int, handles: Collection[str], skus: Collection[str] = ()) -> CatalogRows:
    """The products of these handles or with these SKUs, whole, and all categories."""
    mine = Product.objects.filter(store_id=store_id)
    ids = set(mine.filter(handle__in=list(handles)).values_list("id", flat=True))
    owners = Variant.objects.filter(store_id=store_id, sku__in=list(skus))
    ids.update(owners.values_list("product_id", flat=True))
    return rows_by_id(store_id=store_id, product_ids=ids)


def rows_by_id(*, store_id: int, product_ids: Collection[UUID]) -> CatalogRows:
    """These products, whole, and all categories. In the order of their ids."""
    ids = list(product_ids)
    products = Product.objects.filter(store_id=store_id, id__in=ids)
    variants = Variant.objects.filter(store_id=store_id, product_id__in=ids)
    media = Media.objects.filter(product_id__in=ids)
    return CatalogRows(
        categories=_read(CategoryRow, Category.objects.filter(store_id=store_id)),
        products=_read(ProductRow, products),
        variants=_read(VariantRow, variants),
        media=_read(MediaRow, media),
    )


def _read(kind: type[Row], rows: models.QuerySet[Any]) -> tuple[Row, ...]:
    names = list(kind.__dataclass_fields__)
    found = rows.order_by("id").values(*names)
    return tuple(kind(**{name: _frozen(value) for name, value in row.items()}) for row in found)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@transaction.atomic
def save_rows(
    *, store_id: int, rows: CatalogRows, renamed: Collection[UUID] = ()
) -> None:
    """Write these rows as they are: new ids are created, known ids overwritten.

    ``renamed`` are the existing variants whose SKU or options change.
    """
    if renamed:
        with connection.cursor() as cursor:
            cursor.execute(STEP_ASIDE, [store_id, list(renamed)])
    _upsert(Category, rows.categories, {"store_id": store_id})
    _upsert(Product, rows.products, {"store_id": store_id})
    _upsert(Variant, rows.variants, {"store_id": store_id})
    _upsert(Media, rows.media, {})


def _upsert(model: type[models.Model], rows: Sequence[Any], also: Mapping[str, Any]) -> None:
    if not rows:
        return
    names = [name for name in type(rows[0]).__dataclass_fields__ if name != "id"]
    manager: models.Manager[Any] = model._default_manager
    manager.bulk_create(
        _instances(model, rows, also),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[name.removesuffix("_id") for name in names],
    )


def _instances(
    model: type[models.Model], rows: Iterable[Any], also: Mapping[str, Any]
) -> list[models.Model]:
    made = []
    for row in rows:
        fields = {key: list(v) if isinstance(v, tuple) else v for key, v in asdict(row).items()}
        made.append(model(**fields, **also))
    return made


@transaction.atomic
def delete_rows(
    *,
    store_id: int,
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
