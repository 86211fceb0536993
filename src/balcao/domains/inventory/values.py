"""Stock as other rooms see it. Quantities are units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LocationInfo:
    """A place where stock lies; lower priority is sold from first."""

    id: int
    code: str
    name: str
    priority: int


@dataclass(frozen=True, slots=True)
class Level:
    """Stock of one variant at one location."""

    variant_id: UUID
    location_id: int
    sku: str
    location: str
    on_hand: int
    reserved: int
    allocated: int
    backorder_limit: int

    @property
    def sellable(self) -> int:
        """What may still be promised to shoppers."""
        return self.on_hand - self.reserved - self.allocated + self.backorder_limit


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of the ledger; ``balance`` is on-hand after it, ``at`` aware UTC."""

    id: UUID
    at: datetime
    sku: str
    location_id: int
    quantity: int
    balance: int
    reason: str
    document: str
    actor: str
    note: str


@dataclass(frozen=True, slots=True)
class Count:
    """On-hand as it should be from now on, at one location."""

    variant_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True)
class Line:
    """So many units of a variant wanted by one line of an order."""

    line_no: int
    variant_id: UUID
    quantity: int
