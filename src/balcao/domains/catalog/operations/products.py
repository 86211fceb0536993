"""Products, one at a time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from balcao.domains.catalog.errors import (
    HandleTaken,
    NoSuchCategory,
    ProductChanged,
    SkuTaken,
)
from balcao.domains.catalog.events import ProductSaved
from balcao.domains.catalog.locks import lock_product, share_collections
from balcao.domains.catalog.models import Category, Product, Variant
from balcao.domains.catalog.operations.sorting import sort_in
from balcao.domains.catalog.rules import (
    check_edit,
    check_new,
    clean_attributes,
    clean_translations,
)
from balcao.domains.catalog.values import NewProduct, ProductEdit
from balcao.kernel.html import clean_html
from balcao.kernel.ids import new_id
from balcao.plumbing.outbox import emit


@transaction.atomic
def create_product(*, store_id: int, product: NewProduct, now: datetime) -> UUID:
    """Make a product with its variants and return its id. Prices and stock are set elsewhere.

    :raises BadProduct: it cannot be sold as described.
    :raises HandleTaken: another product has this handle.
    :raises SkuTaken: another variant has one of these SKUs.
    :raises NoSuchCategory: the category does not exist.
    """
    check_new(product)
    share_collections(store_id)
    row = Product(
        id=new_id(),
        store_id=store_id,
        handle=product.handle,
        title=product.title.strip(),
        description_html=clean_html(product.description_html),
        vendor=product.vendor,
        status=product.status,
        tags=list(product.tags),
        category=_category(store_id, product.category_slug),
        option_names=list(product.option_names),
        translations=clean_translations(product.translations),
        attributes=clean_attributes(product.attributes),
        tax_class=product.tax_class,
        created_at=now,
        updated_at=now,
    )
    _save_or_refuse(row, product)
    sort_in(store_id, [row.pk])
    emit(ProductSaved(store_id=store_id, at=now, product_id=row.pk))
    return row.pk


@transaction.atomic
def edit_product(
    *, product_id: UUID, expected_version: int, edit: ProductEdit, now: datetime
) -> int:
    """Change a product's words or status; returns its new version.

    :raises NoSuchProduct: there is none with this id.
    :raises ProductChanged: somebody else changed it since ``expected_version``.
    :raises BadProduct: a value cannot be accepted.
    :raises NoSuchCategory: the category does not exist.
    """
    row = lock_product(product_id)
    if row.version != expected_version:
        raise ProductChanged(version=row.version)
    changes = check_edit(edit)
    slug = changes.pop("category_slug", None)
    if slug is not None:
        row.category = _category(row.store_id, slug)
    for field, value in changes.items():
        setattr(row, field, value)
    row.version += 1
    row.updated_at = now
    row.save()
    sort_in(row.store_id, [row.pk])
    emit(ProductSaved(store_id=row.store_id, at=now, product_id=row.pk))
    return row.version


def _category(store_id: int, slug: str) -> Category | None:
    if not slug:
        return None
    found = Category.objects.filter(store_id=store_id, slug=slug).first()
    if found is None:
        raise NoSuchCategory(f"There is no category “{slug}”.", field="category")
    return found


def _save_or_refuse(row: Product, product: NewProduct) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise HandleTaken(field="handle", handle=row.handle) from None
    variants = [
        Variant(
            id=new_id(),
            store_id=row.store_id,
            product=row,
            sku=new.sku.strip(),
            barcode=new.barcode,
            option_values=list(new.option_values),
            position=position,
            weight_grams=new.weight_grams,
        )
        for position, new in enumerate(product.variants, start=1)
    ]
    try:
        with transaction.atomic():
            Variant.objects.bulk_create(variants)
    except IntegrityError:
        raise SkuTaken(field="variants", skus=[v.sku for v in variants]) from None
