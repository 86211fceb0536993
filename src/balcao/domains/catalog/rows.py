"""Whole rows of the catalog as frozen values, for those who move many at once (the import).

A row says everything the table holds, so that a set of rows can be compared, kept and put back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow:
    """A row of the table of categories."""

    id: UUID
    slug: str
    name: str
    description: str = ""
    translations: Mapping[str, Any] = field(default_factory=dict)
    image: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """A row of the table of products. Times are aware UTC."""

    id: UUID
    handle: str
    title: str
    description_html: str = ""
    vendor: str = ""
    category_id: UUID | None = None
    tags: tuple[str, ...] = ()
    status: str = "active"
    option_names: tuple[str, ...] = ()
    seo_title: str = ""
    seo_description: str = ""
    translations: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantRow:
    """A row of the table of variants. Weight in grams."""

    id: UUID
    product_id: UUID
    sku: str
    barcode: str = ""
    option_values: tuple[str, ...] = ()
    position: int = 1
    weight_grams: int = 0
    requires_shipping: bool = True
    taxable: bool = True
    image: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRow:
    """A row of the table of pictures. Sizes in pixels, 0 when unknown."""

    id: UUID
    product_id: UUID
    src: str
    alt: str = ""
    translations: Mapping[str, Any] = field(default_factory=dict)
    position: int = 1
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogRows:
    """A piece of the catalog."""

    categories: tuple[CategoryRow, ...] = ()
    products: tuple[ProductRow, ...] = ()
    variants: tuple[VariantRow, ...] = ()
    media: tuple[MediaRow, ...] = ()
