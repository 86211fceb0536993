"""Collections, by rule and by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from balcao.domains.catalog.errors import (
    BadCollection,
    CollectionByRule,
    CollectionChanged,
    CollectionExists,
    CollectionInUse,
    NoSuchProduct,
)
from balcao.domains.catalog.locks import hold_collections, lock_collection
from balcao.domains.catalog.models import Collection, CollectionProduct, Product
from balcao.domains.catalog.operations.sorting import fill
from balcao.domains.catalog.ports import named_by
from balcao.domains.catalog.rules import check_collection
from balcao.domains.catalog.values import CollectionEdit
from balcao.kernel.slugs import slugify

MOST_PRODUCTS: Final = 5000


@transaction.atomic
def create_collection(
    *, store_id: int, edit: CollectionEdit, now: datetime, slug: str = ""
) -> UUID:
    """Make a collection, filled if it has a rule, and return its id.

    Without a ``slug`` it is made of the name. It never changes: it is in addresses.

    :raises BadCollection: it has no name, or a slug that is none.
    :raises BadCollectionRule: the rule cannot be understood.
    :raises CollectionExists: another collection has this slug.
    """
    clean = check_collection(edit)
    wanted = slug or slugify(clean.name)
    if not wanted or wanted != slugify(wanted) or len(wanted) > 80:
        raise BadCollection("A slug is lower-case words joined by hyphens.", field="slug")
    hold_collections(store_id)
    row = Collection(store_id=store_id, slug=wanted, created_at=now)
    _write(row, clean, now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise CollectionExists(field="slug", slug=wanted) from None
    fill(row)
    return row.pk


@transaction.atomic
def change_collection(
    *,
    store_id: int,
    collection_id: UUID,
    expected_version: int,
    edit: CollectionEdit,
    now: datetime,
) -> int:
    """Change a collection's words or rule; returns its new version.

    One that loses its rule keeps its products and is by hand from then on.

    :raises NoSuchCollection: there is none with this id.
    :raises CollectionChanged: somebody else changed it since ``expected_version``.
    :raises BadCollection: it has no name.
    :raises BadCollectionRule: the rule cannot be understood.
    """
    clean = check_collection(edit)
    row = _latest(store_id, collection_id, expected_version)
    _write(row, clean, now)
    row.version += 1
    row.save()
    fill(row)
    return row.version


@transaction.atomic
def delete_collection(*, store_id: int, collection_id: UUID, expected_version: int) -> None:
    """Remove a collection that nothing names, not its products.

    A promotion that is saved at the same moment may still name it; it then holds for none.

    :raises NoSuchCollection: there is none with this id.
    :raises CollectionChanged: somebody else changed it since ``expected_version``.
    :raises CollectionInUse: promotions that have not ended name it.
    """
    row = _latest(store_id, collection_id, expected_version)
    used_by = named_by(store_id, row.pk)
    if used_by:
        names = ", ".join(f"“{one.name}”" for one in used_by[:5])
        raise CollectionInUse(
            f"It is named by {names}. Change them first, then delete it.",
            used_by=[one.as_json() for one in used_by],
        )
    row.delete()


@transaction.atomic
def set_collection_products(
    *,
    store_id: int,
    collection_id: UUID,
    expected_version: int,
    product_ids: Sequence[UUID],
    now: datetime,
) -> int:
    """Say by hand which products are in a collection and in which order; the new version.

    :raises NoSuchCollection: there is none with this id.
    :raises CollectionChanged: somebody else changed it since ``expected_version``.
    :raises CollectionByRule: a rule decides what is in it.
    :raises BadCollection: too many products, or one twice.
    :raises NoSuchProduct: one is not a product of this store.
    """
    row = _latest(store_id, collection_id, expected_version)
    if row.rule is not None:
        raise CollectionByRule(slug=row.slug)
    if len(product_ids) > MOST_PRODUCTS or len(set(product_ids)) != len(product_ids):
        raise BadCollection(
            f"Choose at most {MOST_PRODUCTS} products, each once.", field="product_ids"
        )
    mine = Product.objects.filter(store_id=store_id, pk__in=list(product_ids))
    missing = set(product_ids) - set(mine.values_list("pk", flat=True))
    if missing:
        raise NoSuchProduct(field="product_ids", ids=sorted(map(str, missing)))
    CollectionProduct.objects.filter(collection=row).delete()
    rows = [
        CollectionProduct(store_id=store_id, collection=row, product_id=key, position=position)
        for position, key in enumerate(product_ids, start=1)
    ]
    CollectionProduct.objects.bulk_create(rows)
    row.version += 1
    row.updated_at = now
    row.save()
    return row.version


def _latest(store_id: int, collection_id: UUID, expected_version: int) -> Collection:
    row = lock_collection(store_id, collection_id)
    if row.version != expected_version:
        raise CollectionChanged(version=row.version)
    return row


def _write(row: Collection, edit: CollectionEdit, now: datetime) -> None:
    row.name, row.description = edit.name, edit.description
    row.translations = dict(edit.translations)
    row.rule = None if edit.rule is None else dict(edit.rule)
    row.is_listed = edit.is_listed
    row.updated_at = now
