"""What a provider tells by itself: whose money it is about, and then we ask for ourselves."""

from __future__ import annotations

from datetime import datetime

from balcao.domains.checkout.operations.asking import ask, attempt_of
from balcao.domains.checkout.operations.finalize import finalize_purchase
from balcao.domains.payments.operations import begin_message, end_message
from balcao.domains.payments.ports import Told
from balcao.domains.payments.queries import find_payment
from balcao.domains.payments.values import PaymentInfo, Verb


def take_message(*, provider: str, told: Told, now: datetime) -> bool:
    """Act on a provider's message once; returns whether there was anything to do.

    A message is believed to be about a payment, not about what came of it: that is asked of the
    provider. A message whose question got no answer is not taken, so that it may come again.

    :raises ProviderAway: the provider did not answer our question; let it send the message again.
    """
    payment = find_payment(provider, key=told.key, reference=told.reference)
    is_news = begin_message(
        provider=provider,
        message_id=told.id,
        kind=told.kind,
        payment_id=payment.id if payment else None,
        now=now,
    )
    if not is_news:
        return False
    if payment is not None:
        _look(payment, now)
    end_message(provider=provider, message_id=told.id, now=now)
    return payment is not None


def _look(payment: PaymentInfo, now: datetime) -> None:
    attempt = attempt_of(payment)
    answer = ask(payment, Verb.LOOK_UP, lambda provider: provider.look_up(attempt), now=now)
    finalize_purchase(order_id=payment.order_id, payment_id=payment.id, answer=answer, now=now)
