"""Sorting products into the collections whose rules they meet."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from balcao.domains.catalog.models import Collection, CollectionProduct, Product
from balcao.domains.catalog.rules import belongs
from balcao.domains.catalog.values import ProductFacts

FIELDS: Final = ("pk", "tags", "vendor", "category_id", "attributes")


def sort_in(store_id: int, product_ids: Several[UUID]) -> None:
    """Put these products into the collections whose rules they meet, and out of the others.

    The caller shares the collections, or holds them.
    """
    ruled = Collection.objects.filter(store_id=store_id, rule__isnull=False)
    rules = [(key, rule) for key, rule in ruled.values_list("pk", "rule") if rule]
    if not rules or not product_ids:
        return
    rows = Product.objects.filter(store_id=store_id, pk__in=list(product_ids))
    facts = _facts(rows.values_list(*FIELDS))
    for collection_id, rule in rules:
        _keep(store_id, collection_id, [k for k, f in facts.items() if belongs(rule, f)], facts)


def fill(collection: Collection) -> None:
    """Work out all products of a collection by rule, which the caller holds."""
    if collection.rule is None:
        return
    rows = Product.objects.filter(store_id=collection.store_id)
    facts = _facts(rows.values_list(*FIELDS))
    wanted = [key for key, one in facts.items() if belongs(collection.rule, one)]
    _keep(collection.store_id, collection.pk, wanted, facts)


def _keep(store_id: int, collection_id: UUID, wanted: list[UUID], looked_at: Several[UUID]) -> None:
    rows = CollectionProduct.objects.filter(collection_id=collection_id)
    inside = set(rows.filter(product_id__in=list(looked_at)).values_list("product_id", flat=True))
    rows.filter(product_id__in=list(inside - set(wanted))).delete()
    CollectionProduct.objects.bulk_create(
        [
            CollectionProduct(store_id=store_id, collection_id=collection_id, product_id=key)
            for key in sorted(set(wanted) - inside)
        ],
        ignore_conflicts=True,
        batch_size=2000,
    )


def _facts(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, ProductFacts]:
    return {
        key: ProductFacts(frozenset(tags), brand, str(category or ""), attributes)
        for key, tags, brand, category, attributes in rows
    }
