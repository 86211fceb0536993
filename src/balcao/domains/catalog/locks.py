"""The only locks of this domain: the collections of a store first, then products.

Whoever changes products holds the collections of the store together with others who do; whoever
changes the rule of a collection holds them alone. So no product misses a new rule.
"""

from __future__ import annotations

from collections.abc import Collection as Several
from typing import Final
from uuid import UUID

from django.db import connection

from balcao.domains.catalog.errors import NoSuchCollection, NoSuchProduct
from balcao.domains.catalog.models import Collection, Product

COLLECTIONS: Final = 0x636F6C6C  # "coll"


def share_collections(store_id: int) -> None:
    """Keep rules of collections from changing until commit; others may do the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [COLLECTIONS, store_id])


def lock_collection(store_id: int, collection_id: UUID) -> Collection:
    """Hold one collection until commit, and the collections of the store alone.

    :raises NoSuchCollection: there is none with this id.
    """
    hold_collections(store_id)
    rows = Collection.objects.select_for_update().filter(store_id=store_id, pk=collection_id)
    row = rows.first()
    if row is None:
        raise NoSuchCollection(id=str(collection_id))
    return row


def hold_collections(store_id: int) -> None:
    """Keep everybody else from changing collections, or products that may belong into them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [COLLECTIONS, store_id])


def lock_product(product_id: UUID) -> Product:
    """Hold one product until commit.

    :raises NoSuchProduct: there is none with this id.
    """
    store_id = Product.objects.filter(pk=product_id).values_list("store_id", flat=True).first()
    if store_id is not None:
        share_collections(store_id)
    row = Product.objects.select_for_update().filter(pk=product_id).first()
    if row is None:
        raise NoSuchProduct(id=str(product_id))
    return row


def lock_products(store_id: int, handles: Several[str]) -> None:
    """Hold the products with these handles until commit, in the order of their ids."""
    share_collections(store_id)
    rows = Product.objects.filter(store_id=store_id, handle__in=list(handles))
    list(rows.order_by("id").select_for_update().values_list("id"))
