"""What Stripe says of a PaymentIntent, in our words.

Source: Stripe, *Payment intents* (statuses), *Decline codes* and *Error codes*.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from balcao.adapters.payments.stripe_amounts import from_stripe
from balcao.domains.payments.ports import Answer, Decline, KeptCard, Outcome

OUTCOMES: Final = {
    "succeeded": Outcome.CAPTURED,
    "requires_capture": Outcome.AUTHORIZED,
    "canceled": Outcome.DECLINED,
}
PAID: Final = ("succeeded", "requires_capture")
# Nothing is being done with it: a card can be tried.
READY: Final = ("requires_payment_method", "requires_confirmation")
DECLINES: Final[Mapping[str, Decline]] = {
    "insufficient_funds": Decline.FUNDS,
    "withdrawal_count_limit_exceeded": Decline.LIMIT,
    "card_velocity_exceeded": Decline.LIMIT,
    "expired_card": Decline.EXPIRED,
    "invalid_expiry_month": Decline.EXPIRED,
    "invalid_expiry_year": Decline.EXPIRED,
    "invalid_expiry_year_past": Decline.EXPIRED,
    "invalid_expiry_month_past": Decline.EXPIRED,
    "incomplete_expiry": Decline.EXPIRED,
    "incomplete_number": Decline.NUMBER,
    "incomplete_cvc": Decline.CODE,
    "incorrect_number": Decline.NUMBER,
    "invalid_number": Decline.NUMBER,
    "incorrect_cvc": Decline.CODE,
    "invalid_cvc": Decline.CODE,
    "authentication_required": Decline.NOT_CONFIRMED,
    "payment_intent_authentication_failure": Decline.NOT_CONFIRMED,
    "card_not_supported": Decline.NOT_ACCEPTED,
    "currency_not_supported": Decline.NOT_ACCEPTED,
    "processing_error": Decline.TRY_AGAIN,
    "issuer_not_available": Decline.TRY_AGAIN,
    "try_again_later": Decline.TRY_AGAIN,
    "reenter_transaction": Decline.TRY_AGAIN,
}


def answer_of(intent: Mapping[str, Any], publishable_key: str, reason: str = "") -> Answer:
    """How an intent stands; ``reason`` is why a call about it was refused."""
    outcome = OUTCOMES.get(intent["status"], Outcome.PENDING)
    taken = None
    if outcome is Outcome.CAPTURED and intent["amount_received"] != intent["amount"]:
        taken = from_stripe(intent["amount_received"], intent["currency"]).minor
    error = intent.get("last_payment_error") or {}
    is_declined = bool(error) and (outcome is Outcome.DECLINED or intent["status"] in READY)
    if outcome is Outcome.DECLINED or is_declined:
        reason = reason or str(error.get("message") or "")
    else:
        reason = ""
    return Answer(
        outcome,
        str(intent["id"]),
        reason[:200],
        action=_action(intent, publishable_key),
        amount_minor=taken,
        declined=_why(error) if is_declined else None,
        card=kept_card(intent),
    )


def kept_card(intent: Mapping[str, Any]) -> KeptCard | None:
    """The card that was kept with an intent; it has to be read with its payment method."""
    method = intent.get("payment_method")
    is_kept = intent.get("setup_future_usage") and intent.get("customer")
    if not is_kept or intent["status"] not in PAID or not isinstance(method, Mapping):
        return None
    card = method.get("card") or {}
    return KeptCard(
        holder=str(intent["customer"]),
        token=str(method["id"]),
        brand=str(card.get("brand") or "card"),
        last4=str(card["last4"]),
        exp_month=int(card["exp_month"]),
        exp_year=int(card["exp_year"]),
    )


def _action(intent: Mapping[str, Any], publishable_key: str) -> Mapping[str, str] | None:
    """What the browser has to do next; the secret is of this intent alone."""
    said = {
        "client_secret": str(intent["client_secret"]),
        "publishable_key": publishable_key,
    }
    if intent["status"] in READY:
        return {"type": "stripe_card", **said}
    if intent["status"] != "requires_action":
        return None
    to = (intent.get("next_action") or {}).get("redirect_to_url") or {}
    more = {"redirect_url": str(to["url"])} if to.get("url") else {}
    return {"type": "stripe_confirm", **said, **more}


def _why(error: Mapping[str, Any]) -> Decline:
    """The code of the bank says more than Stripe's own; not all banks give one."""
    codes = (str(error.get("decline_code") or ""), str(error.get("code") or ""))
    return next((DECLINES[code] for code in codes if code in DECLINES), Decline.OTHER)
