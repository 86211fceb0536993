"""Changes to the catalog."""

from balcao.domains.catalog.operations.bulk import delete_rows, hold_products, save_rows
from balcao.domains.catalog.operations.categories import save_category
from balcao.domains.catalog.operations.products import create_product, edit_product

__all__ = [
    "create_product",
    "delete_rows",
    "edit_product",
    "hold_products",
    "save_category",
    "save_rows",
]
