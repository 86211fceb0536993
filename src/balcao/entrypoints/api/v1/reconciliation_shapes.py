"""Reconciliation as the API says it. Amounts are signed minor units of the line's currency."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from balcao.domains.reconciliation.values import BankAccountInfo, BankFormat, TermsInfo
from balcao.entrypoints.api.shapes import In, Moment, Out, Paged

Note = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
LineStateAsked = Literal["", "open", "matched", "booked", "noted"]
Column = Annotated[str, StringConstraints(max_length=80, strip_whitespace=True)]


class ClearingPartOut(Out):
    """One reason why the books say something else than the provider.

    `timing` and `missing` were moved by us and told by no line, before and after the days agreed;
    `waiting` and `noted` are lines; `difference` is told only in part; `by_hand` was booked.
    """

    code: str
    amount_minor: int
    count: int


class ClearingOut(Out):
    """What the books say a provider holds; report, parts and what is unexplained add up to it."""

    provider: str
    currency: str
    ledger_minor: int
    reported_minor: int
    in_transit_minor: int
    unexplained_minor: int
    reported_at: Moment | None
    parts: list[ClearingPartOut]


class ReconciledOut(Out):
    """Every provider, and how many lines wait for a decision."""

    items: list[ClearingOut]
    open: int


class StatementOfOut(Out):
    """A report or statement; `findings` say what is wrong with one that was refused."""

    id: UUID
    source: str
    file_name: str
    state: Literal["waiting", "taken", "done", "refused"]
    rows: int
    fresh: int
    done: int
    open: int
    findings: list[dict[str, str | int]]
    actor: str
    created_at: Moment


class StatementsOut(Out):
    """Files, the latest first."""

    items: list[StatementOfOut]


class ReportedLineOut(Out):
    """One line; while it is open, payment, order and pair are a suggestion, and `says` is why.

    `fact_minor` is what it tells of ours, in `fact_currency`, which `off_minor` is in too;
    `paid_minor` is what it says the shopper paid, where that is of another currency.
    """

    id: UUID
    statement_id: UUID
    source: str
    row: int
    identity: str
    kind: str
    state: str
    at: Moment
    currency: str
    gross_minor: int
    fee_minor: int
    net_minor: int
    reference: str
    description: str
    payout: str
    cause: str
    off_minor: int
    fact_minor: int
    fact_currency: str
    paid_minor: int | None
    paid_currency: str
    says: str
    order_id: UUID | None
    order_number: str
    payment_id: UUID | None
    pair_id: UUID | None
    note: str


class ReportedLinesOut(Paged):
    """A page of lines."""

    items: list[ReportedLineOut]


class LineDecisionOut(Out):
    """What was decided about a line, and what it booked."""

    action: str
    at: Moment
    actor: str
    note: str
    journal_id: UUID | None


class LineDecisionsOut(Out):
    """The first decision first."""

    items: list[LineDecisionOut]


class MatchIn(In):
    """What a line stands for: an order's number, a provider's reference, or a payout's id."""

    target: str = Field(min_length=1, max_length=120)


class BookLineIn(In):
    """What the whole line is, and why."""

    way: Literal["fee", "chargeback", "write_off"]
    note: Note


class LineNoteIn(In):
    """Why."""

    note: Note


class BankFormatOut(Out):
    """How a bank writes its CSV; names of columns, empty where there is none."""

    date: str
    description: str
    amount: str
    money_in: str
    money_out: str
    reference: str
    balance: str
    identity: str
    delimiter: str
    decimal: str
    date_format: str


class BankAccountOut(Out):
    """One account at a bank; in the books it is `bank:` and its code."""

    code: str
    name: str
    currency: str
    format: BankFormatOut


class BankAccountsOut(Out):
    """Accounts by name."""

    items: list[BankAccountOut]


class BankFormatIn(In):
    """Either `amount`, or `money_in` and `money_out`; signs left empty are found out."""

    date: Column
    description: Column = ""
    amount: Column = ""
    money_in: Column = ""
    money_out: Column = ""
    reference: Column = ""
    balance: Column = ""
    identity: Column = ""
    delimiter: Literal["", ",", ";", "\t", "|"] = ""
    decimal: Literal["", ",", "."] = ""
    date_format: str = Field("", max_length=40)


class BankAccountIn(In):
    """An account and how its files are read."""

    name: str = Field(min_length=1, max_length=80)
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    format: BankFormatIn

    def account(self, code: str) -> BankAccountInfo:
        """As the domain takes it."""
        return BankAccountInfo(
            code, self.name, self.currency, BankFormat(**self.format.model_dump())
        )


class ReconciliationTermsOut(Out):
    """Days until a payment is missing in reports, days a payout takes, and small change."""

    missing_after_days: int
    payout_days: int
    write_off_limit_minor: int


class ReconciliationTermsIn(In):
    """What the store agrees on."""

    missing_after_days: int = Field(ge=1, le=90)
    payout_days: int = Field(ge=1, le=90)
    write_off_limit_minor: int = Field(ge=0, le=10**9)

    def terms(self) -> TermsInfo:
        """As the domain takes it."""
        return TermsInfo(**self.model_dump())


class MatchedNowOut(Out):
    """How many lines match now."""

    matched: int
