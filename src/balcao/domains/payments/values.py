"""Payments as other rooms see them. Amounts are minor units of a currency, times aware UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from balcao.kernel.money import Money


class Verb(StrEnum):
    """What can be asked of a provider."""

    PAY = "pay"
    LOOK_UP = "look_up"
    CAPTURE = "capture"
    VOID = "void"
    REFUND = "refund"
    KEEP_CARD = "keep_card"
    DROP_CARD = "drop_card"


class CallState(StrEnum):
    """ASKED has no answer yet, SILENT got none and is asked again, DEAD waits for a person.

    REFUSED was answered with a no that asking again does not change.
    """

    ASKED = "asked"
    SILENT = "silent"
    ANSWERED = "answered"
    REFUSED = "refused"
    DEAD = "dead"


class RefundState(StrEnum):
    """ASKED is on its way; FAILED was refused by the provider and gave nothing back."""

    ASKED = "asked"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PaymentInfo:
    """One attempt to be paid for one part of an order, and what came of it."""

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
    store_id: int = 0
    part: int = 1
    authorized_minor: int = 0
    refunding_minor: int = 0
    provider_reference: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    expires_at: datetime | None = None

    @property
    def authorized(self) -> Money:
        """What the provider has set aside for us."""
        return Money(self.authorized_minor, self.amount.currency)

    @property
    def refundable(self) -> Money:
        """What can still be given back: taken, and neither given back nor asked for."""
        left = self.captured.minor - self.refunded.minor - self.refunding_minor
        return Money(left, self.amount.currency)


@dataclass(frozen=True, slots=True)
class PaymentChoice:
    """A way to pay, as shoppers see it."""

    code: str
    label: str
    explanation: str


@dataclass(frozen=True, slots=True)
class RefundInfo:
    """One amount asked back."""

    id: UUID
    payment_id: UUID
    order_id: UUID
    amount: Money
    key: str
    state: str
    reason: str
    actor: str
    asked_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class CallInfo:
    """One thing asked of a provider; ``amount_minor`` is of the payment's currency."""

    id: UUID
    payment_id: UUID
    order_id: UUID
    reference: str
    provider: str
    verb: str
    key: str
    amount_minor: int | None
    currency: str
    state: str
    tries: int
    outcome: str
    reason: str
    first_at: datetime
    last_at: datetime
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Holder:
    """A customer as a provider knows them."""

    id: UUID
    store_id: int
    customer_id: int
    provider: str
    reference: str


@dataclass(frozen=True, slots=True)
class SavedCardInfo:
    """A card that is kept. ``token`` is the provider's name for it, for its adapter alone."""

    id: UUID
    holder: Holder
    payment_id: UUID
    token: str
    brand: str
    last4: str
    exp_month: int
    exp_year: int
    saved_at: datetime
    removed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkInfo:
    """A link to pay by; ``token`` is its secret."""

    id: UUID
    store_id: int
    order_id: UUID
    token: str
    created_at: datetime
    created_by: str
    expires_at: datetime
    revoked_at: datetime | None
    sent_to: str

    def is_live(self, now: datetime) -> bool:
        """Whether it can be paid by at this moment."""
        return self.revoked_at is None and now < self.expires_at
