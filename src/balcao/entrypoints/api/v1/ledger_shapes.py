"""The books as the API says them. Amounts are signed minor units: debit above zero."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field, StringConstraints

from balcao.domains.ledger.queries import Missing
from balcao.domains.ledger.values import Line, MonthProfit, TrialRow
from balcao.entrypoints.api.shapes import MOST_MINOR, In, Moment, Out, Paged

Reason = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Day = Annotated[date, Field(ge=date(1970, 1, 1), le=date(2999, 12, 31))]
DayAsked = Annotated[date | None, Query(ge=date(1970, 1, 1), le=date(2999, 12, 31))]
Month = Annotated[str, StringConstraints(pattern=r"^(19[7-9][0-9]|2[0-9]{3})-(0[1-9]|1[0-2])$")]
Kind = Literal[
    "",
    "order_placed",
    "order_shipped",
    "order_cancelled",
    "captured",
    "refunded",
    "credit_note",
    "stored_value",
    "stock",
    "payout",
    "reconciled",
    "manual",
]


class TrialRowOut(Out):
    """An account with its debits and credits up to a day."""

    account_id: int
    code: str
    title: str
    type: Literal["asset", "liability", "equity", "income", "expense"]
    currency: str
    debit_minor: int
    credit_minor: int
    balance_minor: int


class TrialBalanceOut(Out):
    """The trial balance: over all accounts of a currency, debits equal credits.

    `neither_paid_nor_shipped` is by currency what stands on both sides of the balance.
    """

    until: date
    items: list[TrialRowOut]
    neither_paid_nor_shipped: dict[str, int]

    @classmethod
    def of(cls, until: date, rows: list[TrialRow], waiting: dict[str, int]) -> TrialBalanceOut:
        """As the books say."""
        items = [TrialRowOut.model_validate(row) for row in rows]
        return cls(until=until, items=items, neither_paid_nor_shipped=waiting)


class LineOut(Out):
    """One entry of a journal."""

    line_no: int
    account_id: int
    code: str
    title: str
    currency: str
    amount_minor: int


class JournalOut(Out):
    """A journal; `of_day` differs from `day` where the month it belongs to was closed."""

    id: UUID
    day: date
    of_day: date
    at: Moment
    kind: str
    source: str
    order_id: UUID | None
    document: str
    memo: str
    actor: str
    lines: list[LineOut]


class JournalsOut(Paged):
    """A page of journals."""

    items: list[JournalOut]


class StatementLineOut(Out):
    """One entry of an account's statement."""

    journal_id: UUID
    line_no: int
    day: date
    kind: str
    document: str
    memo: str
    order_id: UUID | None
    amount_minor: int
    currency: str


class StatementOut(Paged):
    """A page of a statement."""

    items: list[StatementLineOut]


class OrderBalanceOut(Out):
    """What one account holds for an order."""

    code: str
    title: str
    currency: str
    balance_minor: int


class OrderBooksOut(Out):
    """What an order did to the books, and what it comes to."""

    journals: list[JournalOut]
    balances: list[OrderBalanceOut]


class MonthProfitOut(Out):
    """Income, cost of goods and other expenses of a month, in minor units."""

    month: date
    currency: str
    income_minor: int
    goods_minor: int
    other_minor: int
    gross_minor: int
    profit_minor: int


class ProfitOut(Out):
    """Months, the earliest first."""

    items: list[MonthProfitOut]

    @classmethod
    def of(cls, months: list[MonthProfit]) -> ProfitOut:
        """As the books say."""
        return cls(items=[MonthProfitOut.model_validate(month) for month in months])


class BooksStepOut(Out):
    """A month that was closed or opened again."""

    month: date
    action: Literal["closed", "reopened"]
    at: Moment
    actor: str
    reason: str


class PeriodsOut(Out):
    """How far the books are closed, and which month is due; `version` rises with each step."""

    since: Moment | None
    closed_through: date | None
    due: date | None
    version: int
    steps: list[BooksStepOut]


class MissingOut(Out):
    """Something that has no journal yet."""

    what: str
    detail: str
    at: Moment
    order_id: UUID | None


class MissingListOut(Out):
    """What is missing, the oldest first, at most a hundred of each kind."""

    items: list[MissingOut]

    @classmethod
    def of(cls, found: list[Missing]) -> MissingListOut:
        """As found."""
        return cls(items=[MissingOut.model_validate(one) for one in found])


class PostedOut(Out):
    """How many journals were written; ask again until it is 0."""

    written: int


class SinceIn(In):
    """From which moment on facts have to be in the books."""

    since: datetime = Field(ge=datetime.fromisoformat("1970-01-01T00:00:00+00:00"))


class LineIn(In):
    """One line of a journal: signed minor units, debit above zero."""

    account: str = Field(min_length=1, max_length=120, description="Such as `fees` or `bank`.")
    amount_minor: int = Field(ge=-MOST_MINOR, le=MOST_MINOR)
    currency: str = Field(pattern=r"^[A-Z]{3}$")

    def line(self) -> Line:
        """As the books take it."""
        return Line(self.account, self.amount_minor, self.currency)


class JournalIn(In):
    """A journal by hand: fees, payouts, corrections."""

    day: Day
    reason: Reason
    lines: list[LineIn] = Field(min_length=2, max_length=40)


class BooksReasonIn(In):
    """Why."""

    reason: Reason
