"""Prices as other rooms see them: tax included, minor units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from balcao.kernel.money import Money


@dataclass(frozen=True, slots=True)
class VariantPrice:
    """What one variant costs, what it is compared to, and what it cost us."""

    variant_id: UUID
    amount: Money
    compare_at: Money | None = None
    cost: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """A row of the table of prices. Amounts in minor units, tax included; times aware UTC."""

    variant_id: UUID
    currency: str
    amount_minor: int
    compare_at_minor: int | None = None
    cost_minor: int | None = None
    updated_at: datetime
