"""The PaymentIntents of our attempts: made, found, looked at, canceled.

An intent is made with what depends on the attempt alone, so that asking again gets the same one.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import stripe

from balcao.adapters.payments.stripe_amounts import Uncountable, suffix_of, to_stripe
from balcao.domains.payments.ports import Attempt, ProviderAway, ProviderRefused
from balcao.kernel.money import Money

# Stripe keeps what it answered to a key for at least a day; we do not wait for the last hour.
KEPT: Final = timedelta(hours=20)
EARLY: Final = timedelta(minutes=5)
KEY: Final = "balcao_key"
# Of several intents with one key the one that has money counts.
RANK: Final = ("canceled", "requires_action", "processing", "requires_capture", "succeeded")


class _SaidOtherwise(ProviderAway):
    """Stripe knows the key, with other parameters; what came of those is not known here."""


@dataclass(frozen=True)
class Intents:
    """The intents of one account; ``by_hand`` makes those that set money aside first."""

    client: stripe.StripeClient = field(repr=False)
    by_hand: bool

    def made(self, attempt: Attempt) -> dict[str, Any]:
        """The intent of an attempt, made when there is none."""
        if attempt.provider_reference:
            return self.get(attempt.provider_reference)
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
            "amount": counted(attempt.amount),
            "currency": attempt.amount.currency.lower(),
            "capture_method": "manual" if self.by_hand else "automatic",
            "payment_method_types": ["card"],
            "description": attempt.reference,
            "metadata": {KEY: attempt.idempotency_key, "balcao_order": attempt.reference},
        }
        if suffix:
            wanted["statement_descriptor_suffix"] = suffix
        with asking():
            made = self.client.v1.payment_intents.create(wanted, options(attempt, "create"))
        answer = made.last_response
        if answer is not None and answer.headers.get("idempotent-replayed") == "true":
            return self.get(made.id)  # what was answered then may not be true any more
        return dict(made.to_dict())

    def _listed(self, attempt: Attempt) -> dict[str, Any] | None:
        """The intent with our key among those made within a day of the attempt.

        Not by Stripe's search, which lags behind by a minute and more; lists do not.
        """
        asked = attempt.asked_at.timestamp() if attempt.asked_at else time.time() - 86_400
        since = int(asked - EARLY.total_seconds())
        window = {"created": {"gte": since, "lte": since + 2 * 86_400}, "limit": 100}
        with asking():
            found = [
                one.to_dict()
                for one in self.client.v1.payment_intents.list(window).auto_paging_iter()
                if (one.to_dict().get("metadata") or {}).get(KEY) == attempt.idempotency_key
            ]
        return max(found, key=_rank, default=None)

    def get(self, name: str) -> dict[str, Any]:
        """The intent that Stripe calls so."""
        try:
            with asking():
                return dict(
                    self.client.v1.payment_intents.retrieve(
                        name, {"expand": ["payment_method"]}
                    ).to_dict()
                )
        except ProviderRefused as error:
            # Known to us and not to Stripe: the keys are another account's. Nothing is certain.
            raise ProviderAway(str(error)) from error

    def closed(self, intent: dict[str, Any]) -> dict[str, Any]:
        """An intent that was declined with a token is canceled: its order is over."""
        is_declined = intent["status"] == "requires_payment_method"
        if is_declined and intent.get("last_payment_error"):
            return self.cancel(intent)
        return intent

    def cancel(self, intent: dict[str, Any]) -> dict[str, Any]:
        """Let it go unless it is at its end; how it stands then."""
        if intent["status"] in ("canceled", "succeeded"):
            return intent
        try:
            with asking():
                return dict(self.client.v1.payment_intents.cancel(intent["id"]).to_dict())
        except ProviderRefused:
            return self.get(intent["id"])  # it went on meanwhile


@contextmanager
def asking() -> Iterator[None]:
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


def counted(amount: Money) -> int:
    """An amount as Stripe counts it.

    :raises ProviderRefused: it cannot.
    """
    try:
        return to_stripe(amount)
    except Uncountable as error:
        raise ProviderRefused(str(error)) from error


def options(attempt: Attempt, verb: str, more: str = "") -> Any:
    """The key of a call. Tokens and long keys are hashed: Stripe takes 255 characters."""
    return key_of(verb, attempt.idempotency_key, more)


def key_of(verb: str, key: str, more: str = "") -> Any:
    """The key of a call that is about no attempt."""
    said = f"{key}:{more}"
    return {"idempotency_key": f"balcao:{verb}:{hashlib.sha256(said.encode()).hexdigest()}"}


def _rank(intent: Mapping[str, Any]) -> int:
    return RANK.index(intent["status"]) if intent["status"] in RANK else -1
