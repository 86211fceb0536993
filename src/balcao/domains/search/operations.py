"""Keeping the index behind the search box."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value

from balcao.domains.catalog.models import Product
from balcao.domains.search.models import SearchDocument
from balcao.domains.search.rules import fold, plain


@transaction.atomic
def index_products(
    product_ids: Collection[UUID], *, languages: Collection[str], base_language: str
) -> int:
    """Write the documents of these products anew, one per language; returns how many.

    Products that are gone lose theirs with the product. Safe to repeat.
    """
    products = Product.objects.filter(pk__in=product_ids).select_related("category")
    documents = [
        _document(product, language, base_language)
        for product in products.prefetch_related("variants").order_by("pk")
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


def _document(product: Product, language: str, base_language: str) -> SearchDocument:
    words = {} if language == base_language else product.translations.get(language, {})
    title = words.get("title") or product.title
    terms = words.get("terms", {})
    shelf = product.category
    options = {value for variant in product.variants.all() for value in variant.option_values}
    rest = [
        plain(words.get("description_html") or product.description_html),
        product.vendor,
        *product.tags,
        *(terms.get(value, value) for value in sorted(options)),
        *(variant.sku for variant in product.variants.all()),
        (shelf.translations.get(language, {}).get("name") or shelf.name) if shelf else "",
    ]
    return SearchDocument(
        store_id=product.store_id,
        product=product,
        language=language,
        title=fold(title)[:255],
        words=SearchVector(Value(fold(title)), weight="A", config="simple")
        + SearchVector(Value(fold(" ".join(rest))), weight="C", config="simple"),
    )
