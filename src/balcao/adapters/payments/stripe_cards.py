"""Cards that Stripe keeps: a customer of ours is a Customer, a card a PaymentMethod of theirs.

Source: Stripe, *Save a customer's payment method when they use it for a payment*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import stripe

from balcao.adapters.payments.stripe_answers import READY
from balcao.adapters.payments.stripe_intents import KEY, Intents, asking, key_of, options
from balcao.domains.payments.ports import Attempt, ProviderRefused


@dataclass(frozen=True)
class Cards:
    """The cards of one account of Stripe."""

    client: stripe.StripeClient = field(repr=False)
    intents: Intents = field(repr=False)

    def open_holder(self, key: str, name: str, email: str) -> str:
        """The Customer made with this key."""
        wanted: Any = {"name": name[:250], "email": email, "metadata": {KEY: key}}
        with asking():
            return self.client.v1.customers.create(wanted, key_of("holder", key, email)).id

    def keep(self, attempt: Attempt, holder: str, *, is_kept: bool) -> None:
        """Say before the card is known that it is to be kept; the shopper is there next time."""
        intent = self.intents.made(attempt)
        wanted: Any = {"setup_future_usage": "on_session" if is_kept else ""}
        if is_kept:
            wanted["customer"] = holder
        with asking():
            self.client.v1.payment_intents.update(intent["id"], wanted)

    def pay(self, attempt: Attempt, *, holder: str, card: str, key: str) -> dict[str, Any]:
        """The intent after a card of the holder was tried; a declined one leaves it open."""
        intent = self.intents.made(attempt)
        if intent["status"] not in READY:
            return intent
        wanted: Any = {"payment_method": card, "use_stripe_sdk": True}
        if attempt.return_url:
            wanted = {"payment_method": card, "return_url": attempt.return_url}
        try:
            with asking():
                self.client.v1.payment_intents.update(intent["id"], {"customer": holder})
                self.client.v1.payment_intents.confirm(
                    intent["id"], wanted, options(attempt, "saved", f"{card}:{key}")
                )
        except ProviderRefused:
            now = self.intents.get(intent["id"])
            if now["status"] in READY and not now.get("last_payment_error"):
                raise  # not the card's fault, such as a card that is not this holder's
            return now
        return self.intents.get(intent["id"])  # what was answered to the key may be an old answer

    def drop(self, card: str) -> None:
        """Detach a card; one that is nobody's any more was detached before."""
        try:
            with asking():
                self.client.v1.payment_methods.detach(card)
        except ProviderRefused:
            with asking():
                if self.client.v1.payment_methods.retrieve(card).customer is not None:
                    raise
