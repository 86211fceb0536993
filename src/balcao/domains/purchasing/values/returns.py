"""Goods that go back to a supplier. Times are aware UTC, quantities units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from balcao.domains.purchasing.values.suppliers import Happening
from balcao.kernel.money import Money


class ReturnState(StrEnum):
    """How far a return is."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENT = "sent"
    CREDITED = "credited"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """What goes back: good units and broken ones. Without a price, what was last paid."""

    variant_id: UUID
    good: int = 0
    damaged: int = 0
    cost_minor: int | None = None
    per_units: int = 1


@dataclass(frozen=True, slots=True)
class ReturnLineView:
    """A line; ``expected`` is the credit we ask for, ``cost`` what left the stock."""

    line_no: int
    variant_id: UUID
    sku: str
    title: str
    good: int
    damaged: int
    expected: Money
    cost: Money


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A return in a list."""

    id: UUID
    number: str
    state: str
    supplier: str
    units: int
    expected: Money
    credited: Money
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SupplierReturnView:
    """One return; ``version`` is its ETag. Credits are in the supplier's currency."""

    id: UUID
    store_id: int
    number: str
    state: str
    supplier_id: UUID
    supplier_name: str
    location_id: int
    reason: str
    author: str
    created_at: datetime
    sent_at: datetime | None
    credited_at: datetime | None
    credit_note: str
    lines: tuple[ReturnLineView, ...]
    expected: Money
    credited: Money
    version: int
    timeline: tuple[Happening, ...] = ()
    next_states: tuple[str, ...] = ()
