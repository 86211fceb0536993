"""Cards by Stripe: a PaymentIntent for each attempt, confirmed with a token of the browser.

The intent is made first and without a card, so that what is sent depends on the attempt alone:
whoever has our key, a sweeper for example, asks for the same intent and gets it. It takes no money
before it is confirmed, and never once it is canceled: ``docs/decisions/0036-cards-by-stripe.md``.
"""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

import stripe
from django.utils.translation import gettext, override

from balcao.adapters.payments.stripe_amounts import (
    Uncountable,
    from_stripe,
    looks_like_a_card,
    suffix_of,
    to_stripe,
)
from balcao.domains.payments.ports import (
    Answer,
    Attempt,
    BadMessage,
    Instructions,
    Outcome,
    ProviderAway,
    ProviderRefused,
    Told,
)
from balcao.kernel.money import Money

API: Final = "https://api.stripe.com"
SECONDS: Final = 10
TOLERANCE: Final = 300
# Stripe keeps what it answered to a key for at least a day; we do not wait for the last hour.
KEPT: Final = timedelta(hours=20)
EARLY: Final = timedelta(minutes=5)
KEY: Final = "balcao_key"
TOKEN: Final = re.compile(r"pm_[A-Za-z0-9_]{1,250}")
OUTCOMES: Final = {
    "succeeded": Outcome.CAPTURED,
    "requires_capture": Outcome.AUTHORIZED,
    "canceled": Outcome.DECLINED,
}
UNCONFIRMED: Final = ("requires_payment_method", "requires_confirmation")
# Of several intents with one key the one that has money counts.
RANK: Final = ("canceled", "requires_action", "processing", "requires_capture", "succeeded")

# The SDK writes whole answers, client secrets among them, at the level of debugging.
logging.getLogger("stripe").setLevel(logging.WARNING)


