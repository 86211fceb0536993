"""Promotions, codes and uses as they are kept. Money is minor units, moments are aware UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class PromotionState(StrEnum):
    """Where a promotion is: only an active one applies, and only within its period."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class BatchState(StrEnum):
    """How far the making of a batch of codes is."""

    MAKING = "making"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionDraft:
    """What staff say about a promotion. Money is minor units of ``currency``; no limit is None."""

    name: str
    rule: Mapping[str, object]
    currency: str = ""
    needs_code: bool = False
    priority: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    uses_limit: int | None = None
    per_shopper_limit: int | None = None
    per_day_limit: int | None = None
    budget_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionInfo(PromotionDraft):
    """A stored promotion; ``used`` and ``spent_minor`` leave out what was given back."""

    id: UUID
    status: str
    used: int
    spent_minor: int
    version: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchInfo:
    """Many codes made or imported together; ``made`` of ``size`` exist so far."""

    id: UUID
    promotion_id: UUID
    name: str
    prefix: str
    length: int
    size: int
    made: int
    uses_limit: int | None
    expires_at: datetime | None
    state: str
    problem: str
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None
    revoked_at: datetime | None

    @property
    def percent(self) -> int:
        """How much of it is made."""
        return 100 * self.made // self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeInfo:
    """A code; ``batch_revoked`` says that it unlocks nothing because its whole batch does not."""

    id: int
    promotion_id: UUID
    batch_id: UUID | None
    text: str
    uses_limit: int | None
    used: int
    expires_at: datetime | None
    revoked_at: datetime | None
    batch_revoked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UseInfo:
    """An order that used a promotion; the amount is minor units of the order's currency."""

    id: int
    order_id: UUID
    code: str
    shopper: str
    day: date
    amount_minor: int
    at: datetime
    given_back_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfUses:
    """What a promotion did on one day of the store; minor units of the orders' currency."""

    day: date
    uses: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code somebody typed, and why it unlocks nothing: empty when it does.

    ``problem`` is ``revoked``, ``expired``, ``used_up`` or ``not_active`` (its promotion).
    """

    text: str
    promotion_id: str
    code_id: int
    problem: str = ""


class Unlocked(NamedTuple):
    """The code that unlocked a promotion, normalized."""

    text: str
    code_id: int
