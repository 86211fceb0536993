"""Bringing files into the shop, and taking them back."""

from balcao.domains.imports.operations.apply import apply_import
from balcao.domains.imports.operations.plan import plan_import
from balcao.domains.imports.operations.undo import undo_import
from balcao.domains.imports.operations.upload import upload_products_file

__all__ = ["apply_import", "plan_import", "undo_import", "upload_products_file"]
