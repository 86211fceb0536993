"""Providers that ask nobody: money comes later and staff say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext, override

from balcao.domains.payments.ports import Answer, Attempt, Instructions, Outcome
from balcao.kernel.money import Money


class Offline:
    """What all providers without an outside have in common."""

    is_offline: ClassVar[bool] = True
    pays_on_delivery: ClassVar[bool] = False

    def pay(self, attempt: Attempt) -> Answer:
        """There is nobody to ask: the money is awaited."""
        return Answer(Outcome.PENDING, attempt.reference)

    def look_up(self, attempt: Attempt) -> Answer:
        """Still awaited; staff confirm it."""
        return Answer(Outcome.PENDING, attempt.reference)

    def void(self, attempt: Attempt) -> None:
        """Nothing was asked for outside."""

    def refund(self, attempt: Attempt, *, amount: Money, key: str) -> None:
        """Staff send the money back by the way it came."""


@dataclass(frozen=True)
class BankTransfer(Offline):
    """The shopper transfers the money; staff confirm it when it has arrived."""

    account: tuple[tuple[str, str], ...]
    code: ClassVar[str] = "bank_transfer"

    def label(self, language: str) -> str:
        """What shoppers call it."""
        with override(language):
            return gettext("Bank transfer")

    def explain(self, language: str) -> str:
        """How it works."""
        with override(language):
            return gettext("We send you the account. Your parcel leaves once the money is here.")

    def instructions(
        self, language: str, attempt: Attempt, facts: Mapping[str, str]
    ) -> Instructions:
        """The account, and the order number as the text of the transfer."""
        with override(language):
            text = gettext("Please transfer the total within three days, with this reference.")
            wanted = (*self.account, (gettext("Reference"), attempt.reference))
        return Instructions(text, wanted)


class CashOnDelivery(Offline):
    """The courier takes the money at the door."""

    code: ClassVar[str] = "cash_on_delivery"
    pays_on_delivery: ClassVar[bool] = True

    def label(self, language: str) -> str:
        """What shoppers call it."""
        with override(language):
            return gettext("Cash on delivery")

    def explain(self, language: str) -> str:
        """How it works."""
        with override(language):
            return gettext("Pay the courier in cash when the parcel arrives.")

    def instructions(
        self, language: str, attempt: Attempt, facts: Mapping[str, str]
    ) -> Instructions:
        """Have the money ready."""
        with override(language):
            return Instructions(gettext("Please have the exact amount ready for the courier."))
