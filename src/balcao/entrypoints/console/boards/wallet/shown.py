"""Accounts as templates show them: amounts with their unit, states as words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from balcao.domains.wallet.values import Account, AccountKind, EntryKind, EntryLine
from balcao.entrypoints.console.templatetags.console_words import minor

NAMES: Final = {
    AccountKind.GIFT_CARD: "Gift card",
    AccountKind.STORE_CREDIT: "Store credit",
    AccountKind.POINTS: "Points",
}

WHAT: Final = {
    EntryKind.ISSUED: "Issued",
    EntryKind.GRANTED: "Given by staff",
    EntryKind.EARNED: "Earned",
    EntryKind.SPENT: "Spent",
    EntryKind.GIVEN_BACK: "Given back",
    EntryKind.REFUNDED: "Refunded",
    EntryKind.TAKEN_BACK: "Taken back",
    EntryKind.EXPIRED: "Ended unused",
    EntryKind.ADJUSTED: "Corrected",
}


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account of a list or a page."""

    id: UUID
    kind: str
    name: str
    title: str
    owner: str
    balance: str
    state: str
    expires_at: datetime | None
    created_at: datetime
    turn: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry with its amounts as text."""

    turn: int
    at: datetime
    what: str
    amount: str
    comes_in: bool
    balance: str
    order_id: UUID | None
    actor: str
    note: str
    expires_at: datetime | None


def units_text(kind: AccountKind, units: int, currency: str) -> str:
    """An amount in the unit of its account."""
    if kind == AccountKind.POINTS:
        return f"{units:,} point{'' if abs(units) == 1 else 's'}"
    return minor(units, currency)


def row_of(account: Account, now: datetime) -> AccountRow:
    """An account as it is now."""
    name = NAMES[account.kind]
    return AccountRow(
        id=account.id,
        kind=account.kind.value,
        name=name,
        title=f"{name} …{account.code_end}" if account.code_end else f"{name} of {account.owner}",
        owner=account.owner,
        balance=units_text(account.kind, account.balance, account.currency),
        state=account.state(now).value,
        expires_at=account.expires_at,
        created_at=account.created_at,
        turn=account.turn,
    )


def entry_row(account: Account, line: EntryLine) -> EntryRow:
    """An entry of an account."""
    return EntryRow(
        turn=line.turn,
        at=line.at,
        what=WHAT[line.kind],
        amount=units_text(account.kind, line.amount, account.currency),
        comes_in=line.amount > 0,
        balance=units_text(account.kind, line.balance, account.currency),
        order_id=line.order_id,
        actor=line.actor,
        note=line.note,
        expires_at=line.expires_at,
    )
