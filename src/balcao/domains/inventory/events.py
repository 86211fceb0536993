"""What inventory tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from balcao.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class StockChanged(Event):
    """On-hand of some variants changed at a location."""

    name: ClassVar[str] = "inventory.stock_changed"
    location_id: int
    variant_ids: list[str]
    reason: str
