"""Prices as other rooms see them: tax included, minor units."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from balcao.kernel.money import Money


@dataclass(frozen=True, slots=True)
class VariantPrice:
    """What one variant costs, what it is compared to, and what it cost us."""

    variant_id: UUID
    amount: Money
    compare_at: Money | None = None
    cost: Money | None = None
