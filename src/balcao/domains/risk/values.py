"""Risk as other rooms see it. Amounts are minor units of the order's currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class Rule(StrEnum):
    """What may speak against an order."""

    FIRST_ORDER = "first_order"
    MAIL_OFTEN = "mail_often"
    ADDRESS_SHARED = "address_shared"
    NETWORK_SHARED = "network_shared"
    DEVICE_SHARED = "device_shared"
    ABROAD = "abroad"
    COUNTRY_CHANGED = "country_changed"
    DISPOSABLE_MAIL = "disposable_mail"
    HIGH_VALUE = "high_value"
    MANY_OF_ONE = "many_of_one"
    DECLINES = "declines"


class Verdict(StrEnum):
    """What a score means by a store's thresholds."""

    ACCEPT = "accept"
    REVIEW = "review"
    REFUSE = "refuse"


class ScoreState(StrEnum):
    """REVIEW waits for a person; REFUSED was cancelled by the threshold, CANCELLED by a person."""

    ACCEPTED = "accepted"
    REVIEW = "review"
    RELEASED = "released"
    CANCELLED = "cancelled"
    REFUSED = "refused"


class Outcome(StrEnum):
    """What came of an attempt to pay: ASKED is not known."""

    ASKED = "asked"
    MADE = "made"
    DECLINED = "declined"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a purchase comes from, as keyed digests; nothing of it can be read back."""

    network: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known about an order at the moment it was placed.

    ``usual_minor`` is what nine of ten earlier orders of the shop did not exceed; None where there
    are too few to say. Counts are of the day before, the order included.
    """

    order_id: UUID
    store_id: int
    email: str
    country: str
    home: str
    total_minor: int
    earlier: int
    mail_today: int
    mails_at_address: int
    mails_at_network: int
    mails_at_device: int
    has_other_country: bool
    most_of_one: int
    declines: int
    placed_at: datetime
    number: str = ""
    currency: str = ""
    state: str = ""
    usual_minor: int | None = None
    is_disposable: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that spoke, how much it weighs, and the number it saw."""

    rule: Rule
    weight: int
    seen: int = 0

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the order."""
        return {"rule": self.rule.value, "weight": self.weight, "seen": self.seen}


@dataclass(frozen=True, slots=True)
class TermsInfo:
    """Thresholds and weights of a store. ``refuse_at`` None refuses nothing."""

    review_at: int = 60
    refuse_at: int | None = None
    weights: Mapping[str, int] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreView:
    """An order's score, why, and what was decided."""

    order_id: UUID
    number: str
    email: str
    total_minor: int
    currency: str
    placed_at: datetime
    score: int
    reasons: tuple[Reason, ...]
    state: ScoreState
    decided_by: str
    decided_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What thresholds and weights would have done to the orders of some days.

    ``spread`` counts orders by score, in steps of ten; ``held`` are the highest scores.
    """

    orders: int
    review: int
    refuse: int
    held_minor: int
    spread: tuple[int, ...]
    held: tuple[tuple[Facts, int, tuple[Reason, ...]], ...]


@dataclass(frozen=True, slots=True)
class Hour:
    """Attempts to pay in one hour, and how many of them were declined or stopped."""

    at: datetime
    attempts: int
    declined: int
    stopped: int
