"""Giving money back: first kept as asked for, then confirmed or refused, each once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from balcao.domains.payments.errors import BadAmount, RefundTooLarge
from balcao.domains.payments.events import PaymentRefunded
from balcao.domains.payments.locks import lock_payment, lock_refund
from balcao.domains.payments.models import Payment, Refund
from balcao.domains.payments.operations.calls import begin_call
from balcao.domains.payments.ports import is_asked_outside
from balcao.domains.payments.queries import refund_info
from balcao.domains.payments.values import RefundInfo, RefundState, Verb
from balcao.kernel.money import Money
from balcao.plumbing.idempotency import KeyReused, check_key
from balcao.plumbing.outbox import emit


@transaction.atomic
def ask_refund(
    *,
    payment_id: UUID,
    amount: Money,
    key: str,
    by: str,
    now: datetime,
    reason: str = "",
) -> RefundInfo:
    """Set an amount of what was taken apart to be given back. The same key is the same refund.

    The check and the change are one statement, so two at once never ask for more than was taken.
    What has to be asked of a provider is written down as due with it.

    :raises NoSuchPayment: there is none with this id.
    :raises BadAmount: nothing, or in another currency.
    :raises RefundTooLarge: more than what is left of what was taken.
    :raises KeyReused: the key asked for another amount.
    :raises KeyInvalid: the key cannot be a key.
    """
    row = lock_payment(payment_id)
    earlier = row.refunds.filter(key=check_key(key)[:120]).first()
    if earlier is not None:
        if earlier.amount_minor != amount.minor or row.currency != amount.currency:
            raise KeyReused(key=key)
        return refund_info(earlier)
    if amount.minor <= 0 or amount.currency != row.currency:
        raise BadAmount(field="amount", currency=row.currency)
    fits = Payment.objects.filter(
        pk=row.pk,
        captured_minor__gte=F("refunded_minor") + F("refunding_minor") + amount.minor,
    )
    if not fits.update(refunding_minor=F("refunding_minor") + amount.minor, updated_at=now):
        left = row.captured_minor - row.refunded_minor - row.refunding_minor
        raise RefundTooLarge(left=left, currency=row.currency)
    made = Refund.objects.create(
        store_id=row.store_id,
        payment=row,
        key=key[:120],
        amount_minor=amount.minor,
        reason=reason.strip()[:300],
        state=RefundState.ASKED,
        actor=by,
        asked_at=now,
    )
    if is_asked_outside(row.provider):
        begin_call(
            payment_id=row.pk,
            verb=Verb.REFUND,
            key=f"refund:{made.pk}",
            amount_minor=amount.minor,
            now=now,
        )
    return refund_info(made)


@transaction.atomic
def settle_refund(*, refund_id: UUID, is_given: bool, now: datetime) -> bool:
    """The provider has given it back, or never will; returns whether this call settled it.

    :raises NoSuchRefund: there is none with this id.
    """
    refund, row = lock_refund(refund_id)
    if refund.state != RefundState.ASKED:
        return False
    refund.state = RefundState.DONE if is_given else RefundState.FAILED
    refund.done_at = now
    refund.save(update_fields=["state", "done_at"])
    row.refunding_minor -= refund.amount_minor
    if is_given:
        row.refunded_minor += refund.amount_minor
        if row.refunded_minor == row.captured_minor:
            row.state = Payment.State.REFUNDED
    row.updated_at = now
    row.save(update_fields=["refunding_minor", "refunded_minor", "state", "updated_at"])
    if is_given:
        emit(
            PaymentRefunded(
                store_id=row.store_id,
                at=now,
                payment_id=row.pk,
                order_id=row.order_id,
                amount_minor=refund.amount_minor,
                currency=row.currency,
            )
        )
    return True
