"""Lines of providers and banks as other rooms see them. Amounts are signed minor units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class LineKind(StrEnum):
    """What a line says happened; BANK is money in or out of a bank account."""

    CAPTURE = "capture"
    REFUND = "refund"
    CHARGEBACK = "chargeback"
    FEE = "fee"
    PAYOUT = "payout"
    OTHER = "other"
    BANK = "bank"


class LineState(StrEnum):
    """OPEN waits for a person, NOTED was left as it is with a note; nothing is booked for both."""

    NEW = "new"
    OPEN = "open"
    MATCHED = "matched"
    BOOKED = "booked"
    NOTED = "noted"


class Cause(StrEnum):
    """Why a line does not match by itself."""

    NONE = ""
    AMOUNT = "amount"
    FEE = "fee"
    PARTIAL = "partial"
    CURRENCY = "currency"
    UNKNOWN = "unknown"
    DOUBLE = "double"
    UNPAID = "unpaid"
    LIKELY = "likely"
    UNEXPLAINED = "unexplained"


class BookAs(StrEnum):
    """What staff may book a line, or its difference, as."""

    FEE = "fee"
    CHARGEBACK = "chargeback"
    WRITE_OFF = "write_off"


class StatementState(StrEnum):
    """REFUSED has findings and changed nothing; TAKEN has its lines and is being matched."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLine:
    """One row of a file. ``net_minor`` is gross less fee; ``identity`` is unique in its source."""

    row: int
    identity: str
    kind: LineKind
    at: datetime
    currency: str
    gross_minor: int
    fee_minor: int
    reference: str = ""
    other_reference: str = ""
    payout: str = ""
    description: str = ""
    balance_minor: int | None = None

    @property
    def net_minor(self) -> int:
        """What the balance changes by."""
        return self.gross_minor - self.fee_minor


@dataclass(frozen=True, slots=True)
class BankFormat:
    """How a bank writes its CSV. Columns are header names; empty means there is none.

    Either ``amount`` (signed), or ``money_in`` and ``money_out``. ``delimiter`` and ``decimal``
    empty means to find out; ``date_format`` is of ``strptime``, empty for the known ones.
    """

    date: str
    description: str = ""
    amount: str = ""
    money_in: str = ""
    money_out: str = ""
    reference: str = ""
    balance: str = ""
    identity: str = ""
    delimiter: str = ""
    decimal: str = ""
    date_format: str = ""


@dataclass(frozen=True, slots=True)
class BankAccountInfo:
    """One account at a bank; its account in the books is ``bank:<code>``."""

    code: str
    name: str
    currency: str
    format: BankFormat


@dataclass(frozen=True, slots=True)
class TermsInfo:
    """What a store agreed on: days to wait for a report and a bank, and small change."""

    missing_after_days: int = 5
    payout_days: int = 7
    write_off_limit_minor: int = 1000


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

    ``fact_minor`` is the amount of ours that it tells, signed as the line; ``off_minor`` is the
    line's gross less that.
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
    """One line with where it stands; ``says`` is why it waits, in words."""

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
        return self.is_open and suggests and self.cause not in (Cause.CURRENCY, Cause.DOUBLE)


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
