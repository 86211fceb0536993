"""Changes to the catalog."""

from balcao.domains.catalog.operations.bulk import delete_rows, hold_products, save_rows
from balcao.domains.catalog.operations.categories import save_category
from balcao.domains.catalog.operations.products import create_product, edit_product
from balcao.domains.catalog.operations.variants import add_variant, edit_variants

__all__ = [
    "add_variant",
    "create_product",
    "delete_rows",
    "edit_product",
    "edit_variants",
    "hold_products",
    "save_category",
    "save_rows",
]
