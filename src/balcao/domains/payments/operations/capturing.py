"""Taking what was set aside: agreed upon under the lock of the payment, one capture at a time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.payments.errors import CaptureUnderWay, NotAuthorized
from balcao.domains.payments.locks import lock_payment
from balcao.domains.payments.models import Payment, ProviderCall
from balcao.domains.payments.operations.calls import begin_call
from balcao.domains.payments.operations.record import check_capture
from balcao.domains.payments.values import CallState, Verb
from balcao.kernel.money import Money
from balcao.plumbing.idempotency import KeyReused

OPEN = (CallState.ASKED, CallState.SILENT, CallState.DEAD)


@transaction.atomic
def begin_capture(*, payment_id: UUID, amount: Money, key: str, now: datetime) -> UUID | None:
    """Write down that an amount is about to be taken; returns the id of the call.

    None when it was taken before: repeating takes nothing more.

    :raises NoSuchPayment: there is none with this id.
    :raises NotAuthorized: nothing is set aside.
    :raises CaptureTooLarge: more than was set aside.
    :raises CaptureUnderWay: another capture of it has not been answered.
    :raises BadAmount: nothing, or in another currency.
    :raises KeyReused: the key was used for another amount.
    """
    row = lock_payment(payment_id)
    calls = ProviderCall.objects.filter(payment=row, verb=Verb.CAPTURE)
    if calls.filter(key=key).exclude(amount_minor=amount.minor).exists():
        raise KeyReused(key=key)
    if row.state == Payment.State.CAPTURED:
        return None
    if row.state != Payment.State.AUTHORIZED:
        raise NotAuthorized(state=row.state)
    check_capture(row, amount)
    if calls.filter(state__in=OPEN).exclude(key=key).exists():
        raise CaptureUnderWay
    return begin_call(
        payment_id=payment_id,
        verb=Verb.CAPTURE,
        key=key,
        amount_minor=amount.minor,
        now=now,
    )
