"""What a payment provider must be able to do.

A provider is an installed package that registers an entry point in the group
``balcao.payment_providers``; see ``docs/how-to/add-a-payment-provider.md``. It is called outside
any database transaction, and with the same ``idempotency_key`` for the same attempt, however often.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable

from balcao.kernel.money import Money


class Decline(StrEnum):
    """Why a card was declined, as far as its holder can do something about it."""

    FUNDS = "funds"
    EXPIRED = "expired"
    NUMBER = "number"
    CODE = "code"
    NOT_CONFIRMED = "not_confirmed"
    LIMIT = "limit"
    NOT_ACCEPTED = "not_accepted"
    TRY_AGAIN = "try_again"
    OTHER = "other"


class Outcome(StrEnum):
    """What a provider answers to an attempt to be paid.

    AUTHORIZED has set the money aside for us and not taken it.
    """

    PENDING = "pending"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays, as far as a provider must know; ``tax_id`` is digits only."""

    name: str = ""
    email: str = ""
    tax_id: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to be paid: ``reference`` is the order number, for people.

    ``token`` is what the shopper's browser got from the provider; it is gone after the first call.
    ``asked_at`` is when the attempt was made (aware UTC), the same at each call. ``return_url`` is
    where a provider with a page of its own sends the shopper back to.
    """

    idempotency_key: str
    reference: str
    amount: Money
    token: str = ""
    provider_reference: str = ""
    asked_at: datetime | None = None
    payer: Payer = Payer()
    return_url: str = ""


@dataclass(frozen=True, slots=True)
class KeptCard:
    """A card that a provider keeps: its names for holder and card, and what people know it by."""

    holder: str
    token: str
    brand: str
    last4: str
    exp_month: int
    exp_year: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it; ``reference`` is the provider's own.

    ``facts`` are kept and given to ``instructions``, so they must not be secret. ``action`` is what
    the shopper's browser has to do next, by its ``type``; it is passed on and never kept.
    ``expires_at`` is when what is pending ends by itself. ``amount_minor`` is what was taken when
    it is not the whole. ``declined`` is why the last card was declined; pending all the same means
    that the shopper may try another one. ``card`` is the card that was kept, where we had asked for
    that and it was paid.
    """

    outcome: Outcome
    reference: str = ""
    reason: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    action: Mapping[str, str] | None = None
    expires_at: datetime | None = None
    amount_minor: int | None = None
    declined: Decline | None = None
    card: KeptCard | None = None


@dataclass(frozen=True, slots=True)
class Instructions:
    """What the shopper still has to do, as label and value, in their language.

    ``copy`` is a text to be copied as a whole, ``qr`` one to be shown as a QR code, ``barcode``
    digits to be shown as Interleaved 2 of 5.
    """

    text: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())
    copy: str = ""
    qr: str = ""
    barcode: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider's message is about. One of ``key`` and ``reference`` names the payment.

    Both are empty when it is about something that concerns no payment.
    """

    id: str
    kind: str = ""
    key: str = ""
    reference: str = ""


class ProviderAway(Exception):
    """The provider did not answer, so the outcome is unknown: ask again with the same key."""


class ProviderRefused(Exception):
    """The provider said no to a capture, a void or a refund; asking again does not change it."""


class BadMessage(Exception):
    """A message that is not the provider's: its signature is wrong, or it is too old."""


class PaymentProvider(Protocol):
    """One way to be paid.

    ``is_offline``: nothing outside is asked, the order is placed at once and money comes later.
    ``pays_on_delivery``: an offline provider whose orders may be packed before they are paid.
    """

    code: str
    is_offline: bool
    pays_on_delivery: bool

    def label(self, language: str) -> str:
        """What shoppers call it."""

    def explain(self, language: str) -> str:
        """One sentence that says how it works, beside the choice."""

    def instructions(
        self, language: str, attempt: Attempt, facts: Mapping[str, str]
    ) -> Instructions:
        """What is left to do after the order is placed; ``facts`` are those of the answer."""

    def pay(self, attempt: Attempt) -> Answer:
        """Ask for the money. :raises ProviderAway: when there was no answer."""

    def look_up(self, attempt: Attempt) -> Answer:
        """What came of an earlier attempt. :raises ProviderAway: when there was no answer."""

    def void(self, attempt: Attempt) -> None:
        """Make sure an attempt takes no money. :raises ProviderAway: when there was no answer."""

    def refund(self, attempt: Attempt, *, amount: Money, key: str) -> None:
        """Give money back once per ``key``.

        :raises ProviderAway: when there was no answer.
        :raises ProviderRefused: it will not be given back.
        """


@runtime_checkable
class AuthorizingProvider(Protocol):
    """A provider that can set money aside first and take it later; its own settings say which."""

    def capture(self, attempt: Attempt, *, amount: Money, key: str) -> Answer:
        """Take up to what was set aside, once per ``key``; the rest is let go.

        :raises ProviderAway: when there was no answer.
        :raises ProviderRefused: it cannot be taken, for example because it has expired.
        """


@runtime_checkable
class TellingProvider(Protocol):
    """A provider that sends messages (webhooks)."""

    def read_message(
        self, headers: Mapping[str, str], body: bytes, *, query: str, now: datetime
    ) -> Sequence[Told]:
        """Who it is about; header names are lower case, ``query`` is the address's behind ``?``.

        :raises BadMessage: the signature is wrong, or the message is too old.
        """


@runtime_checkable
class PatientProvider(Protocol):
    """A provider whose shoppers need another time to pay than a quarter of an hour."""

    hold_for: timedelta
