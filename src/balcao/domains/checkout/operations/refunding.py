"""Giving money back: kept as asked for, asked of the provider outside any transaction, settled.

A crash between any two steps leaves a call that is due, and ``retry_due_calls`` goes on with it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from balcao.domains.checkout.operations.asking import ask, attempt_of
from balcao.domains.orders.operations import settle_order_refund
from balcao.domains.payments.errors import ProviderSaidNo
from balcao.domains.payments.operations import ask_refund, record_late_capture
from balcao.domains.payments.ports import ProviderAway, ProviderRefused
from balcao.domains.payments.queries import payment_by_id, payments_of, refunds_of
from balcao.domains.payments.values import PaymentInfo, RefundInfo, RefundState, Verb
from balcao.kernel.money import Money


def refund_payment(
    *,
    payment_id: UUID,
    amount: Money,
    key: str,
    by: str,
    now: datetime,
    reason: str = "",
) -> RefundInfo:
    """Give an amount of a payment back. The same key gives it back once.

    When the provider does not answer, the refund stays asked for and is tried again by itself.

    :raises NoSuchPayment: there is none with this id.
    :raises BadAmount: nothing, or in another currency.
    :raises RefundTooLarge: more than what is left of what was taken.
    :raises KeyReused: the key asked for another amount.
    :raises KeyInvalid: the key cannot be a key.
    :raises ProviderSaidNo: the provider will not give it back; nothing went.
    """
    refund = ask_refund(
        payment_id=payment_id, amount=amount, key=key, by=by, reason=reason, now=now
    )
    try:
        return perform_refund(refund, now=now)
    except ProviderAway:
        return refund
    except ProviderRefused as refusal:
        raise ProviderSaidNo(reason=str(refusal)) from refusal


def perform_refund(refund: RefundInfo, *, now: datetime) -> RefundInfo:
    """Ask the provider for a refund that is asked for, and write down what came of it.

    :raises ProviderAway: no answer; call again.
    :raises ProviderRefused: it will not be given back; the refund has failed.
    """
    if refund.state != RefundState.ASKED:
        return refund
    payment = payment_by_id(refund.payment_id)
    attempt, key = attempt_of(payment), f"refund:{refund.id}"
    try:
        ask(
            payment,
            Verb.REFUND,
            lambda provider: provider.refund(attempt, amount=refund.amount, key=key),
            key=key,
            amount_minor=refund.amount.minor,
            now=now,
        )
    except ProviderRefused:
        settle_order_refund(refund=refund, is_given=False, by=refund.actor, now=now)
        raise
    settle_order_refund(refund=refund, is_given=True, by=refund.actor, now=now)
    return next(one for one in refunds_of(refund.order_id) if one.id == refund.id)


def refund_cancelled(*, order_id: UUID, now: datetime) -> None:
    """Let go and give back all that a cancelled order has asked for; repeating gives no more.

    :raises ProviderAway: no answer; call again.
    """
    for payment in payments_of(order_id):
        if payment.state == "voided" and payment.provider_reference:
            _let_go(payment, now)
        if payment.captured:
            _give_back_all(payment, key=f"cancelled:{payment.id}", now=now)


def give_back_late(
    payment: PaymentInfo, *, reference: str, amount: Money | None, now: datetime
) -> None:
    """Money came for an order that had ended, or by a payment that was replaced: it goes back.

    A provider that does not answer is asked again by itself.
    """
    owed = record_late_capture(
        payment_id=payment.id, amount=amount, provider_reference=reference, now=now
    )
    if owed:
        _give_back(payment, owed, key=f"late:{payment.id}", now=now)


def _let_go(payment: PaymentInfo, now: datetime) -> None:
    attempt = attempt_of(payment)
    ask(payment, Verb.VOID, lambda provider: provider.void(attempt), now=now)


def _give_back_all(payment: PaymentInfo, *, key: str, now: datetime) -> None:
    """What is left of a payment; a refund begun before is gone on with."""
    begun = [one for one in refunds_of(payment.order_id) if one.payment_id == payment.id]
    for refund in begun:
        perform_refund(refund, now=now)
    if payment.refundable:
        _give_back(payment, payment.refundable, key=key, now=now, is_patient=False)


def _give_back(
    payment: PaymentInfo, amount: Money, *, key: str, now: datetime, is_patient: bool = True
) -> None:
    refund = ask_refund(
        payment_id=payment.id, amount=amount, key=key, by="system", reason="", now=now
    )
    try:
        perform_refund(refund, now=now)
    except ProviderAway:
        if not is_patient:
            raise
    except ProviderRefused:
        pass  # kept as refused in the record of calls, where somebody sees it
