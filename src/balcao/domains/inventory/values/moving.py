"""Transfers, counts and adjustments as other rooms see them.

Quantities are units, times aware UTC, money in the store's currency.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from balcao.domains.inventory.values.goods import LotUnits
from balcao.domains.inventory.values.words import Reason
from balcao.kernel.money import Money


class TransferState(StrEnum):
    """How far a transfer is."""

    DRAFT = "draft"
    SENT = "sent"
    PARTLY_RECEIVED = "partly_received"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class AdjustmentState(StrEnum):
    """Whether an adjustment is in the books."""

    WAITING = "waiting"
    POSTED = "posted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class TransferWish:
    """So many units of a variant that should change places. Without lots, first expired first."""

    variant_id: UUID
    quantity: int
    lots: tuple[LotUnits, ...] = ()


@dataclass(frozen=True, slots=True)
class Handed:
    """What came in of one variant of a transfer: good units, and those that came broken.

    ``lots`` say which units they are, damaged ones last; without them those that were sent are
    taken in the order in which they expire.
    """

    variant_id: UUID
    quantity: int
    damaged: int = 0
    lots: tuple[LotUnits, ...] = ()


@dataclass(frozen=True, slots=True)
class TransferLot:
    """Units of a lot that were sent, and how many of them are still on the road."""

    code: str
    expires_on: date | None
    quantity: int
    open: int


@dataclass(frozen=True, slots=True)
class TransferLineInfo:
    """One variant of a transfer: what was sent and what became of it."""

    line_no: int
    variant_id: UUID
    sku: str
    quantity: int
    received: int
    damaged: int
    lost: int
    found: int
    lots: tuple[TransferLot, ...] = ()

    @property
    def open(self) -> int:
        """Units that are neither received nor given up."""
        return self.quantity - self.received - self.damaged - self.lost


@dataclass(frozen=True, slots=True)
class TransferInfo:
    """Goods that change places; ``version`` grows with every change."""

    id: UUID
    number: str
    from_location_id: int
    from_location: str
    to_location_id: int
    to_location: str
    state: TransferState
    note: str
    author: str
    created_at: datetime
    expected_at: datetime | None
    sent_at: datetime | None
    sent_by: str
    closed_at: datetime | None
    version: int
    lines: tuple[TransferLineInfo, ...] = ()

    @property
    def document(self) -> str:
        """The name of it in the ledger."""
        return f"transfer:{self.number}"

    @property
    def units(self) -> int:
        """All units of it."""
        return sum(line.quantity for line in self.lines)

    @property
    def open(self) -> int:
        """Units that are still on the road, or still to be sent."""
        return sum(line.open for line in self.lines)


@dataclass(frozen=True, slots=True)
class Wish:
    """A change to what lies at a place, asked for by somebody.

    ``quantity`` and ``damaged`` are signed changes of the good and of the damaged units. ``value``
    is what units that come in cost together; None takes the average.
    """

    location_id: int
    variant_id: UUID
    reason: Reason
    quantity: int
    damaged: int = 0
    lots: tuple[LotUnits, ...] = ()
    value: Money | None = None
    document: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AdjustmentInfo:
    """A change to stock that somebody asked for, and what was decided about it.

    ``worth`` is what its units were worth when it was asked for, without sign.
    """

    id: UUID
    number: str
    location_id: int
    location: str
    variant_id: UUID
    sku: str
    reason: Reason
    quantity: int
    damaged: int
    lots: tuple[LotUnits, ...]
    worth: Money
    state: AdjustmentState
    document: str
    note: str
    author: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    answer: str
