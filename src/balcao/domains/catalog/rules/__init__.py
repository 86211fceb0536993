"""What a product must be, and which products belong together. Pure."""

from balcao.domains.catalog.rules.collections import belongs, check_collection
from balcao.domains.catalog.rules.products import (
    check_edit,
    check_new,
    check_variant,
    clean_attributes,
    clean_translations,
)

__all__ = [
    "belongs",
    "check_collection",
    "check_edit",
    "check_new",
    "check_variant",
    "clean_attributes",
    "clean_translations",
]
