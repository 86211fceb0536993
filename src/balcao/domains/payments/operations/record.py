"""Keeping what happened to money. Each verb may be repeated without a second effect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.payments.errors import BadAmount, CaptureTooLarge, NotAuthorized, NotPayable
from balcao.domains.payments.events import PaymentCaptured
from balcao.domains.payments.locks import lock_payment, lock_payments_of
from balcao.domains.payments.models import Payment
from balcao.kernel.money import Money
from balcao.plumbing.outbox import emit

State = Payment.State
WAITING: Final = (State.INTENT, State.PENDING)
OPEN: Final = (*WAITING, State.AUTHORIZED)


@transaction.atomic
def record_pending(
    *,
    payment_id: UUID,
    provider_reference: str,
    now: datetime,
    facts: Mapping[str, str] | None = None,
    expires_at: datetime | None = None,
) -> None:
    """The provider knows of the attempt and waits for the shopper.

    :raises NoSuchPayment: there is none with this id.
    """
    row = lock_payment(payment_id)
    if row.state not in WAITING:
        return
    row.facts = {**row.facts, **(facts or {})}
    row.expires_at = expires_at or row.expires_at
    _move(row, State.PENDING, now, provider_reference)


@transaction.atomic
def record_authorization(*, payment_id: UUID, provider_reference: str, now: datetime) -> None:
    """The provider has set the whole amount aside.

    :raises NoSuchPayment: there is none with this id.
    :raises NotPayable: the payment was voided, refused or given back.
    """
    row = lock_payment(payment_id)
    if row.state in (State.AUTHORIZED, State.CAPTURED):
        return
    if row.state not in WAITING:
        raise NotPayable(state=row.state)
    row.authorized_minor = row.amount_minor
    _move(row, State.AUTHORIZED, now, provider_reference)


@transaction.atomic
def record_capture(
    *,
    payment_id: UUID,
    now: datetime,
    provider_reference: str = "",
    amount: Money | None = None,
) -> Money:
    """Money was taken, all of it unless ``amount`` says less; returns what was.

    Repeating takes nothing more.

    :raises NoSuchPayment: there is none with this id.
    :raises NotPayable: the payment was voided, refused or given back.
    :raises CaptureTooLarge: more than what was agreed.
    :raises BadAmount: nothing, or in another currency.
    """
    row = lock_payment(payment_id)
    if row.state == State.CAPTURED:
        return Money(row.captured_minor, row.currency)
    if row.state not in OPEN:
        raise NotPayable(state=row.state)
    taken = amount or Money(row.amount_minor, row.currency)
    check_capture(row, taken)
    row.captured_minor = taken.minor
    _move(row, State.CAPTURED, now, provider_reference)
    _tell_captured(row, now)
    return taken


@transaction.atomic
def capture_open_parts(*, order_id: UUID, now: datetime) -> Money:
    """Whoever looks after the money says that all of it is here; returns what came.

    :raises NoSuchPayment: the order has no payment.
    :raises NotPayable: a part has ended.
    """
    rows = lock_payments_of(order_id)
    if any(row.state == State.AUTHORIZED for row in rows):
        raise NotPayable(state=State.AUTHORIZED)
    taken = [record_capture(payment_id=row.pk, now=now) for row in rows]
    return sum(taken[1:], start=taken[0])


@transaction.atomic
def record_late_capture(
    *, payment_id: UUID, amount: Money | None, provider_reference: str, now: datetime
) -> Money:
    """Money came by a payment that had ended; returns what has to be given back.

    Repeating takes nothing more.

    :raises NoSuchPayment: there is none with this id.
    """
    row = lock_payment(payment_id)
    taken = amount or Money(row.amount_minor, row.currency)
    if row.state in (State.VOIDED, State.FAILED):
        row.captured_minor = taken.minor
        _move(row, State.LATE, now, provider_reference)
        _tell_captured(row, now)
    return Money(row.captured_minor - row.refunded_minor - row.refunding_minor, row.currency)


@transaction.atomic
def record_failure(*, order_id: UUID, now: datetime) -> None:
    """The provider declined; an attempt that has taken money is left as it is."""
    for row in lock_payments_of(order_id):
        if row.state in OPEN:
            _move(row, State.FAILED, now)


@transaction.atomic
def void_part(*, payment_id: UUID, now: datetime) -> None:
    """What was set aside was let go.

    :raises NoSuchPayment: there is none with this id.
    :raises NotAuthorized: nothing is set aside.
    """
    row = lock_payment(payment_id)
    if row.state == State.VOIDED:
        return
    if row.state != State.AUTHORIZED:
        raise NotAuthorized(state=row.state)
    row.authorized_minor = 0
    _move(row, State.VOIDED, now)


@transaction.atomic
def void_open_parts(*, order_id: UUID, now: datetime) -> Money:
    """Ask for no more money; returns what was taken already and has to be given back."""
    owed, rows = 0, lock_payments_of(order_id)
    for row in rows:
        if row.state in OPEN:
            row.authorized_minor = 0
            _move(row, State.VOIDED, now)
        owed += row.captured_minor - row.refunded_minor - row.refunding_minor
    return Money(owed, rows[0].currency)


def check_capture(row: Payment, taken: Money) -> None:
    """Go on only if so much may be taken by this payment.

    :raises BadAmount: nothing, or in another currency.
    :raises CaptureTooLarge: more than was agreed, or than was set aside.
    """
    most = row.authorized_minor if row.state == State.AUTHORIZED else row.amount_minor
    if taken.currency != row.currency or taken.minor < 0 or (most and not taken.minor):
        raise BadAmount(field="amount", currency=row.currency)
    if taken.minor > most:
        raise CaptureTooLarge(most=most, currency=row.currency)


def _tell_captured(row: Payment, now: datetime) -> None:
    emit(
        PaymentCaptured(
            store_id=row.store_id,
            at=now,
            payment_id=row.pk,
            order_id=row.order_id,
            amount_minor=row.captured_minor,
            currency=row.currency,
        )
    )


def _move(row: Payment, state: str, now: datetime, provider_reference: str = "") -> None:
    row.state, row.updated_at = state, now
    row.provider_reference = provider_reference or row.provider_reference
    row.save(
        update_fields=[
            "state",
            "updated_at",
            "authorized_minor",
            "captured_minor",
            "provider_reference",
            "facts",
            "expires_at",
        ]
    )
