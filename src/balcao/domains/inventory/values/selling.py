"""How stock is sold, as other rooms see it. Quantities are units, moments are aware UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from balcao.domains.inventory.values.words import Selling

ONLINE = "online"
"""The channel of the shop's own pages."""


@dataclass(frozen=True, slots=True)
class SellingRule:
    """Whether a variant is sold before it is there; ``limit`` units beyond stock at most."""

    policy: Selling = Selling.DENY
    limit: int = 0
    releases_at: datetime | None = None
    lead_days: int = 14


@dataclass(frozen=True, slots=True)
class Component:
    """So many units of a variant in one kit."""

    variant_id: UUID
    quantity: int
    sku: str = ""


@dataclass(frozen=True, slots=True)
class Buffer:
    """Units kept back from a channel; without a variant, of each variant at the location."""

    location_id: int
    channel: str
    units: int
    variant_id: UUID | None = None
    sku: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """When the next units of a variant can be sent; ``is_preorder`` before its release."""

    variant_id: UUID
    at: datetime
    is_preorder: bool


@dataclass(frozen=True, slots=True)
class SetAside:
    """Units of a level set aside for a line of an order; of a kit, one of its components."""

    line_no: int
    variant_id: UUID
    sku: str
    location: str
    quantity: int
    state: str
    location_id: int


@dataclass(frozen=True, slots=True)
class PlaceStock:
    """What a place could give to an order, by variant, before anything is promised of it."""

    location_id: int
    units: dict[UUID, int]
