"""Reminders of carts that were left, as other rooms see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from balcao.kernel.money import Money

USUAL_HOURS: Final = (1, 24, 72)


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """Whether a store reminds of carts, and hours after the last change for each step."""

    is_on: bool = False
    hours: tuple[int, ...] = USUAL_HOURS


@dataclass(frozen=True, slots=True)
class ReminderInfo:
    """One reminder: of which cart, to whom, in which language."""

    id: UUID
    store_id: int
    cart_id: UUID
    step: int
    email: str
    locale: str


@dataclass(frozen=True, slots=True)
class ReminderReport:
    """What the reminders of one step did; ``recovered`` is the totals of orders made after them."""

    step: int
    sent: int
    returned: int
    ordered: int
    recovered: Money
