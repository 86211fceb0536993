"""Who we buy from, what they offer and for how much.

Prices are minor units of the supplier's currency (ISO 4217) for so many units, because suppliers
quote by the pack: 10.00 for 12 has no price each that is whole cents.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from balcao.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierEdit:
    """A supplier as it should be from now on. ``payment_days`` counts from the invoice."""

    code: str
    name: str
    currency: str
    email: str = ""
    phone: str = ""
    language: str = "en"
    country: str = ""
    address: str = ""
    tax_id: str = ""
    payment_days: int = 30
    payment_terms: str = ""
    lead_time_days: int = 7
    minimum_minor: int = 0
    note: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class SupplierInfo:
    """A supplier; ``version`` is its ETag."""

    id: UUID
    store_id: int
    code: str
    name: str
    currency: str
    email: str
    phone: str
    language: str
    country: str
    address: str
    tax_id: str
    payment_days: int
    payment_terms: str
    lead_time_days: int
    minimum: Money
    note: str
    is_active: bool
    version: int
    items: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """From this quantity on, ``cost_minor`` is asked for each ``per_units`` units."""

    from_quantity: int
    cost_minor: int
    per_units: int = 1

    def as_json(self) -> list[int]:
        """The break as it is stored."""
        return [self.from_quantity, self.cost_minor, self.per_units]


@dataclass(frozen=True, slots=True)
class PriceInfo:
    """A price list of one item, valid from a moment (aware UTC) until the next one."""

    valid_from: datetime
    currency: str
    breaks: tuple[Break, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEdit:
    """What a supplier offers, as it should be from now on.

    Orders are multiples of ``units_per_pack`` and at least ``minimum_quantity`` units.
    """

    variant_id: UUID
    supplier_sku: str = ""
    units_per_pack: int = 1
    minimum_quantity: int = 1
    lead_time_days: int | None = None
    is_preferred: bool = False
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class ItemInfo:
    """What a supplier offers; ``price`` is the list that is valid now, if there is any."""

    id: int
    supplier_id: UUID
    variant_id: UUID
    sku: str
    title: str
    supplier_sku: str
    units_per_pack: int
    minimum_quantity: int
    lead_time_days: int | None
    is_preferred: bool
    is_active: bool
    price: PriceInfo | None


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything that decides about ordering a variant from one supplier now."""

    supplier_id: UUID
    supplier_code: str
    supplier_name: str
    variant_id: UUID
    currency: str
    breaks: tuple[Break, ...]
    units_per_pack: int
    minimum_quantity: int
    lead_time_days: int
    minimum_order: Money
    is_preferred: bool


@dataclass(frozen=True, slots=True)
class LeadTime:
    """Days from sending an order to its goods; ``spread_days`` is the standard deviation.

    With fewer than three ``samples`` it is what the supplier promises and the spread is unknown.
    """

    mean_days: float
    spread_days: float
    samples: int


@dataclass(frozen=True, slots=True)
class BuyingPolicy:
    """How a store buys. Authors may approve their own orders up to ``self_approval`` (included)."""

    self_approval: Money
    tolerance_percent: int


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a document. Append-only."""

    at: datetime
    kind: str
    actor: str
    detail: dict[str, Any]
