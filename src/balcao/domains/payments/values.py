"""Payments as other rooms see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from balcao.kernel.money import Money


@dataclass(frozen=True, slots=True)
class PaymentInfo:
    """One attempt to be paid, and what came of it. Times are aware UTC."""

    id: UUID
    order_id: UUID
    reference: str
    provider: str
    state: str
    amount: Money
    captured: Money
    refunded: Money
    idempotency_key: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class PaymentChoice:
    """A way to pay, as shoppers see it."""

    code: str
    label: str
    explanation: str
