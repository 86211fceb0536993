"""Variants of a product that exists already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from balcao.domains.catalog.errors import BadProduct, NoSuchVariant, ProductChanged, SkuTaken
from balcao.domains.catalog.events import ProductSaved
from balcao.domains.catalog.locks import lock_product
from balcao.domains.catalog.models import Product, Variant
from balcao.domains.catalog.rules import check_variant
from balcao.domains.catalog.values import NewVariant, VariantEdit
from balcao.kernel.ids import new_id
from balcao.plumbing.outbox import emit


@transaction.atomic
def add_variant(
    *, product_id: UUID, expected_version: int, variant: NewVariant, now: datetime
) -> UUID:
    """Add one variant behind the others and return its id. Price and stock are set elsewhere.

    :raises NoSuchProduct: there is none with this id.
    :raises ProductChanged: somebody else changed it since ``expected_version``.
    :raises BadProduct: no SKU, or not one value per option, or options that exist already.
    :raises SkuTaken: another variant has this SKU.
    """
    row = _held(product_id, expected_version)
    check_variant(variant.sku, variant.weight_grams)
    values = [value.strip() for value in variant.option_values]
    others = list(row.variants.all())
    if len(values) != len(row.option_names) or not all(values):
        raise BadProduct("A variant names one value per option.", field="option_values")
    if any(other.option_values == values for other in others):
        raise BadProduct("Another variant has the same options.", field="option_values")
    new = Variant(
        id=new_id(),
        store_id=row.store_id,
        product=row,
        sku=variant.sku.strip(),
        barcode=variant.barcode.strip(),
        option_values=values,
        position=max((other.position for other in others), default=0) + 1,
        weight_grams=variant.weight_grams,
    )
    _save(new, is_new=True)
    _touch(row, now)
    return new.pk


@transaction.atomic
def edit_variants(
    *, product_id: UUID, expected_version: int, edits: Sequence[VariantEdit], now: datetime
) -> int:
    """Change SKU, barcode and weight of variants of one product; returns its new version.

    :raises NoSuchProduct: there is none with this id.
    :raises ProductChanged: somebody else changed it since ``expected_version``.
    :raises NoSuchVariant: a variant is not one of this product's.
    :raises BadProduct: a SKU is empty or a weight negative.
    :raises SkuTaken: another variant has one of these SKUs.
    """
    row = _held(product_id, expected_version)
    known = {variant.pk: variant for variant in row.variants.all()}
    for edit in edits:
        if edit.id not in known:
            raise NoSuchVariant(id=str(edit.id))
        check_variant(edit.sku, edit.weight_grams)
        variant = known[edit.id]
        variant.sku, variant.barcode = edit.sku.strip(), edit.barcode.strip()
        variant.weight_grams = edit.weight_grams
        _save(variant, is_new=False)
    return _touch(row, now)


def _held(product_id: UUID, expected_version: int) -> Product:
    row = lock_product(product_id)
    if row.version != expected_version:
        raise ProductChanged(version=row.version)
    return row


def _save(variant: Variant, *, is_new: bool) -> None:
    try:
        with transaction.atomic():
            variant.save(force_insert=is_new)
    except IntegrityError:
        raise SkuTaken(field="sku", skus=[variant.sku]) from None


def _touch(row: Product, now: datetime) -> int:
    row.version += 1
    row.updated_at = now
    row.save(update_fields=["version", "updated_at"])
    emit(ProductSaved(store_id=row.store_id, at=now, product_id=row.pk))
    return row.version
