"""What buying tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from balcao.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrderSent(Event):
    """An order is to be mailed to its supplier; the dispatch says to whom and what came of it."""

    name: ClassVar[str] = "purchasing.order_sent"
    order_id: UUID
    dispatch_id: UUID
