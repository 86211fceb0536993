"""Back-tests as they are asked for and shown. Moments are aware UTC, periods half-open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class Kind(StrEnum):
    """What is tried on past orders."""

    PROMOTION = "promotion"
    PRICE = "price"
    TAX = "tax"


class State(StrEnum):
    """How far a back-test is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self in (State.DONE, State.FAILED, State.CANCELLED)


class Beside(StrEnum):
    """What becomes of the other discounts when a promotion is tried.

    ON_TOP leaves what was given as it was and adds what the promotion gives. WITH_ACTIVE decides
    anew, by the promotions that are active when the back-test is asked for, once without and once
    with the promotion. INSTEAD puts the promotion alone in the place of all that was given.
    """

    ON_TOP = "on_top"
    WITH_ACTIVE = "with_active"
    INSTEAD = "instead"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBackTest:
    """A change to try, frozen as it was when somebody asked, and the orders to try it on."""

    kind: Kind
    title: str
    subject: Mapping[str, Any]
    currency: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BackTestInfo:
    """A stored back-test; ``done`` of ``total`` orders are tried."""

    id: UUID
    store_id: int
    kind: str
    title: str
    subject: Mapping[str, Any]
    currency: str
    starts_at: datetime
    ends_at: datetime
    state: str
    done: int
    total: int
    problem: str
    asked_by: str
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def percent(self) -> int:
        """How much of it is done."""
        if self.state == State.DONE:
            return 100
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return State(self.state).is_over
