"""What it takes to undo an import: the rows before it and the rows it wrote."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from balcao.domains.catalog.values import CatalogRows
from balcao.domains.pricing.values import PriceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class StockKept:
    """Stock of a variant at the default location, in units."""

    variant_id: UUID
    sku: str
    on_hand: int
    backorder_limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The rows an import is about, at one moment. What is missing did not exist."""

    catalog: CatalogRows = field(default_factory=CatalogRows)
    prices: tuple[PriceRow, ...] = ()
    stock: tuple[StockKept, ...] = ()
