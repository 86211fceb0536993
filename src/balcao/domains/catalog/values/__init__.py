"""What is sold, as other rooms see it."""

from balcao.domains.catalog.values.collections import (
    CollectionEdit,
    CollectionInfo,
    ProductFacts,
)
from balcao.domains.catalog.values.products import (
    CatalogRows,
    CategoryInfo,
    CategoryRow,
    MediaInfo,
    MediaRow,
    NewProduct,
    NewVariant,
    ProductEdit,
    ProductInfo,
    ProductRow,
    VariantCard,
    VariantEdit,
    VariantFacts,
    VariantInfo,
    VariantRow,
)

__all__ = [
    "CatalogRows",
    "CategoryInfo",
    "CategoryRow",
    "CollectionEdit",
    "CollectionInfo",
    "MediaInfo",
    "MediaRow",
    "NewProduct",
    "NewVariant",
    "ProductEdit",
    "ProductFacts",
    "ProductInfo",
    "ProductRow",
    "VariantCard",
    "VariantEdit",
    "VariantFacts",
    "VariantInfo",
    "VariantRow",
]
