"""Phases two and three: pay, outside any transaction, and write down what came of it.

``finalize_purchase`` is idempotent: the shopper's return, the provider's message and the sweeper
all call it, as often as they like.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog
from django.db import DatabaseError, transaction

from balcao.domains.cart.operations import hold_ordered_cart, reopen_cart
from balcao.domains.checkout.values import Purchase, SweepReport
from balcao.domains.orders.operations import (
    confirm_hold,
    prolong_hold,
    record_order_refund,
    void_hold,
)
from balcao.domains.orders.queries import expired_holds, order_by_id
from balcao.domains.orders.values import OrderState
from balcao.domains.payments.errors import PaymentDeclined
from balcao.domains.payments.operations import record_pending
from balcao.domains.payments.ports import (
    Answer,
    Attempt,
    Outcome,
    PaymentProvider,
    ProviderAway,
    provider_by_code,
)
from balcao.domains.payments.queries import payment_of
from balcao.domains.payments.values import PaymentInfo

ASK_AGAIN: Final = timedelta(minutes=5)
log = structlog.get_logger("balcao.checkout")


def pay_and_finalize(made: Purchase, *, token: str, now: datetime) -> Purchase:
    """Ask the provider for the money of a held order and write down its answer.

    When the provider does not answer, the order stays pending and the sweeper asks again.

    :raises PaymentDeclined: the provider declined; the hold is released.
    """
    payment, provider = _payment(made.order_id)
    if payment.state in ("intent", "pending"):
        try:
            answer = provider.pay(_attempt(payment, token))
        except ProviderAway:
            return made
        finalize_purchase(order_id=made.order_id, answer=answer, now=now)
    state = order_by_id(made.order_id).state
    if state == OrderState.VOIDED:
        raise PaymentDeclined(number=made.number)
    return replace(made, state=state)


def finalize_purchase(*, order_id: UUID, answer: Answer, now: datetime) -> str:
    """Write down what came of a payment; returns the order's state after it.

    Money that came after the hold had ended is given back at once.

    :raises NoSuchOrder: there is none with this id.
    """
    if answer.outcome is Outcome.CAPTURED:
        if not confirm_hold(order_id=order_id, provider_reference=answer.reference, now=now):
            _give_back(order_id)
    elif answer.outcome is Outcome.DECLINED:
        _end_hold(order_id, now)
    else:
        record_pending(order_id=order_id, provider_reference=answer.reference, now=now)
    return order_by_id(order_id).state


def sweep_expired_holds(*, now: datetime, limit: int = 200) -> SweepReport:
    """End every hold whose time is over: ask the provider first, then place or release.

    A provider that does not answer, fails or is not installed any more is asked again after five
    minutes; until then its holds stand back, so that they never keep the others waiting.
    """
    ends = [_sweep_safely(order_id, now) for order_id in expired_holds(now, limit=limit)]
    return SweepReport(
        placed=ends.count("placed"),
        voided=ends.count("voided"),
        undecided=ends.count("undecided"),
        at=now,
    )


def refund_cancelled(*, order_id: UUID, now: datetime) -> None:
    """Give back what a cancelled order has taken; repeating gives nothing more.

    The provider is asked outside any transaction, with a key of its own for this refund.

    :raises ProviderAway: no answer; call again.
    """
    payment, provider = _payment(order_id)
    owed = payment.captured - payment.refunded
    if owed:
        provider.refund(_attempt(payment), amount=owed, key=f"refund:{payment.id}")
        record_order_refund(order_id=order_id, amount=owed, by="system", now=now)


def _sweep_safely(order_id: UUID, now: datetime) -> str:
    try:
        return _sweep_one(order_id, now)
    except DatabaseError:
        raise
    except Exception:  # whatever a provider's adapter does
        log.exception("sweep.failed", order_id=str(order_id))
        return _undecided(order_id, now)


def _sweep_one(order_id: UUID, now: datetime) -> str:
    payment, provider = _payment(order_id)
    attempt = _attempt(payment)
    try:
        answer = provider.look_up(attempt)
        if answer.outcome is not Outcome.CAPTURED:
            provider.void(attempt)
            # Between asking and voiding the shopper may have paid: what is true now decides.
            answer = provider.look_up(attempt)
    except ProviderAway:
        return _undecided(order_id, now)
    if answer.outcome is Outcome.CAPTURED:
        finalize_purchase(order_id=order_id, answer=answer, now=now)
        return "placed"
    _end_hold(order_id, now)
    return "voided"


def _undecided(order_id: UUID, now: datetime) -> str:
    prolong_hold(order_id=order_id, until=now + ASK_AGAIN)
    return "undecided"


@transaction.atomic
def _end_hold(order_id: UUID, now: datetime) -> None:
    cart_id = order_by_id(order_id).cart_id
    if cart_id is not None:
        hold_ordered_cart(cart_id=cart_id)
    if void_hold(order_id=order_id, now=now) and cart_id is not None:
        reopen_cart(cart_id=cart_id, now=now)


def _give_back(order_id: UUID) -> None:
    payment, provider = _payment(order_id)
    provider.refund(_attempt(payment), amount=payment.amount, key=f"late:{payment.id}")


def _payment(order_id: UUID) -> tuple[PaymentInfo, PaymentProvider]:
    payment = payment_of(order_id)
    assert payment is not None, "every order is written together with its payment"
    return payment, provider_by_code(payment.provider)


def _attempt(payment: PaymentInfo, token: str = "") -> Attempt:
    return Attempt(payment.idempotency_key, payment.reference, payment.amount, token)
