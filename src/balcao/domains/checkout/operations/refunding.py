"""Giving money back: kept as asked for, asked of the provider outside any transaction, settled.

A crash between any two steps leaves a call that is due, and ``retry_due_calls`` goes on with it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from balcao.domains.checkout.operations.asking import ask, attempt_of
from balcao.domains.orders.operations import settle_order_refund
from balcao.domains.payments.errors import ProviderSaidNo, RefundTooLarge
from balcao.domains.payments.operations import ask_refund, record_late_capture
from balcao.domains.payments.ports import ProviderAway, ProviderRefused
from balcao.domains.payments.queries import call_of, payment_by_id, refunds_of
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
    is_first = refund.asked_at == now  # the call was begun with the refund
    settle = partial(settle_order_refund, refund=refund, by=refund.actor, now=now)
    ask(
        payment,
        Verb.REFUND,
        lambda provider: provider.refund(attempt, amount=refund.amount, key=key),
        key=key,
        amount_minor=refund.amount.minor,
        call_id=call_of(payment.id, Verb.REFUND, key) if is_first else None,
        then=lambda _: settle(is_given=True),
        refused=lambda: settle(is_given=False),
        now=now,
    )
    return next(one for one in refunds_of(refund.order_id) if one.id == refund.id)


def give_back_late(
    payment: PaymentInfo, *, reference: str, amount: Money | None, now: datetime
) -> None:
    """Money came for an order that had ended, or by a payment that was replaced: it goes back.

    A provider that does not answer is asked again by itself.
    """
    with transaction.atomic():
        owed = record_late_capture(
            payment_id=payment.id, amount=amount, provider_reference=reference, now=now
        )
        refund = _ask_back(payment, owed, "late", now) if owed else None
    if refund is not None:
        with suppress(ProviderAway):
            _perform(refund, now)


def give_back_all(payment: PaymentInfo, *, now: datetime) -> None:
    """What is left of a payment; refunds begun before are gone on with, whoever asked for them.

    :raises ProviderAway: no answer; call again.
    """
    left = payment.refundable
    if left:
        # Somebody may have asked for a part of it in this moment; what is left then is next.
        with suppress(RefundTooLarge):
            _ask_back(payment, left, "cancelled", now)
    for refund in refunds_of(payment.order_id):
        if refund.payment_id == payment.id:
            _perform(refund, now)
    now_left = payment_by_id(payment.id)
    if now_left.refundable and now_left.refundable != left:
        give_back_all(now_left, now=now)


def _ask_back(payment: PaymentInfo, amount: Money, why: str, now: datetime) -> RefundInfo:
    """The amount is in the key: what is left is another refund when a part of it has failed."""
    key = f"{why}:{payment.id}:{amount.minor}"
    return ask_refund(
        payment_id=payment.id, amount=amount, key=key, by="system", reason="", now=now
    )


def _perform(refund: RefundInfo, now: datetime) -> None:
    # What is refused is kept in the record of calls, where somebody sees it.
    with suppress(ProviderRefused):
        perform_refund(refund, now=now)
