"""Choosing variants by what is true of their products."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from balcao.domains.catalog.models import CollectionProduct, Product, Variant


def variant_ids_of(
    store_id: int,
    *,
    category_id: UUID | None = None,
    collection_id: UUID | None = None,
    brand: str = "",
    tag: str = "",
    product_ids: Collection[UUID] = (),
) -> list[UUID]:
    """The variants of the products that meet every filter, in the order of their ids."""
    rows = Variant.objects.filter(store_id=store_id)
    if category_id is not None:
        rows = rows.filter(product__category_id=category_id)
    if collection_id is not None:
        inside = CollectionProduct.objects.filter(collection_id=collection_id)
        rows = rows.filter(product_id__in=inside.values("product_id"))
    if brand:
        rows = rows.filter(product__vendor=brand)
    if tag:
        rows = rows.filter(product__tags__contains=[tag])
    if product_ids:
        rows = rows.filter(product_id__in=list(product_ids))
    return list(rows.order_by("id").values_list("id", flat=True))


def product_titles(
    store_id: int, product_ids: Collection[UUID], language: str
) -> Mapping[UUID, str]:
    """What products are called in a language; those that are gone are left out."""
    rows = Product.objects.filter(store_id=store_id, pk__in=list(product_ids))
    return {
        key: (translations or {}).get(language, {}).get("title") or title
        for key, title, translations in rows.values_list("pk", "title", "translations")
    }
