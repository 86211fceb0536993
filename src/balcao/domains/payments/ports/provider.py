"""What a payment provider must be able to do.

A provider is an installed package that registers an entry point in the group
``balcao.payment_providers``; see ``docs/how-to/add-a-payment-provider.md``. It is called outside
any database transaction, and with the same ``idempotency_key`` for the same attempt, however often.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from balcao.kernel.money import Money


class Outcome(StrEnum):
    """What a provider answers to an attempt to be paid."""

    PENDING = "pending"
    CAPTURED = "captured"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to be paid: ``reference`` is the order number, for people."""

    idempotency_key: str
    reference: str
    amount: Money
    token: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it; ``reference`` is the provider's own."""

    outcome: Outcome
    reference: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Instructions:
    """What the shopper still has to do, as label and value, in their language."""

    text: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())


class ProviderAway(Exception):
    """The provider did not answer, so the outcome is unknown: ask again with the same key."""


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

    def instructions(self, language: str, *, reference: str, amount: Money) -> Instructions:
        """What is left to do after the order is placed."""

    def pay(self, attempt: Attempt) -> Answer:
        """Ask for the money. :raises ProviderAway: when there was no answer."""

    def look_up(self, attempt: Attempt) -> Answer:
        """What came of an earlier attempt. :raises ProviderAway: when there was no answer."""

    def void(self, attempt: Attempt) -> None:
        """Make sure an attempt takes no money. :raises ProviderAway: when there was no answer."""

    def refund(self, attempt: Attempt, *, amount: Money, key: str) -> None:
        """Give money back once per ``key``. :raises ProviderAway: when there was no answer."""
