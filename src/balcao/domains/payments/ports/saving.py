"""Providers that keep cards for the next time, for shoppers who let them."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from balcao.domains.payments.ports.provider import Answer, Attempt


@runtime_checkable
class SavingProvider(Protocol):
    """A provider that keeps cards. ``holder`` and ``card`` are its own names for both.

    Called outside any database transaction. Each raises ``ProviderAway`` when there was no answer,
    and ``ProviderRefused`` when it will not be done.
    """

    def open_holder(self, *, key: str, name: str, email: str) -> str:
        """Make a customer known, once per ``key``; returns the provider's name for them."""

    def keep_card(self, attempt: Attempt, *, holder: str, is_kept: bool) -> None:
        """Have the card that pays this attempt kept for the holder, or not kept after all.

        Once it is paid, the answers of ``look_up`` name the card.
        """

    def pay_saved(self, attempt: Attempt, *, holder: str, card: str, key: str) -> Answer:
        """Pay with a card of the holder, once per ``key``; a decline leaves the attempt open.

        Where ``attempt`` has a return URL, a bank that asks is reached by an address and not by
        the form.
        """

    def drop_card(self, *, card: str) -> None:
        """Forget a card for good. Repeating changes nothing."""
