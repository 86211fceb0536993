"""What of ours lines are compared with, and what comes of it. Amounts are signed minor units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from balcao.domains.reconciliation.values.words import Cause

# Providers take up to 2 or 3 percent for an exchange; a rate moves as much in some days.
LIKELY_PERCENT: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSeen:
    """A payment as matching needs it, with what earlier lines have said about it.

    ``reported_minor`` is what lines matched so far have captured; the lists are amounts given back,
    by us and by them.
    """

    id: UUID
    order_id: UUID
    provider: str
    reference: str
    provider_reference: str
    currency: str
    state: str
    amount_minor: int
    captured_minor: int
    created_at: datetime
    reported_minor: int = 0
    refunds: tuple[int, ...] = ()
    reported_refunds: tuple[int, ...] = ()

    @property
    def refunds_left(self) -> tuple[int, ...]:
        """Refunds of ours that no line has told yet."""
        left = list(self.refunds)
        for amount in self.reported_refunds:
            if amount in left:
                left.remove(amount)
        return tuple(left)


@dataclass(frozen=True, slots=True)
class PayoutSeen:
    """A payout that no bank line stands for yet."""

    line_id: UUID
    provider: str
    reference: str
    currency: str
    amount_minor: int
    day: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line stands for. Without a cause it matches exactly; else it is a suggestion.

    ``fact_minor`` is the amount of ours that it tells, signed as the line and in our ``currency``;
    ``off_minor`` is the line's gross less that.
    """

    cause: Cause = Cause.NONE
    payment: PaymentSeen | None = None
    payout: PayoutSeen | None = None
    fact_minor: int = 0
    off_minor: int = 0

    @property
    def is_exact(self) -> bool:
        """Whether nobody has to look at it."""
        return self.cause is Cause.NONE

    @property
    def currency(self) -> str:
        """The currency of what it stands for; empty where it stands for nothing of ours."""
        ours = self.payment or self.payout
        return ours.currency if ours is not None and self.fact_minor else ""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Money of ours that came in another currency, valued in the store's ``store_currency``.

    ``booked_minor`` is what the books hold of it, at the rate of the day it was booked;
    ``settled_minor`` what came, at the rate of the day it came. Both are signed as the line.
    """

    currency: str
    store_currency: str
    booked_minor: int
    settled_minor: int

    @property
    def gain_minor(self) -> int:
        """What the exchange brought in the store's currency; below zero is a loss."""
        return self.settled_minor - self.booked_minor

    @property
    def is_likely(self) -> bool:
        """Whether rates alone can explain the difference."""
        return abs(self.gain_minor) * 100 <= abs(self.booked_minor) * LIKELY_PERCENT
