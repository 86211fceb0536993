"""What the catalog tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from balcao.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductSaved(Event):
    """A product was made or changed; its words, prices or stock may be new."""

    name: ClassVar[str] = "catalog.product_saved"
    product_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductsSaved(Event):
    """Many products were made, changed or removed at once, as by an import."""

    name: ClassVar[str] = "catalog.products_saved"
    product_ids: list[str]
