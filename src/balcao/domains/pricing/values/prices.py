"""Prices as other rooms see them: tax included, minor units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from balcao.kernel.money import Money

WHOLE: Final = 1_000_000


def margin_ppm(price_minor: int, cost_minor: int | None) -> int | None:
    """The margin of a price, rounded down; None without a cost or for a price of nothing."""
    if cost_minor is None or price_minor <= 0:
        return None
    return (price_minor - cost_minor) * WHOLE // price_minor


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

    @property
    def margin_ppm(self) -> int | None:
        """What the price leaves over cost, in parts per million of the price."""
        return margin_ppm(self.amount_minor, self.cost_minor)
