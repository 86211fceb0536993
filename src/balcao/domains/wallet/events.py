"""What stored value tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from balcao.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueMoved(Event):
    """An account of stored value changed. What a purchase itself takes is told by the order."""

    name: ClassVar[str] = "wallet.moved"
    entry_id: int
    account_id: UUID
    order_id: UUID | None = None
