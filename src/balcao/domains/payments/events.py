"""What payments tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from balcao.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCaptured(Event):
    """Money has been taken; ``amount_minor`` in minor units of ``currency``."""

    name: ClassVar[str] = "payments.captured"
    payment_id: UUID
    order_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLinkSent(Event):
    """Somebody is to get a link by mail, to pay what an order owes."""

    name: ClassVar[str] = "payments.link_sent"
    link_id: UUID
    order_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRefunded(Event):
    """Money has been given back; ``amount_minor`` in minor units of ``currency``."""

    name: ClassVar[str] = "payments.refunded"
    payment_id: UUID
    order_id: UUID
    amount_minor: int
    currency: str
