"""Keeping the index behind the search box."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value

from balcao.domains.catalog.queries import products_by_id
from balcao.domains.catalog.values import ProductInfo
from balcao.domains.search.models import SearchDocument
from balcao.domains.search.rules import fold, plain


@transaction.atomic
def index_products(
    store_id: int, product_ids: Collection[UUID], *, languages: Collection[str], base_language: str
) -> int:
    """Write the documents of these products anew, one per language; returns how many.

    Products that are gone lose theirs with the product. Safe to repeat.
    """
    documents = [
        _document(store_id, product, language, base_language)
        for product in products_by_id(product_ids)
        for language in sorted(languages)
    ]
    SearchDocument.objects.bulk_create(
        documents,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["product", "language"],
        update_fields=["store_id", "title", "words"],
    )
    return len(documents)


def _document(
    store_id: int, product: ProductInfo, language: str, base_language: str
) -> SearchDocument:
    words = {} if language == base_language else product.translations.get(language, {})
    title = words.get("title") or product.title
    terms = words.get("terms", {})
    options = {value for variant in product.variants for value in variant.option_values}
    rest = [
        plain(words.get("description_html") or product.description_html),
        product.vendor,
        product.category or "",
        *product.tags,
        *(terms.get(value, value) for value in sorted(options)),
        *(variant.sku for variant in product.variants),
    ]
    return SearchDocument(
        store_id=store_id,
        product_id=product.id,
        language=language,
        title=fold(title)[:255],
        words=SearchVector(Value(fold(title)), weight="A", config="simple")
        + SearchVector(Value(fold(" ".join(rest))), weight="C", config="simple"),
    )