class _SaidOtherwise(ProviderAway):
    """Stripe knows the key, with other parameters; what came of those is not known here."""


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
    _client: stripe.StripeClient = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, value, starts in (
            ("secret_key", self.secret_key, ("sk_", "rk_")),
            ("publishable_key", self.publishable_key, ("pk_",)),
            ("webhook_secret", self.webhook_secret, ("whsec_",)),
            ("capture", self.capture_when, ("at_once", "by_hand")),
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
        """Confirm the intent of the attempt with the card that the token stands for."""
        if looks_like_a_card(attempt.token):
            return Answer(Outcome.DECLINED, reason="a card number was sent in place of a token")
        if not TOKEN.fullmatch(attempt.token):
            return Answer(Outcome.DECLINED, reason="there is no token of a card")
        try:
            intent = self._made(attempt)
        except ProviderRefused as refusal:
            return Answer(Outcome.DECLINED, reason=str(refusal))
        if intent["status"] in UNCONFIRMED and not intent.get("last_payment_error"):
            return self._confirm(intent, attempt)
        return self._answer(self._closed(intent))

    def look_up(self, attempt: Attempt) -> Answer:
        """How the intent of the attempt stands; waiting when nobody has confirmed it."""
        try:
            return self._answer(self._closed(self._made(attempt)))
        except ProviderRefused as refusal:
            return Answer(Outcome.DECLINED, reason=str(refusal))

    def void(self, attempt: Attempt) -> None:
        """Cancel the intent. One that was never made is made first, so it cannot be paid later."""
        try:
            intent = self._made(attempt)
        except ProviderRefused:
            return
        intent = self._cancel(intent)
        if intent["status"] not in ("canceled", "succeeded"):
            # Stripe is at work on it: what comes of it is not known yet.
            raise ProviderAway(f"{intent['id']} is {intent['status']}")

    def capture(self, attempt: Attempt, *, amount: Money, key: str) -> Answer:
        """Take what was set aside, all or a part; what was taken already is answered as it is."""
        intent = self._made(attempt)
        if intent["status"] == "requires_capture":
            wanted = {"amount_to_capture": _counted(amount)}
            if wanted["amount_to_capture"] > intent["amount"]:
                raise ProviderRefused("more than what was set aside")
            with _asking():
                intent = self._client.v1.payment_intents.capture(
                    intent["id"], wanted, _options(attempt, "capture", key)
                ).to_dict()
        if intent["status"] != "succeeded":
            raise ProviderRefused(f"{intent['id']} is {intent['status']}")
        return self._answer(intent)

    def refund(self, attempt: Attempt, *, amount: Money, key: str) -> None:
        """Give back a part of what was taken, once per key and never more than was taken.

        Stripe forgets keys after a day, so what was given back is looked through first.
        """
        intent = self._made(attempt)
        if intent["status"] != "succeeded":
            raise ProviderRefused("nothing was taken that could be given back")
        wanted = _counted(amount)
        with _asking():
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
            with _asking():
                done = self._client.v1.refunds.create(
                    {"payment_intent": intent["id"], "amount": wanted, "metadata": {KEY: key}},
                    _options(attempt, "refund", key),
                ).to_dict()
        if done["status"] in ("failed", "canceled"):
            raise ProviderRefused(str(done.get("failure_reason") or "not given back")[:200])

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

    def _made(self, attempt: Attempt) -> dict[str, Any]:
        """The intent of an attempt, made when there is none."""
        if attempt.provider_reference:
            return self._get(attempt.provider_reference)
        if attempt.asked_at and time.time() - attempt.asked_at.timestamp() > KEPT.total_seconds():
            return self._listed(attempt) or self._create(attempt)
        try:
            return self._create(attempt)
        except _SaidOtherwise:
            # Made under other settings or by another version: the key is right, the rest is not.
            found = self._listed(attempt)
            if found is None:
                raise
            return found

    def _create(self, attempt: Attempt) -> dict[str, Any]:
        """Nothing here may depend on the token: the same attempt has to say the same."""
        suffix = suffix_of(attempt.reference)
        wanted: dict[str, Any] = {
            "amount": _counted(attempt.amount),
            "currency": attempt.amount.currency.lower(),
            "capture_method": "manual" if self.capture_when == "by_hand" else "automatic",
            "payment_method_types": ["card"],
            "description": attempt.reference,
            "metadata": {KEY: attempt.idempotency_key, "balcao_order": attempt.reference},
        }
        if suffix:
            wanted["statement_descriptor_suffix"] = suffix
        with _asking():
            made = self._client.v1.payment_intents.create(wanted, _options(attempt, "create"))
        answer = made.last_response
        if answer is not None and answer.headers.get("idempotent-replayed") == "true":
            return self._get(made.id)  # what was answered then may not be true any more
        return dict(made.to_dict())

    def _listed(self, attempt: Attempt) -> dict[str, Any] | None:
        """The intent with our key among those made within a day of the attempt.

        Not by Stripe's search, which lags behind by a minute and more; lists do not.
        """
        asked = attempt.asked_at.timestamp() if attempt.asked_at else time.time() - 86_400
        since = int(asked - EARLY.total_seconds())
        window = {"created": {"gte": since, "lte": since + 2 * 86_400}, "limit": 100}
        with _asking():
            found = [
                one.to_dict()
                for one in self._client.v1.payment_intents.list(window).auto_paging_iter()
                if (one.to_dict().get("metadata") or {}).get(KEY) == attempt.idempotency_key
            ]
        return max(found, key=_rank, default=None)

    def _get(self, name: str) -> dict[str, Any]:
        try:
            with _asking():
                return dict(self._client.v1.payment_intents.retrieve(name).to_dict())
        except ProviderRefused as error:
            # Known to us and not to Stripe: the keys are another account's. Nothing is certain.
            raise ProviderAway(str(error)) from error

    def _confirm(self, intent: dict[str, Any], attempt: Attempt) -> Answer:
        try:
            with _asking():
                said = self._client.v1.payment_intents.confirm(
                    intent["id"],
                    {"payment_method": attempt.token, "use_stripe_sdk": True},
                    _options(attempt, "confirm", attempt.token),
                )
        except ProviderRefused as refusal:
            now = self._get(intent["id"])
            if now["status"] in UNCONFIRMED:
                now = self._cancel(now)
            return self._answer(now, str(refusal))
        return self._answer(said.to_dict())

    def _closed(self, intent: dict[str, Any]) -> dict[str, Any]:
        """An intent whose card was declined is canceled, so that no other card pays it later."""
        is_declined = intent["status"] == "requires_payment_method"
        if is_declined and intent.get("last_payment_error"):
            return self._cancel(intent)
        return intent

    def _cancel(self, intent: dict[str, Any]) -> dict[str, Any]:
        if intent["status"] in ("canceled", "succeeded"):
            return intent
        try:
            with _asking():
                return dict(self._client.v1.payment_intents.cancel(intent["id"]).to_dict())
        except ProviderRefused:
            return self._get(intent["id"])  # it went on meanwhile

    def _answer(self, intent: Mapping[str, Any], reason: str = "") -> Answer:
        outcome = OUTCOMES.get(intent["status"], Outcome.PENDING)
        action = None
        if intent["status"] == "requires_action":
            action = {
                "kind": "stripe",
                "client_secret": str(intent["client_secret"]),
                "publishable_key": self.publishable_key,
            }
        taken = None
        if outcome is Outcome.CAPTURED and intent["amount_received"] != intent["amount"]:
            taken = from_stripe(intent["amount_received"], intent["currency"]).minor
        if outcome is Outcome.DECLINED:
            reason = reason or str((intent.get("last_payment_error") or {}).get("message") or "")
        return Answer(
            outcome,
            str(intent["id"]),
            reason[:200] if outcome is Outcome.DECLINED else "",
            action=action,
            amount_minor=taken,
        )


@contextmanager
def _asking() -> Iterator[None]:
    """Tell refusal from silence.

    A wrong API key is silence too: it says nothing about the money.
    """
    try:
        yield
    except stripe.IdempotencyError as error:
        raise _SaidOtherwise("the key was used for something else") from error
    except (stripe.CardError, stripe.InvalidRequestError) as error:
        raise ProviderRefused(error.user_message or error.code or "refused") from error
    except stripe.StripeError as error:
        raise ProviderAway(type(error).__name__) from error


def _counted(amount: Money) -> int:
    try:
        return to_stripe(amount)
    except Uncountable as error:
        raise ProviderRefused(str(error)) from error


def _options(attempt: Attempt, verb: str, more: str = "") -> Any:
    """The key of a call. Tokens and long keys are hashed: Stripe takes 255 characters."""
    said = f"{attempt.idempotency_key}:{more}"
    return {"idempotency_key": f"balcao:{verb}:{hashlib.sha256(said.encode()).hexdigest()}"}


def _rank(intent: Mapping[str, Any]) -> int:
    return RANK.index(intent["status"]) if intent["status"] in RANK else -1
