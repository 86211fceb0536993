"""Cards by Stripe: a PaymentIntent for each attempt, confirmed with a token of the browser.

The intent is made first and without a card, so that what is sent depends on the attempt alone:
whoever has our key, a sweeper for example, asks for the same intent and gets it. It takes no money
before it is confirmed, and never once it is canceled: ``docs/decisions/0036-cards-by-stripe.md``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final

import stripe
from django.utils.translation import gettext, override

from balcao.adapters.payments.stripe_answers import DECLINES, READY, answer_of
from balcao.adapters.payments.stripe_cards import Cards
from balcao.adapters.payments.stripe_intents import KEY, Intents, asking, counted, options
from balcao.domains.payments.ports import (
    Answer,
    Attempt,
    BadMessage,
    Decline,
    Instructions,
    Outcome,
    ProviderAway,
    ProviderRefused,
    Told,
)
from balcao.kernel.cardnumbers import looks_like_a_card
from balcao.kernel.money import Money

API: Final = "https://api.stripe.com"
SECONDS: Final = 10
TOLERANCE: Final = 300
TOKEN: Final = re.compile(r"pm_[A-Za-z0-9_]{1,250}")
SCRIPT: Final = "https://js.stripe.com/v3/"
# The SDK writes whole answers, client secrets among them, at the level of debugging.
logging.getLogger("stripe").setLevel(logging.WARNING)


@dataclass(frozen=True)
class Stripe:
    """Card payments; ``capture`` is ``at_once``, or ``by_hand`` to set money aside first.

    :raises ValueError: a setting cannot be right.
    """

    secret_key: str = field(repr=False)
    publishable_key: str
    webhook_secret: str = field(repr=False)
    capture_when: str = "at_once"
    url: str = API
    code: ClassVar[str] = "stripe"
    is_offline: ClassVar[bool] = False
    pays_on_delivery: ClassVar[bool] = False
    form: ClassVar[str] = "stripe"
    form_script: ClassVar[str] = SCRIPT
    # Source: Stripe, *Security guide*, content security policy of Stripe.js.
    form_policy: ClassVar[Mapping[str, str]] = {
        "script-src": "https://js.stripe.com",
        "connect-src": "https://api.stripe.com",
        "frame-src": "https://js.stripe.com https://hooks.stripe.com",
    }
    form_declines: ClassVar[Mapping[str, Decline]] = DECLINES
    _client: stripe.StripeClient = field(init=False, repr=False, compare=False)
    _intents: Intents = field(init=False, repr=False, compare=False)
    _cards: Cards = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, value, starts in (
            ("secret_key", self.secret_key, ("sk_", "rk_")),
            ("publishable_key", self.publishable_key, ("pk_",)),
            ("webhook_secret", self.webhook_secret, ("whsec_",)),
            ("capture", self.capture_when, ("at_once", "by_hand")),
            ("url", self.url, ("https://", "http://127.0.0.1:")),
        ):
            if not value.startswith(starts):
                raise ValueError(f"BALCAO_STRIPE: {name} has to begin with {' or '.join(starts)}.")
        client = stripe.StripeClient(
            self.secret_key,
            base_addresses={"api": self.url},
            http_client=stripe.RequestsClient(timeout=SECONDS),
            max_network_retries=0,  # asking again is the business of whoever asks us
        )
        object.__setattr__(self, "_client", client)
        intents = Intents(client, self.capture_when == "by_hand")
        object.__setattr__(self, "_intents", intents)
        object.__setattr__(self, "_cards", Cards(client, intents))

    def label(self, language: str) -> str:
        """What shoppers call it."""
        with override(language):
            return gettext("Card")

    def explain(self, language: str) -> str:
        """How it works."""
        with override(language):
            return gettext("Credit or debit card; your bank may ask you to confirm.")

    def instructions(
        self, language: str, attempt: Attempt, facts: Mapping[str, str]
    ) -> Instructions:
        """Nothing is left to do."""
        return Instructions()

    def pay(self, attempt: Attempt) -> Answer:
        """Confirm the intent of the attempt with the card that the token stands for.

        Without a token it is made ready for the form of the shop's page.
        """
        if not attempt.token:
            return self.look_up(attempt)
        if looks_like_a_card(attempt.token):
            return Answer(Outcome.DECLINED, reason="a card number was sent in place of a token")
        if not TOKEN.fullmatch(attempt.token):
            return Answer(Outcome.DECLINED, reason="there is no token of a card")
        try:
            intent = self._intents.made(attempt)
        except ProviderRefused as refusal:
            return Answer(Outcome.DECLINED, reason=str(refusal))
        if intent["status"] in READY and not intent.get("last_payment_error"):
            return self._confirm(intent, attempt)
        return self._answer(self._intents.closed(intent))

    def look_up(self, attempt: Attempt) -> Answer:
        """How the intent of the attempt stands; waiting until it is paid or canceled."""
        try:
            return self._answer(self._intents.made(attempt))
        except ProviderRefused as refusal:
            return Answer(Outcome.DECLINED, reason=str(refusal))

    def void(self, attempt: Attempt) -> None:
        """Cancel the intent. One that was never made is made first, so it cannot be paid later."""
        try:
            intent = self._intents.made(attempt)
        except ProviderRefused:
            return
        intent = self._intents.cancel(intent)
        if intent["status"] not in ("canceled", "succeeded"):
            # Stripe is at work on it: what comes of it is not known yet.
            raise ProviderAway(f"{intent['id']} is {intent['status']}")

    def capture(self, attempt: Attempt, *, amount: Money, key: str) -> Answer:
        """Take what was set aside, all or a part; what was taken already is answered as it is."""
        intent = self._intents.made(attempt)
        if intent["status"] == "requires_capture":
            wanted = {"amount_to_capture": counted(amount)}
            if wanted["amount_to_capture"] > intent["amount"]:
                raise ProviderRefused("more than what was set aside")
            with asking():
                intent = self._client.v1.payment_intents.capture(
                    intent["id"], wanted, options(attempt, "capture", key)
                ).to_dict()
        if intent["status"] != "succeeded":
            raise ProviderRefused(f"{intent['id']} is {intent['status']}")
        return self._answer(intent)

    def refund(self, attempt: Attempt, *, amount: Money, key: str) -> None:
        """Give back a part of what was taken, once per key and never more than was taken.

        Stripe forgets keys after a day, so what was given back is looked through first.
        """
        intent = self._intents.made(attempt)
        if intent["status"] != "succeeded":
            raise ProviderRefused("nothing was taken that could be given back")
        wanted = counted(amount)
        with asking():
            known = [
                one.to_dict()
                for one in self._client.v1.refunds.list(
                    {"payment_intent": intent["id"], "limit": 100}
                ).auto_paging_iter()
            ]
        done = next((one for one in known if (one.get("metadata") or {}).get(KEY) == key), None)
        if done is None:
            live = (one for one in known if one["status"] not in ("failed", "canceled"))
            if sum(one["amount"] for one in live) + wanted > intent["amount_received"]:
                raise ProviderRefused("more than what is left of what was taken")
            with asking():
                done = self._client.v1.refunds.create(
                    {"payment_intent": intent["id"], "amount": wanted, "metadata": {KEY: key}},
                    options(attempt, "refund", key),
                ).to_dict()
        if done["status"] in ("failed", "canceled"):
            raise ProviderRefused(str(done.get("failure_reason") or "not given back")[:200])

    def open_holder(self, *, key: str, name: str, email: str) -> str:
        """Make a customer known to Stripe."""
        return self._cards.open_holder(key, name, email)

    def keep_card(self, attempt: Attempt, *, holder: str, is_kept: bool) -> None:
        """Have the card that pays this kept, or not."""
        self._cards.keep(attempt, holder, is_kept=is_kept)

    def pay_saved(self, attempt: Attempt, *, holder: str, card: str, key: str) -> Answer:
        """Confirm the intent with a card that is kept."""
        return self._answer(self._cards.pay(attempt, holder=holder, card=card, key=key))

    def drop_card(self, *, card: str) -> None:
        """Detach a card from its customer."""
        self._cards.drop(card)

    def read_message(
        self, headers: Mapping[str, str], body: bytes, *, query: str, now: datetime
    ) -> Sequence[Told]:
        """Whose intent an event is about. What came of it is not read from it."""
        signed = headers.get("stripe-signature", "")
        try:
            event = self._client.construct_event(
                body, signed, self.webhook_secret, tolerance=None
            ).to_dict()
            # Signed as well; compared with the time we are given, in both directions.
            sent = int(dict(part.split("=", 1) for part in signed.split(","))["t"])
            if abs(now.timestamp() - sent) > TOLERANCE:
                raise BadMessage("The message is too old, or a clock is wrong.")
            about, kind = event["data"]["object"], str(event["type"])
            name = str(event["id"])
        except stripe.SignatureVerificationError as error:
            raise BadMessage("The signature is wrong.") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadMessage("The body is not an event of Stripe.") from error
        if about.get("object") == "payment_intent":
            key = str((about.get("metadata") or {}).get(KEY, ""))
            return [Told(name, kind, key=key, reference=str(about["id"]))]
        return [Told(name, kind, reference=str(about.get("payment_intent") or ""))]

    def _confirm(self, intent: dict[str, Any], attempt: Attempt) -> Answer:
        try:
            with asking():
                said = self._client.v1.payment_intents.confirm(
                    intent["id"],
                    {"payment_method": attempt.token, "use_stripe_sdk": True},
                    options(attempt, "confirm", attempt.token),
                )
        except ProviderRefused as refusal:
            now = self._intents.get(intent["id"])
            if now["status"] in READY:
                now = self._intents.cancel(now)
            return self._answer(now, str(refusal))
        return self._answer(said.to_dict())

    def _answer(self, intent: Mapping[str, Any], reason: str = "") -> Answer:
        return answer_of(intent, self.publishable_key, reason)
