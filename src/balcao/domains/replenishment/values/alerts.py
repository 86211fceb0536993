"""What somebody should look at. Quantities are units, money is in the store's currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from balcao.kernel.money import Money


class AlertKind(StrEnum):
    """Kinds of alerts, the most pressing first."""

    SOLD_OUT = "sold_out"
    LOW_STOCK = "low_stock"
    NEGATIVE_MARGIN = "negative_margin"
    EXPIRING_LOT = "expiring_lot"
    SLOW_MOVER = "slow_mover"


@dataclass(frozen=True, slots=True)
class AlertInfo:
    """One open alert. ``location_id`` is None where the whole store is meant.

    ``at_stake`` is the money that lies in it: stock that does not move or expires, the loss of
    each unit sold below its cost, the price of what cannot be sold. ``waiting`` shoppers asked to
    be told when something sold out is back. Times are aware UTC.
    """

    id: int
    kind: AlertKind
    variant_id: UUID
    product_id: UUID
    sku: str
    title: str
    location_id: int | None
    location: str
    lot: str
    at_stake: Money
    facts: Mapping[str, Any]
    opened_at: datetime
    snoozed_until: datetime | None
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class AlertCounts:
    """How many alerts are open and not snoozed, by kind."""

    by_kind: Mapping[AlertKind, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_kind.values())
