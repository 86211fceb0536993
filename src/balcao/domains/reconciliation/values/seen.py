"""Files, lines and balances as other rooms see them. Amounts are signed minor units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from balcao.domains.reconciliation.values.words import Cause, LineKind, LineState, StatementState


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementInfo:
    """One file and what became of its lines."""

    id: UUID
    source: str
    file_name: str
    state: StatementState
    rows: int
    fresh: int
    done: int
    findings: tuple[Mapping[str, Any], ...]
    actor: str
    created_at: datetime
    open: int = 0

    @property
    def percent(self) -> int:
        """How much of it has been matched."""
        return 100 if not self.fresh else min(100, 100 * self.done // self.fresh)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """One line with where it stands; ``says`` is why it waits, in words.

    ``fact_minor`` is what it tells of ours, in ``fact_currency``, which ``off_minor`` is in too;
    ``paid_minor`` is what it says the shopper paid, where that is of another currency.
    """

    id: UUID
    statement_id: UUID
    source: str
    row: int
    identity: str
    kind: LineKind
    state: LineState
    at: datetime
    currency: str
    gross_minor: int
    fee_minor: int
    net_minor: int
    reference: str
    description: str
    payout: str
    cause: Cause
    off_minor: int
    fact_minor: int
    fact_currency: str
    paid_minor: int | None
    paid_currency: str
    says: str
    order_number: str
    order_id: UUID | None
    payment_id: UUID | None
    pair_id: UUID | None
    note: str

    @property
    def is_open(self) -> bool:
        """Whether it waits for a person."""
        return self.state is LineState.OPEN

    @property
    def can_accept(self) -> bool:
        """Whether there is a suggestion to accept."""
        suggests = self.payment_id is not None or self.pair_id is not None
        if self.cause is Cause.CURRENCY:
            return self.is_open and self.fact_minor != 0
        return self.is_open and suggests and self.cause is not Cause.DOUBLE


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One thing that was decided about a line."""

    action: str
    at: datetime
    actor: str
    note: str
    journal_id: UUID | None


@dataclass(frozen=True, slots=True)
class Part:
    """One reason why the books say something else than the provider."""

    code: str
    amount_minor: int
    count: int = 0


@dataclass(frozen=True, slots=True)
class ClearingView:
    """What the books say a provider holds, explained: parts and the report add up to it."""

    provider: str
    currency: str
    ledger_minor: int
    reported_minor: int
    in_transit_minor: int
    parts: tuple[Part, ...] = field(default=())
    reported_at: datetime | None = None

    @property
    def unexplained_minor(self) -> int:
        """What is left over; zero unless something is broken."""
        parts = sum(part.amount_minor for part in self.parts)
        return self.ledger_minor - self.reported_minor - parts

    @property
    def differs(self) -> bool:
        """Whether anything has to be explained."""
        return any(part.amount_minor for part in self.parts) or bool(self.unexplained_minor)


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A payment that moved, and that no line has told; ``is_late`` after the days agreed."""

    payment_id: UUID
    order_id: UUID
    order_number: str
    provider: str
    currency: str
    amount_minor: int
    since: datetime
    is_late: bool
