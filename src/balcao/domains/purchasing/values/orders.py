"""Purchase orders and what came in for them. Times are aware UTC, quantities units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from balcao.domains.purchasing.values.suppliers import Happening
from balcao.kernel.money import Money


class PurchaseState(StrEnum):
    """How far a purchase order is."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENT = "sent"
    PARTLY_RECEIVED = "partly_received"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class WantedLine:
    """So many units of a variant. Without a price, what the supplier asks now."""

    variant_id: UUID
    quantity: int
    cost_minor: int | None = None
    per_units: int = 1


@dataclass(frozen=True, slots=True)
class PurchaseLineView:
    """A line; ``cost`` is for each ``per_units`` units, ``most`` is ordered plus tolerance."""

    line_no: int
    variant_id: UUID
    sku: str
    title: str
    supplier_sku: str
    units_per_pack: int
    quantity: int
    cost: Money
    per_units: int
    total: Money
    received: int
    damaged: int
    cancelled: int
    most: int

    @property
    def open(self) -> int:
        """Units that are still expected."""
        return max(0, self.quantity - self.received - self.cancelled)

    @property
    def may_come(self) -> int:
        """Units that may still be received, the tolerance included."""
        return max(0, self.most - self.received)


@dataclass(frozen=True, slots=True)
class LotIn:
    """Units of a line that share a lot; a serial number is a lot of one unit."""

    code: str
    quantity: int
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """What came in of one line: accepted units, and units that came broken."""

    line_no: int
    accepted: int
    damaged: int = 0
    lots: tuple[LotIn, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptLineView:
    """What came in of one line; ``value`` is in the store's currency, landed costs apart."""

    line_no: int
    variant_id: UUID
    sku: str
    title: str
    accepted: int
    damaged: int
    value: Money
    landed: Money
    lots: tuple[LotIn, ...]


@dataclass(frozen=True, slots=True)
class LandedCostView:
    """Freight, duty or the like on a receipt; ``amount`` as invoiced, ``in_store`` converted."""

    id: UUID
    kind: str
    basis: str
    amount: Money
    rate: Decimal
    in_store: Money
    document: str
    actor: str
    at: datetime
    is_reversed: bool
    reverses: UUID | None
    shares: Mapping[int, Money]


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """One delivery."""

    id: UUID
    store_id: int
    order_id: UUID
    order_number: str
    number: str
    location_id: int
    delivery_note: str
    note: str
    actor: str
    at: datetime
    reversed_at: datetime | None
    lines: tuple[ReceiptLineView, ...]
    costs: tuple[LandedCostView, ...]

    @property
    def value(self) -> Money:
        """The goods of it, landed costs apart."""
        return _sum([line.value for line in self.lines])

    @property
    def units(self) -> int:
        """Everything that came in, broken units included."""
        return sum(line.accepted + line.damaged for line in self.lines)


@dataclass(frozen=True, slots=True)
class DispatchView:
    """One time an order was sent, or said to have been. ``sent_at`` is None while it waits."""

    id: UUID
    channel: str
    recipient: str
    actor: str
    asked_at: datetime
    sent_at: datetime | None
    attempts: int
    problem: str


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """A purchase order in a list."""

    id: UUID
    number: str
    state: str
    supplier_id: UUID
    supplier: str
    location_id: int
    total: Money
    units: int
    received: int
    expected_at: datetime | None
    created_at: datetime
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class PurchaseOrderView:
    """One purchase order with everything on it; ``version`` is its ETag.

    ``rate`` says how many of the store's currency one of the order's is worth; it is fixed when
    the order is approved.
    """

    id: UUID
    store_id: int
    number: str
    state: str
    supplier_id: UUID
    supplier_code: str
    supplier_name: str
    supplier_email: str
    location_id: int
    currency: str
    rate: Decimal | None
    tolerance_percent: int
    expected_at: datetime | None
    payment_terms: str
    note: str
    author: str
    approved_by: str
    created_at: datetime
    approved_at: datetime | None
    sent_at: datetime | None
    closed_at: datetime | None
    lines: tuple[PurchaseLineView, ...]
    total: Money
    in_store: Money | None
    version: int
    receipts: tuple[ReceiptView, ...] = ()
    dispatches: tuple[DispatchView, ...] = ()
    timeline: tuple[Happening, ...] = ()
    next_states: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    @property
    def units(self) -> int:
        """All units ordered."""
        return sum(line.quantity for line in self.lines)

    @property
    def received(self) -> int:
        """All units that came in, broken ones included."""
        return sum(line.received for line in self.lines)

    @property
    def can_receive(self) -> bool:
        """Whether goods may come in now."""
        return self.state in (PurchaseState.SENT, PurchaseState.PARTLY_RECEIVED)


def _sum(amounts: list[Money]) -> Money:
    return sum(amounts[1:], amounts[0])
