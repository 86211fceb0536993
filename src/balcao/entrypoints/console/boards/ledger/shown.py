"""The books as templates show them: amounts as text, sides in two columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from balcao.domains.ledger.values import (
    AccountType,
    JournalKind,
    JournalView,
    MonthProfit,
    TrialRow,
)
from balcao.entrypoints.console.templatetags.console_words import minor
from balcao.kernel.money import Money

FRAME: Final = 100
GROUPS: Final = {
    AccountType.ASSET: "Assets: what we have",
    AccountType.LIABILITY: "Liabilities: what we owe",
    AccountType.EQUITY: "Equity",
    AccountType.INCOME: "Income",
    AccountType.EXPENSE: "Expenses",
}
WHAT: Final = {
    JournalKind.ORDER_PLACED: "Order placed",
    JournalKind.ORDER_SHIPPED: "Order shipped",
    JournalKind.ORDER_CANCELLED: "Order cancelled",
    JournalKind.CAPTURED: "Payment taken",
    JournalKind.REFUNDED: "Payment given back",
    JournalKind.CREDIT_NOTE: "Credit note",
    JournalKind.STORED_VALUE: "Stored value",
    JournalKind.STOCK: "Stock",
    JournalKind.PAYOUT: "Payout",
    JournalKind.RECONCILED: "Reconciled",
    JournalKind.MANUAL: "Booked by hand",
}


@dataclass(frozen=True, slots=True)
class Sided:
    """One account or entry with its amount on one side."""

    account_id: int
    title: str
    code: str
    debit: str
    credit: str


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts of one type and currency with the sum of their balances."""

    title: str
    currency: str
    rows: tuple[Sided, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Sums:
    """Debits and credits of a currency over all accounts."""

    currency: str
    debit: str
    credit: str
    is_equal: bool


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month's profit before other expenses; ``y`` and ``height`` are percent of the frame."""

    month: date
    income: Money
    goods: Money
    other: Money
    profit: Money
    y: int
    height: int
    is_loss: bool


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A journal of a list or a page, with the words for it."""

    view: JournalView
    what: str
    amount: str
    lines: tuple[Sided, ...]


def sided(account_id: int, title: str, code: str, amount: int, currency: str) -> Sided:
    """An amount on the side it belongs to."""
    text = minor(abs(amount), currency)
    return Sided(account_id, title, code, text if amount > 0 else "", text if amount < 0 else "")


def groups_of(rows: Sequence[TrialRow]) -> list[Group]:
    """The trial balance by type of account; the rows stand in that order already.

    Where there are several currencies, each group says which is its.
    """
    are_many = len({row.currency for row in rows}) > 1
    found = []
    for (currency, kind), some in groupby(rows, key=lambda row: (row.currency, row.type)):
        members = [row for row in some if row.balance_minor]
        if not members:
            continue
        total = sum(row.balance_minor for row in members)
        if kind in (AccountType.LIABILITY, AccountType.EQUITY, AccountType.INCOME):
            total = -total
        lines = tuple(
            sided(row.account_id, row.title, row.code, row.balance_minor, currency)
            for row in members
        )
        title = f"{GROUPS[kind]}, in {currency}" if are_many else GROUPS[kind]
        found.append(Group(title, currency, lines, minor(total, currency)))
    return found


def sums_of(rows: Sequence[TrialRow]) -> list[Sums]:
    """Both sides of the trial balance by currency, made of the balances."""
    found = []
    for currency in sorted({row.currency for row in rows}):
        balances = [row.balance_minor for row in rows if row.currency == currency]
        debit = sum(amount for amount in balances if amount > 0)
        credit = -sum(amount for amount in balances if amount < 0)
        found.append(
            Sums(currency, minor(debit, currency), minor(credit, currency), debit == credit)
        )
    return found


def bars_of(months: Iterable[MonthProfit], currency: str) -> list[MonthBar]:
    """The months of the shop's currency as bars; a loss is drawn as high as a profit would be."""
    own = [month for month in months if month.currency == currency]
    most = max((abs(month.profit_minor) for month in own), default=0) or 1
    return [
        MonthBar(
            month=month.month,
            income=Money(month.income_minor, currency),
            goods=Money(month.goods_minor, currency),
            other=Money(month.other_minor, currency),
            profit=Money(month.profit_minor, currency),
            y=FRAME - height,
            height=height,
            is_loss=month.profit_minor < 0,
        )
        for month in own
        for height in [FRAME * abs(month.profit_minor) // most]
    ]


def journal_row(view: JournalView) -> JournalRow:
    """A journal with its sides, and what was moved in it."""
    moved: dict[str, int] = {}
    for line in view.lines:
        moved[line.currency] = moved.get(line.currency, 0) + max(line.amount_minor, 0)
    return JournalRow(
        view=view,
        what=WHAT[view.kind],
        amount=", ".join(minor(amount, currency) for currency, amount in moved.items()),
        lines=tuple(
            sided(line.account_id, line.title, line.code, line.amount_minor, line.currency)
            for line in view.lines
        ),
    )
