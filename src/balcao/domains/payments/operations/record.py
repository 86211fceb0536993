"""Keeping what happened to money. Each verb may be repeated without a second effect."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from balcao.domains.payments.errors import NotPayable, RefundTooLarge
from balcao.domains.payments.events import PaymentCaptured, PaymentRefunded
from balcao.domains.payments.locks import lock_payment_of
from balcao.domains.payments.models import Payment
from balcao.kernel.money import Money
from balcao.plumbing.outbox import emit

State = Payment.State


@transaction.atomic
def record_pending(*, order_id: UUID, provider_reference: str, now: datetime) -> None:
    """The provider knows of the attempt and waits for the shopper."""
    row = lock_payment_of(order_id)
    if row.state == State.INTENT:
        _move(row, State.PENDING, now, provider_reference)


@transaction.atomic
def record_capture(*, order_id: UUID, now: datetime, provider_reference: str = "") -> Money:
    """The whole amount was taken; returns it. Repeating takes nothing more.

    :raises NoSuchPayment: the order has no payment.
    :raises NotPayable: the payment was voided, refused or given back.
    """
    row = lock_payment_of(order_id)
    amount = Money(row.amount_minor, row.currency)
    if row.state == State.CAPTURED:
        return amount
    if row.state not in (State.INTENT, State.PENDING):
        raise NotPayable(state=row.state)
    row.captured_minor = row.amount_minor
    _move(row, State.CAPTURED, now, provider_reference)
    emit(
        PaymentCaptured(
            store_id=row.store_id,
            at=now,
            payment_id=row.pk,
            order_id=row.order_id,
            amount_minor=row.amount_minor,
            currency=row.currency,
        )
    )
    return amount


@transaction.atomic
def record_failure(*, order_id: UUID, now: datetime) -> None:
    """The provider declined; an attempt that has taken money is left as it is."""
    row = lock_payment_of(order_id)
    if row.state in (State.INTENT, State.PENDING):
        _move(row, State.FAILED, now)


@transaction.atomic
def void_payment(*, order_id: UUID, now: datetime) -> Money:
    """Ask for no more money; returns what was taken already and has to be given back."""
    row = lock_payment_of(order_id)
    if row.state in (State.INTENT, State.PENDING):
        _move(row, State.VOIDED, now)
    return Money(row.captured_minor - row.refunded_minor, row.currency)


@transaction.atomic
def record_refund(*, order_id: UUID, amount: Money, now: datetime) -> None:
    """Money was given back. The check and the change are one statement.

    :raises RefundTooLarge: more than what is left of what was taken.
    """
    row = lock_payment_of(order_id)
    fits = Payment.objects.filter(
        pk=row.pk,
        currency=amount.currency,
        captured_minor__gte=F("refunded_minor") + amount.minor,
    )
    if amount.minor <= 0 or not fits.update(
        refunded_minor=F("refunded_minor") + amount.minor, updated_at=now
    ):
        raise RefundTooLarge(left=row.captured_minor - row.refunded_minor)
    Payment.objects.filter(pk=row.pk, refunded_minor=F("captured_minor")).update(
        state=State.REFUNDED
    )
    emit(
        PaymentRefunded(
            store_id=row.store_id,
            at=now,
            payment_id=row.pk,
            order_id=row.order_id,
            amount_minor=amount.minor,
            currency=row.currency,
        )
    )


def _move(row: Payment, state: str, now: datetime, provider_reference: str = "") -> None:
    row.state, row.updated_at = state, now
    row.provider_reference = provider_reference or row.provider_reference
    row.save(update_fields=["state", "updated_at", "captured_minor", "provider_reference"])
