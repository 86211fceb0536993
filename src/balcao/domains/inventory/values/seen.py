"""Stock as other rooms see it. Quantities are units, money is in the store's currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from balcao.domains.catalog.values import VariantCard
from balcao.kernel.money import Money
from balcao.kernel.scans import Scan


@dataclass(frozen=True, slots=True)
class LocationInfo:
    """A place where stock lies; lower priority is sold from first."""

    id: int
    code: str
    name: str
    priority: int
    kind: str = "warehouse"
    sells: bool = True
    country: str = ""
    region: str = ""
    city: str = ""
    postal_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    handling_minor: int = 0


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
    safety_stock: int = 0
    incoming: int = 0
    damaged: int = 0
    value_minor: int = 0
    fifo_minor: int = 0

    @property
    def sellable(self) -> int:
        """What may still be promised to shoppers, before anything kept back from a channel."""
        promised = self.reserved + self.allocated
        return self.on_hand - promised - self.safety_stock + self.backorder_limit


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of the ledger; ``balance`` is on-hand after it, ``at`` aware UTC.

    Money is signed minor units of the store's currency: by weighted average, and first in, first
    out.
    """

    id: UUID
    at: datetime
    turn: int
    sku: str
    location_id: int
    quantity: int
    balance: int
    damaged: int
    damaged_balance: int
    value_minor: int
    value_balance: int
    fifo_minor: int
    fifo_balance: int
    reason: str
    account: str
    document: str
    lot: str
    actor: str
    note: str


@dataclass(frozen=True, slots=True)
class MovementWorth:
    """A movement as the books need it; ``value_minor`` by the store's way of valuing, signed."""

    id: UUID
    at: datetime
    account: str
    value_minor: int
    document: str
    sku: str
    actor: str


@dataclass(frozen=True, slots=True)
class StockThen:
    """What lay at a place at a past moment, and what it was worth by both methods."""

    location_id: int
    location: str
    on_hand: int
    damaged: int
    value: Money
    fifo: Money


@dataclass(frozen=True, slots=True)
class Worth:
    """What lies at a place and is worth, by both methods, and what the ledger adds up to."""

    location_id: int
    location: str
    variants: int
    units: int
    damaged: int
    value: Money
    fifo: Money
    ledger_value: Money
    ledger_fifo: Money

    @property
    def ties(self) -> bool:
        """Whether levels and ledger agree to the minor unit."""
        return self.value == self.ledger_value and self.fifo == self.ledger_fifo


@dataclass(frozen=True, slots=True)
class LotLine:
    """Units of a lot at one place; ``expires_on`` is the first day they are not sold any more."""

    variant_id: UUID
    sku: str
    location_id: int
    location: str
    code: str
    expires_on: date | None
    quantity: int
    damaged: int
    is_serial: bool


@dataclass(frozen=True, slots=True)
class Supply:
    """Units on their way to a place by one document."""

    variant_id: UUID
    sku: str
    location_id: int
    location: str
    document: str
    quantity: int
    expected_at: datetime


@dataclass(frozen=True, slots=True)
class BinLine:
    """Good units of a variant that lie in one bin."""

    variant_id: UUID
    sku: str
    location_id: int
    bin: str
    quantity: int


@dataclass(frozen=True, slots=True)
class BinInfo:
    """A bin and how much lies in it: so many units of so many variants."""

    code: str
    location_id: int
    location: str
    units: int
    variants: int
    is_active: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Units of a variant that lie in no bin of a place that has bins."""

    variant_id: UUID
    sku: str
    units: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a scanned or typed code may mean; nearly always it is one thing.

    ``scan`` holds what the code says besides, such as a lot and its expiry.
    """

    scan: Scan
    variants: tuple[VariantCard, ...] = ()
    bins: tuple[BinInfo, ...] = ()
    places: tuple[LocationInfo, ...] = ()
    lots: tuple[LotLine, ...] = ()
