"""Who waits for what. Quantities are units, money is in the store's currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from balcao.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many shoppers wait for a variant, and what they would bring if each bought one unit."""

    variant_id: UUID
    product_id: UUID
    sku: str
    title: str
    options: str
    waiting: int
    first_at: datetime
    sellable: int
    incoming: int
    would_bring: Money


@dataclass(frozen=True, slots=True)
class NoticeInfo:
    """One shopper who waits, or was told. Times are aware UTC."""

    id: UUID
    email: str
    language: str
    asked_at: datetime
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Telling:
    """What is needed to tell one shopper; ``is_done`` once nothing is left to be sent."""

    id: UUID
    store_id: int
    variant_id: UUID
    email: str
    language: str
    is_done: bool
