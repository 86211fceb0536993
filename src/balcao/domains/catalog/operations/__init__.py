"""Changes to the catalog."""

from balcao.domains.catalog.operations.bulk import delete_rows, hold_products, save_rows
from balcao.domains.catalog.operations.categories import save_category
from balcao.domains.catalog.operations.collections import (
    change_collection,
    create_collection,
    delete_collection,
    set_collection_products,
)
from balcao.domains.catalog.operations.products import create_product, edit_product
from balcao.domains.catalog.operations.variants import add_variant, edit_variants

__all__ = [
    "add_variant",
    "change_collection",
    "create_collection",
    "create_product",
    "delete_collection",
    "delete_rows",
    "edit_product",
    "edit_variants",
    "hold_products",
    "save_category",
    "save_rows",
    "set_collection_products",
]
