"""Mailing a new card to its owner, outside any transaction.

A card's code is kept nowhere, so it cannot wait in the queue: it is mailed at once or not at all.
"""

from __future__ import annotations

from typing import Protocol

from balcao.domains.wallet.values import IssuedCard

_MAILERS: list[CardMailer] = []


class CardMailer(Protocol):
    """Sends a card; returns whether a mail server took it, and raises for no mail."""

    def __call__(self, card: IssuedCard, language: str = "", message: str = "") -> bool:
        """Send it in a language (else the store's), with a greeting."""
        ...


def use_card_mailer(mailer: CardMailer) -> None:
    """Say who mails cards; called once when the building is put together."""
    _MAILERS[:] = [mailer]


def mail_card(card: IssuedCard, language: str = "", message: str = "") -> bool:
    """Mail a card by the mailer in use; whether a mail server took it."""
    return bool(_MAILERS) and _MAILERS[0](card, language, message)
