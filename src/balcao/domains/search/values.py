"""What shoppers look at: shelves, cards and product pages. Prices include tax."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from balcao.domains.catalog.values import CategoryInfo, MediaInfo
from balcao.kernel.money import Money


class Sort(StrEnum):
    """How a listing is sorted."""

    NEWEST = "newest"
    CHEAPEST = "price"
    DEAREST = "-price"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product in a listing; ``price`` is that of its cheapest variant."""

    handle: str
    title: str
    vendor: str
    image: str
    image_alt: str
    price: Money
    compare_at: Money | None
    has_range: bool
    sellable: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of cards; pages count from 1."""

    cards: tuple[ProductCard, ...]
    total: int
    page: int
    per_page: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.per_page))


@dataclass(frozen=True, slots=True)
class CategoryPage:
    """A shelf and a page of what stands on it."""

    category: CategoryInfo
    listing: Listing


@dataclass(frozen=True, slots=True)
class QuantityPrice:
    """What one unit costs from so many units on."""

    quantity: int
    price: Money


@dataclass(frozen=True, slots=True)
class Offer:
    """One variant on a product page; option values are translated, in the product's order.

    ``steps`` are the quantities from which on a unit costs less than ``price``; ``lowest`` is the
    lowest price of the 30 days before a reduction, where it has to be shown.
    """

    variant_id: UUID
    sku: str
    options: tuple[str, ...]
    price: Money
    compare_at: Money | None
    sellable: int
    image: str
    steps: tuple[QuantityPrice, ...] = ()
    lowest: Money | None = None


@dataclass(frozen=True, slots=True)
class ProductPage:
    """Everything a product page shows, in one language."""

    id: UUID
    handle: str
    title: str
    description_html: str
    vendor: str
    category_id: UUID | None
    category_slug: str
    category_name: str
    option_names: tuple[str, ...]
    offers: tuple[Offer, ...]
    media: tuple[MediaInfo, ...]
    seo_description: str
