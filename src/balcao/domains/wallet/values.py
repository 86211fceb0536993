"""What other rooms may know of stored value. Money is minor units, points are points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID


class AccountKind(StrEnum):
    """What an account holds: money on a card, money of a shopper, or points."""

    GIFT_CARD = "gift_card"
    STORE_CREDIT = "store_credit"
    POINTS = "points"


class EntryKind(StrEnum):
    """Why a balance changed."""

    ISSUED = "issued"
    GRANTED = "granted"
    EARNED = "earned"
    SPENT = "spent"
    GIVEN_BACK = "given_back"
    REFUNDED = "refunded"
    TAKEN_BACK = "taken_back"
    EXPIRED = "expired"
    ADJUSTED = "adjusted"


class EarnOn(StrEnum):
    """The step of an order at which it earns points."""

    PAID = "paid"
    DELIVERED = "delivered"


class AccountState(StrEnum):
    """Whether an account can pay now."""

    LIVE = "live"
    EXPIRED = "expired"
    DISABLED = "disabled"


COMES_IN: Final = frozenset(
    {
        EntryKind.ISSUED,
        EntryKind.GRANTED,
        EntryKind.EARNED,
        EntryKind.GIVEN_BACK,
        EntryKind.REFUNDED,
    }
)
GOES_OUT: Final = frozenset({EntryKind.SPENT, EntryKind.TAKEN_BACK, EntryKind.EXPIRED})


@dataclass(frozen=True, slots=True)
class Account:
    """One card, credit or points account. ``balance`` is minor units, or points. Times are UTC.

    ``owner`` is a lower-case mail address; a card without one belongs to whoever knows its code.
    ``code_end`` are the last four characters of a card's code, all that is kept in clear.
    """

    id: UUID
    store_id: int
    kind: AccountKind
    currency: str
    owner: str
    code_end: str
    balance: int
    turn: int
    expires_at: datetime | None
    disabled_at: datetime | None
    created_at: datetime

    def state(self, now: datetime) -> AccountState:
        """Whether it can pay now; a card expires at the moment itself."""
        if self.disabled_at is not None:
            return AccountState.DISABLED
        if self.expires_at is not None and self.expires_at <= now:
            return AccountState.EXPIRED
        return AccountState.LIVE


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One change of one account, and what there was after it.

    ``amount`` is signed; ``worth_minor`` is the money it stood for, never negative. ``expires_at``
    is when points that came in expire.
    """

    id: int
    account_id: UUID
    turn: int
    at: datetime
    kind: EntryKind
    amount: int
    balance: int
    worth_minor: int
    order_id: UUID | None
    reference: str
    expires_at: datetime | None
    actor: str
    note: str


@dataclass(frozen=True, slots=True)
class EntryWorth:
    """An entry as the books need it.

    ``worth_minor`` is signed minor units of ``currency``: above zero where the store owes more.
    """

    id: int
    store_id: int
    account: str
    kind: str
    worth_minor: int
    currency: str
    at: datetime
    order_id: UUID | None
    actor: str
    note: str


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """A new card with its code, which is told once and kept nowhere."""

    account: Account
    code: str

    @property
    def written(self) -> str:
        """The code in groups of four, as it is printed."""
        return "-".join(self.code[i : i + 4] for i in range(0, len(self.code), 4))


@dataclass(frozen=True, slots=True)
class Program:
    """A store's points program.

    ``points_per_major`` points are earned for each whole major unit paid, a point pays
    ``worth_minor`` minor units of the store's currency, at least ``minimum_points`` are redeemed
    at once, and points expire ``expires_after_days`` days after they were earned (None: never).
    """

    store_id: int
    is_active: bool = False
    earn_on: EarnOn = EarnOn.DELIVERED
    points_per_major: int = 1
    worth_minor: int = 1
    minimum_points: int = 1
    expires_after_days: int | None = 365
    version: int = 0


@dataclass(frozen=True, slots=True)
class Take:
    """So many units (minor units, or points) of one account, standing for so much money."""

    account_id: UUID
    units: int
    worth_minor: int


@dataclass(frozen=True, slots=True)
class Liability:
    """What a store owes by one kind of account and currency.

    ``worth_minor`` is money; for points what they would pay by the program of today.
    ``spendable`` leaves out accounts that are disabled or past their end.
    """

    kind: AccountKind
    currency: str
    accounts: int
    balance: int
    spendable: int
    worth_minor: int


@dataclass(frozen=True, slots=True)
class LiabilityDay:
    """What came in and went out of one kind of account on a day (UTC), and what was left then."""

    day: datetime
    kind: AccountKind
    currency: str
    came_in: int
    went_out: int
