"""What a provider tells by itself: whose money it is about, and then we ask for ourselves."""

from __future__ import annotations

from datetime import datetime

from balcao.domains.checkout.operations.looking import look_at
from balcao.domains.payments.operations import begin_message, end_message
from balcao.domains.payments.ports import Told
from balcao.domains.payments.queries import find_payment


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
        look_at(payment, now=now)
    end_message(provider=provider, message_id=told.id, now=now)
    return payment is not None
