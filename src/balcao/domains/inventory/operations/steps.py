"""What is about to be posted to the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from balcao.domains.inventory.models import StockLevel
from balcao.domains.inventory.rules.valuing import Layer


@dataclass(frozen=True, slots=True)
class Entry:
    """What all movements of one change have in common."""

    store_id: int
    reason: str
    document: str
    actor: str
    now: datetime
    note: str = ""


@dataclass(slots=True)
class Step:
    """One movement of one locked level; ``value`` and ``fifo`` are filled in when it is posted.

    ``given`` is what units that come in cost together, in minor units of the store's currency;
    None takes the average. ``layers`` are those that units from another place of ours keep.
    ``account`` is the reason's own unless told otherwise.
    """

    level: StockLevel
    quantity: int = 0
    damaged: int = 0
    given: int | None = None
    layers: Sequence[Layer] = ()
    lot: str = ""
    account: str = ""
    value: int = 0
    fifo: int = 0
    taken: list[Layer] = field(default_factory=list)

    @property
    def units(self) -> int:
        """By how many units, good and damaged, the level changes."""
        return self.quantity + self.damaged
