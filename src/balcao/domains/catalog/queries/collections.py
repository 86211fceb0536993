"""Collections and what is in them."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count

from balcao.domains.catalog.errors import NoSuchCollection
from balcao.domains.catalog.models import Collection, CollectionProduct
from balcao.domains.catalog.values import CollectionInfo


def collections(store_id: int) -> list[CollectionInfo]:
    """The collections of a store by name, with the number of their products."""
    rows = Collection.objects.filter(store_id=store_id).annotate(count=Count("members"))
    return [_collection(row, row.count) for row in rows.order_by("name", "pk")]


def collection_by_id(store_id: int, collection_id: UUID) -> CollectionInfo:
    """One collection of a store.

    :raises NoSuchCollection: there is none with this id.
    """
    row = Collection.objects.filter(store_id=store_id, pk=collection_id).first()
    if row is None:
        raise NoSuchCollection(id=str(collection_id))
    return _collection(row, row.members.count())


def collection_by_slug(store_id: int, slug: str) -> CollectionInfo:
    """One collection of a store, by the part of its address.

    :raises NoSuchCollection: there is none with this slug.
    """
    row = Collection.objects.filter(store_id=store_id, slug=slug).first()
    if row is None:
        raise NoSuchCollection(slug=slug)
    return _collection(row, row.members.count())


def product_ids_in(collection_id: UUID, *, limit: int = 5000) -> list[UUID]:
    """The products of a collection: by hand in their order, by rule oldest first."""
    rows = CollectionProduct.objects.filter(collection_id=collection_id)
    return list(
        rows.order_by("position", "product_id").values_list("product_id", flat=True)[:limit]
    )


def collections_of(product_ids: Several[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """The ids of the collections that products are in; every product asked for has an entry."""
    rows = CollectionProduct.objects.filter(product_id__in=list(product_ids))
    found: dict[UUID, set[UUID]] = {key: set() for key in product_ids}
    for product_id, collection_id in rows.values_list("product_id", "collection_id"):
        found[product_id].add(collection_id)
    return {key: frozenset(ids) for key, ids in found.items()}


def _collection(row: Any, products: int) -> CollectionInfo:
    names = [name for name in CollectionInfo.__dataclass_fields__ if name != "products"]
    return CollectionInfo(products=products, **{name: getattr(row, name) for name in names})
