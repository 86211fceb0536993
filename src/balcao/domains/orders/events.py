"""What orders tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from balcao.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPlaced(Event):
    """A shopper and we have agreed; stock is allocated."""

    name: ClassVar[str] = "orders.placed"
    order_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPaid(Event):
    """The whole total has been taken."""

    name: ClassVar[str] = "orders.paid"
    order_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderShipped(Event):
    """The parcel has been handed to a carrier."""

    name: ClassVar[str] = "orders.shipped"
    order_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDelivered(Event):
    """The parcel has arrived."""

    name: ClassVar[str] = "orders.delivered"
    order_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCancelled(Event):
    """Nothing will be sent; stock is given back, and ``refund_minor`` has to be."""

    name: ClassVar[str] = "orders.cancelled"
    order_id: UUID
    refund_minor: int
