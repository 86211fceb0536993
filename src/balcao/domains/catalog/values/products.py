"""Products as other rooms see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CategoryInfo:
    """A shelf of the shop, in one language."""

    id: UUID
    slug: str
    name: str
    description: str
    image: str
    products: int = 0


@dataclass(frozen=True, slots=True)
class VariantInfo:
    """One thing that can be bought; weight in grams."""

    id: UUID
    sku: str
    option_values: tuple[str, ...]
    barcode: str
    weight_grams: int
    requires_shipping: bool
    position: int
    image: str


@dataclass(frozen=True, slots=True)
class VariantFacts:
    """What a paper about a variant says of it; weight in grams."""

    sku: str
    title: str
    options: str
    barcode: str
    weight_grams: int


@dataclass(frozen=True, slots=True)
class VariantCard:
    """A variant as somebody sees it who holds it in their hand."""

    id: UUID
    product_id: UUID
    title: str
    options: str
    sku: str
    barcode: str
    picture: str
    product_version: int


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """A picture: a path below the media folder, or an https address."""

    src: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ProductInfo:
    """A product with everything that belongs to it; ``version`` is its ETag."""

    id: UUID
    handle: str
    title: str
    description_html: str
    vendor: str
    category: str | None
    tags: tuple[str, ...]
    status: str
    option_names: tuple[str, ...]
    translations: Mapping[str, Any]
    version: int
    created_at: datetime
    updated_at: datetime
    variants: tuple[VariantInfo, ...]
    media: tuple[MediaInfo, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)
    tax_class: str = "standard"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductEdit:
    """What an edit of a product may change; None leaves a field as it is."""

    title: str | None = None
    description_html: str | None = None
    vendor: str | None = None
    status: str | None = None
    tags: tuple[str, ...] | None = None
    category_slug: str | None = None
    translations: Mapping[str, Any] | None = None
    attributes: Mapping[str, str] | None = None
    tax_class: str | None = None

    def changes(self) -> dict[str, Any]:
        """The fields that are set."""
        names = self.__dataclass_fields__
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVariant:
    """A variant about to be made."""

    sku: str
    option_values: tuple[str, ...] = ()
    barcode: str = ""
    weight_grams: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantEdit:
    """A variant as it should be from now on; weight in grams."""

    id: UUID
    sku: str
    barcode: str = ""
    weight_grams: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProduct:
    """A product about to be made, with one variant at least."""

    handle: str
    title: str
    variants: tuple[NewVariant, ...]
    description_html: str = ""
    vendor: str = ""
    status: str = "draft"
    tags: tuple[str, ...] = ()
    category_slug: str = ""
    option_names: tuple[str, ...] = ()
    translations: Mapping[str, Any] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    tax_class: str = "standard"


# Whole rows, for those who move many at once (the import). A row says everything its table holds,
# so that a set of rows can be compared, kept and put back.


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
    """A row of the table of products. Times are aware UTC.

    Attributes and tax class are not in product files: whoever writes rows leaves them as they are.
    """

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
