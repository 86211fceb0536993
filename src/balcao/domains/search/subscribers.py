"""What search does when the catalog tells it something."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.catalog.events import ProductSaved, ProductsSaved
from balcao.domains.search.operations import index_products
from balcao.domains.stores.queries import store_by_id
from balcao.plumbing.outbox import on


@on(ProductSaved)
def index_product(fact: ProductSaved) -> None:
    """Index one product."""
    _index(fact.store_id, [fact.product_id])


@on(ProductsSaved)
def index_many(fact: ProductsSaved) -> None:
    """Index what an import changed."""
    _index(fact.store_id, [UUID(one) for one in fact.product_ids])


def _index(store_id: int, product_ids: list[UUID]) -> None:
    store = store_by_id(store_id)
    index_products(store_id, product_ids, languages=store.languages, base_language=store.language)
