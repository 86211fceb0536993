"""What inventory tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from balcao.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class StockChanged(Event):
    """What lies at a location changed, or what it is worth.

    Money is minor units of the store's currency, positive when stock gained value: by weighted
    average, and first in, first out. ``account`` says where it came from or went to.
    """

    name: ClassVar[str] = "inventory.stock_changed"
    location_id: int
    variant_ids: list[str]
    reason: str
    document: str = ""
    account: str = ""
    value_minor: int = 0
    fifo_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyChanged(Event):
    """What a document will still bring of some variants to a location changed."""

    name: ClassVar[str] = "inventory.supply_changed"
    document: str
    location_id: int
    variant_ids: list[str]
