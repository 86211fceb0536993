"""The books as others see them. Amounts are signed minor units: debit above zero, credit below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from balcao.domains.ledger.values.words import AccountType, JournalKind, PeriodAction


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One account of the trial balance: all debits and credits up to a day."""

    account_id: int
    code: str
    title: str
    type: AccountType
    currency: str
    debit_minor: int
    credit_minor: int

    @property
    def balance_minor(self) -> int:
        """Debits less credits."""
        return self.debit_minor - self.credit_minor


@dataclass(frozen=True, slots=True)
class LineView:
    """One entry of a journal."""

    line_no: int
    account_id: int
    code: str
    title: str
    currency: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class JournalView:
    """A journal with its entries; ``of_day`` is the day it belongs to, ``day`` the day booked.

    The two differ where the month it belongs to was closed already.
    """

    id: UUID
    day: date
    of_day: date
    at: datetime
    kind: JournalKind
    source: str
    order_id: UUID | None
    document: str
    memo: str
    actor: str
    lines: tuple[LineView, ...]

    @property
    def is_late(self) -> bool:
        """Whether it was booked after the month it belongs to was closed."""
        return self.day != self.of_day


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One entry of an account's statement, with the journal it is part of."""

    journal_id: UUID
    line_no: int
    day: date
    kind: JournalKind
    document: str
    memo: str
    order_id: UUID | None
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class OrderBalance:
    """What is open on one account for one order."""

    code: str
    title: str
    currency: str
    balance_minor: int


@dataclass(frozen=True, slots=True)
class MonthProfit:
    """One month's income, cost of goods and other expenses; income above zero is money earned."""

    month: date
    currency: str
    income_minor: int
    goods_minor: int
    other_minor: int

    @property
    def gross_minor(self) -> int:
        """Income less the cost of the goods."""
        return self.income_minor - self.goods_minor

    @property
    def profit_minor(self) -> int:
        """Income less all expenses."""
        return self.gross_minor - self.other_minor


@dataclass(frozen=True, slots=True)
class BooksInfo:
    """Since when facts are in the books, and the last day of the last closed month."""

    store_id: int
    since: datetime | None
    closed_through: date | None
    version: int


@dataclass(frozen=True, slots=True)
class PeriodStepView:
    """A month that was closed or opened again, by whom and why."""

    month: date
    action: PeriodAction
    at: datetime
    actor: str
    reason: str
