"""Whole price rows as frozen values, for those who move many at once (the import)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """A row of the table of prices. Amounts in minor units, tax included; times aware UTC."""

    variant_id: UUID
    currency: str
    amount_minor: int
    compare_at_minor: int | None = None
    cost_minor: int | None = None
    updated_at: datetime
