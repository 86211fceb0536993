"""Reads about the catalog."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from balcao.domains.catalog.errors import NoSuchCategory, NoSuchProduct, NoSuchVariant
from balcao.domains.catalog.models import Category, Media, Product, Variant
from balcao.domains.catalog.values import (
    CatalogRows,
    CategoryInfo,
    CategoryRow,
    MediaInfo,
    MediaRow,
    ProductInfo,
    ProductRow,
    VariantFacts,
    VariantInfo,
    VariantRow,
)
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page

Row = TypeVar("Row", CategoryRow, ProductRow, VariantRow, MediaRow)


def categories(store_id: int, language: str) -> list[CategoryInfo]:
    """The shelves of the shop in order, with the number of products on sale."""
    on_sale = Count("product", filter=Q(product__status="active"))
    rows = Category.objects.filter(store_id=store_id).annotate(count=on_sale)
    return [_category(row, language, row.count) for row in rows]


def product_by_id(product_id: UUID) -> ProductInfo:
    """One product, whatever its status.

    :raises NoSuchProduct: there is none with this id.
    """
    row = _whole_products().filter(pk=product_id).first()
    if row is None:
        raise NoSuchProduct(id=str(product_id))
    return _product(row)


def product_by_handle(store_id: int, handle: str) -> ProductInfo:
    """One product, whatever its status.

    :raises NoSuchProduct: there is none with this handle.
    """
    row = _whole_products().filter(store_id=store_id, handle=handle).first()
    if row is None:
        raise NoSuchProduct(handle=handle)
    return _product(row)


def products_page(
    store_id: int, *, statuses: Collection[str], cursor: str | None, limit: int
) -> Page[ProductInfo]:
    """Products, newest first, a page at a time; at most 200.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = _whole_products().filter(store_id=store_id, status__in=statuses)
    key = decode_cursor(cursor, datetime.fromisoformat, UUID)
    if key:
        rows = rows.filter(Q(created_at__lt=key[0]) | Q(created_at=key[0], pk__lt=key[1]))
    limit = within_page(limit)
    found = list(rows.order_by("-created_at", "-pk")[: limit + 1])
    return cut_page(
        found, limit, key=lambda row: (row.created_at.isoformat(), row.pk), show=_product
    )


def category_by_slug(store_id: int, slug: str, language: str) -> CategoryInfo:
    """One shelf, in a language; its products are not counted.

    :raises NoSuchCategory: there is none with this slug.
    """
    row = Category.objects.filter(store_id=store_id, slug=slug).first()
    if row is None:
        raise NoSuchCategory(slug=slug)
    return _category(row, language, 0)


def products_by_id(product_ids: Collection[UUID]) -> list[ProductInfo]:
    """Some products, whatever their status, by id; those that are gone are left out."""
    return [_product(row) for row in _whole_products().filter(pk__in=product_ids).order_by("pk")]


def is_on_sale(store_id: int, variant_id: UUID) -> bool:
    """Whether a variant exists in this store and its product is active; prices are elsewhere."""
    on_sale = Variant.objects.filter(pk=variant_id, store_id=store_id, product__status="active")
    return on_sale.exists()


def variants_by_sku(store_id: int, skus: Collection[str]) -> Mapping[str, UUID]:
    """Which SKUs exist, and their variants' ids."""
    rows = Variant.objects.filter(store_id=store_id, sku__in=skus)
    return dict(rows.values_list("sku", "id"))


def skus_of(variant_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The SKUs of variants; those that are gone are left out."""
    rows = Variant.objects.filter(pk__in=list(variant_ids))
    return dict(rows.values_list("id", "sku"))


def origins_of(variant_ids: Collection[UUID]) -> Mapping[UUID, tuple[UUID, str]]:
    """The product and the brand of variants; those that are gone are left out."""
    rows = Variant.objects.filter(pk__in=list(variant_ids))
    found = rows.values_list("id", "product_id", "product__vendor")
    return {key: (product, brand) for key, product, brand in found}


def facts_of(store_id: int, variant_ids: Collection[UUID]) -> Mapping[UUID, VariantFacts]:
    """What papers say of variants; those that are gone or of another store are left out."""
    rows = Variant.objects.filter(store_id=store_id, pk__in=list(variant_ids))
    found = rows.values_list(
        "id", "sku", "product__title", "option_values", "barcode", "weight_grams"
    )
    return {
        key: VariantFacts(sku, title, " / ".join(options), barcode, grams)
        for key, sku, title, options, barcode, grams in found
    }


def sku_of(variant_id: UUID) -> str:
    """The SKU of a variant.

    :raises NoSuchVariant: there is none with this id.
    """
    found = Variant.objects.filter(pk=variant_id).values_list("sku", flat=True).first()
    if found is None:
        raise NoSuchVariant(id=str(variant_id))
    return found


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


def _read(kind: type[Row], rows: QuerySet[Any]) -> tuple[Row, ...]:
    names = list(kind.__dataclass_fields__)
    found = rows.order_by("id").values(*names)
    return tuple(kind(**{name: _frozen(value) for name, value in row.items()}) for row in found)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _whole_products() -> QuerySet[Product]:
    rows = Product.objects.select_related("category")
    return rows.prefetch_related("variants", "media")


def _category(row: Category, language: str, count: int) -> CategoryInfo:
    words = row.translations.get(language, {})
    return CategoryInfo(
        id=row.pk,
        slug=row.slug,
        name=words.get("name") or row.name,
        description=words.get("description") or row.description,
        image=row.image,
        products=count,
    )


def _product(row: Product) -> ProductInfo:
    return ProductInfo(
        id=row.pk,
        handle=row.handle,
        title=row.title,
        description_html=row.description_html,
        vendor=row.vendor,
        category=row.category.slug if row.category else None,
        tags=tuple(row.tags),
        status=row.status,
        option_names=tuple(row.option_names),
        translations=row.translations,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        variants=tuple(_variant(v) for v in row.variants.all()),
        attributes=row.attributes,
        tax_class=row.tax_class,
        media=tuple(MediaInfo(m.src, m.alt, m.width, m.height) for m in row.media.all()),
    )


def _variant(row: Variant) -> VariantInfo:
    return VariantInfo(
        id=row.pk,
        sku=row.sku,
        option_values=tuple(row.option_values),
        barcode=row.barcode,
        weight_grams=row.weight_grams,
        requires_shipping=row.requires_shipping,
        position=row.position,
        image=row.image,
    )
