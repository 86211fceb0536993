"""Letting go what was asked for: voided, and then looked at, because what is true then decides."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from balcao.domains.checkout.operations.asking import ask, attempt_of
from balcao.domains.checkout.operations.looking import look_at
from balcao.domains.checkout.operations.refunding import give_back_all
from balcao.domains.payments.queries import payments_of, was_asked
from balcao.domains.payments.values import PaymentInfo, Verb


def let_go(payment: PaymentInfo, *, now: datetime) -> None:
    """Make sure that a payment takes no money, and write down what is true of it then.

    Voiding what was taken in this very moment changes nothing: then it is paid, or given back.

    :raises ProviderAway: no answer; it is asked again by itself.
    :raises ProviderRefused: it will not be let go.
    """
    attempt = attempt_of(payment)
    ask(
        payment,
        Verb.VOID,
        lambda provider: provider.void(attempt),
        then=lambda _: look_at(payment, now=now),
        now=now,
    )


def refund_cancelled(*, order_id: UUID, now: datetime) -> None:
    """Let go and give back all that a cancelled order has asked for; repeating gives no more.

    :raises ProviderAway: no answer; call again.
    """
    for payment in payments_of(order_id):
        if payment.state == "voided" and was_asked(payment.id):
            let_go(payment, now=now)
        if payment.captured:
            give_back_all(payment, now=now)
