"""Reads about the catalog."""

from balcao.domains.catalog.queries.cards import (
    barcode_twins,
    find_variants,
    variant_card,
    variant_cards,
    variants_by_code,
)
from balcao.domains.catalog.queries.choosing import product_titles, variant_ids_of
from balcao.domains.catalog.queries.collections import (
    collection_by_id,
    collection_by_slug,
    collections,
    collections_of,
    product_ids_in,
)
from balcao.domains.catalog.queries.products import (
    categories,
    category_by_slug,
    facts_of,
    is_on_sale,
    origins_of,
    product_by_handle,
    product_by_id,
    products_by_id,
    products_page,
    rows_by_id,
    rows_of,
    sku_of,
    skus_of,
    variants_by_sku,
)

__all__ = [
    "barcode_twins",
    "categories",
    "category_by_slug",
    "collection_by_id",
    "collection_by_slug",
    "collections",
    "collections_of",
    "facts_of",
    "find_variants",
    "is_on_sale",
    "origins_of",
    "product_by_handle",
    "product_by_id",
    "product_ids_in",
    "product_titles",
    "products_by_id",
    "products_page",
    "rows_by_id",
    "rows_of",
    "sku_of",
    "skus_of",
    "variant_card",
    "variant_cards",
    "variant_ids_of",
    "variants_by_code",
    "variants_by_sku",
]
