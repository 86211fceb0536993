"""Stored value as the API says it. Money is minor units, points are points."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from balcao.domains.wallet.values import Account, EarnOn, EntryLine, Liability, Program
from balcao.entrypoints.api.shapes import MOST_MINOR, In, Mail, Moment, MoneyIn, Out, Paged, When

Reason = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Kind = Literal["gift_card", "store_credit", "points"]
State = Literal["live", "expired", "disabled"]


class GiftCardIn(In):
    """A new gift card; with an address the card belongs to that shopper's list, too."""

    amount: MoneyIn
    email: Mail = ""
    expires_at: When | None = Field(None, description="From this moment on it pays nothing.")
    note: str = Field("", max_length=300)
    mail: bool = Field(default=False, description="Send the code to `email` now.")
    language: Literal["", "pt-br", "en"] = ""
    message: str = Field("", max_length=500, description="A greeting for the mail.")


class CardCodeIn(In):
    """A gift card's code as typed: spaces, dashes and case do not matter."""

    code: Code


class GrantIn(In):
    """Credit for a shopper, with the reason."""

    email: Mail
    amount: MoneyIn
    reason: Reason


class AdjustIn(In):
    """A correction of a balance, signed: minor units of money, or points."""

    amount: int = Field(ge=-MOST_MINOR, le=MOST_MINOR)
    reason: Reason


class RefundIn(In):
    """A part of what an order paid that goes back to where it came from, or to store credit."""

    amount: MoneyIn
    email: Mail = Field("", description="Whose store credit takes what did not come from accounts.")
    to_credit: bool = False
    note: str = Field("", max_length=300)


class ProgramIn(In):
    """How points are earned and what they are worth."""

    is_active: bool
    earn_on: Literal["paid", "delivered"] = "delivered"
    points_per_major: int = Field(ge=0, le=10_000, description="Per whole major unit paid.")
    worth_minor: int = Field(ge=1, le=1_000_000, description="What one point pays.")
    minimum_points: int = Field(1, ge=1, le=1_000_000_000)
    expires_after_days: int | None = Field(365, ge=1, le=3650, description="Null: never.")

    def program(self, store_id: int, version: int) -> Program:
        """As the domain knows it."""
        said = self.model_dump() | {"earn_on": EarnOn(self.earn_on)}
        return Program(store_id=store_id, version=version, **said)


class StoredAccountOut(Out):
    """A gift card, store credit or points account. `balance` is minor units, or points."""

    id: UUID
    kind: Kind
    currency: str
    email: str
    code_end: str
    balance: int
    entries: int
    state: State
    expires_at: Moment | None
    disabled_at: Moment | None
    created_at: Moment

    @classmethod
    def of(cls, account: Account, now: datetime) -> StoredAccountOut:
        """As it is now."""
        return cls(
            id=account.id,
            kind=account.kind.value,
            currency=account.currency,
            email=account.owner,
            code_end=account.code_end,
            balance=account.balance,
            entries=account.turn,
            state=account.state(now).value,
            expires_at=account.expires_at,
            disabled_at=account.disabled_at,
            created_at=account.created_at,
        )


class IssuedCardOut(StoredAccountOut):
    """A card with its code. The code is told once: a replay of the request answers it empty."""

    code: str
    is_mailed: bool = False


class StoredAccountsOut(Paged):
    """A page of accounts."""

    items: list[StoredAccountOut]


class ShopperOut(Out):
    """Everything a shopper has."""

    items: list[StoredAccountOut]


class BalanceOut(Out):
    """What is left on a gift card."""

    balance_minor: int
    currency: str
    state: State
    expires_at: Moment | None


class EntryOut(Out):
    """One change of a balance. `amount` is signed, `worth_minor` the money it stood for."""

    id: int
    turn: int
    at: Moment
    kind: str
    amount: int
    balance: int
    worth_minor: int
    order_id: UUID | None
    expires_at: Moment | None
    actor: str
    note: str


class EntriesOut(Paged):
    """A page of entries."""

    items: list[EntryOut]


class RefundOut(Out):
    """The entries that a refund made."""

    items: list[EntryOut]

    @classmethod
    def of(cls, lines: list[EntryLine]) -> RefundOut:
        """As the API says them."""
        return cls(items=[EntryOut.model_validate(line) for line in lines])


class ProgramOut(Out):
    """How points are earned and what they are worth."""

    is_active: bool
    earn_on: Literal["paid", "delivered"]
    points_per_major: int
    worth_minor: int
    minimum_points: int
    expires_after_days: int | None
    version: int


class LiabilityOut(Out):
    """What is owed by one kind of account and currency; points are worth what they would pay."""

    kind: Kind
    currency: str
    accounts: int
    balance: int
    spendable: int
    worth_minor: int


class LiabilitiesOut(Out):
    """All that is owed."""

    items: list[LiabilityOut]

    @classmethod
    def of(cls, rows: list[Liability]) -> LiabilitiesOut:
        """As the API says them."""
        return cls(items=[LiabilityOut.model_validate(row) for row in rows])
