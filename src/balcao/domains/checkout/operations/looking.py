"""Asking how a payment stands: the shopper is back, or the provider has told us to look."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from balcao.domains.checkout.operations.asking import ask, attempt_of
from balcao.domains.checkout.operations.finalize import finalize_purchase
from balcao.domains.payments.errors import ProviderSilent
from balcao.domains.payments.ports import Answer, Outcome, ProviderAway
from balcao.domains.payments.queries import payment_by_id
from balcao.domains.payments.values import PaymentInfo, Verb

STOOD = {
    "intent": Outcome.PENDING,
    "pending": Outcome.PENDING,
    "authorized": Outcome.AUTHORIZED,
    "captured": Outcome.CAPTURED,
    "refunded": Outcome.CAPTURED,
}


def check_payment(*, payment_id: UUID, now: datetime) -> Answer:
    """How a payment stands; while it is open its provider is asked, and the answer written down.

    What a browser says of it is never believed. Its action is what the browser has to do next.

    :raises NoSuchPayment: there is none with this id.
    :raises ProviderSilent: the provider does not answer; ask again.
    """
    payment = payment_by_id(payment_id)
    outcome = STOOD.get(payment.state, Outcome.DECLINED)
    if outcome is not Outcome.PENDING:
        return Answer(outcome, payment.provider_reference)
    try:
        return look_at(payment, now=now)
    except ProviderAway as silence:
        raise ProviderSilent from silence


def look_at(payment: PaymentInfo, *, now: datetime) -> Answer:
    """Ask what came of a payment, whatever is known of it, and write it down.

    :raises ProviderAway: the provider did not answer.
    """
    attempt = attempt_of(payment)
    answer = ask(payment, Verb.LOOK_UP, lambda provider: provider.look_up(attempt), now=now)
    finalize_purchase(order_id=payment.order_id, payment_id=payment.id, answer=answer, now=now)
    return answer
