"""Changes to the catalog."""

from balcao.domains.catalog.operations.categories import save_category
from balcao.domains.catalog.operations.products import create_product, edit_product

__all__ = ["create_product", "edit_product", "save_category"]
