"""Dividing what an order owes into parts, and paying a part another way."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.payments.errors import BadAmount, NotPayable, NotSplittable
from balcao.domains.payments.locks import lock_payment, lock_payments_of
from balcao.domains.payments.models import Payment, ProviderCall
from balcao.domains.payments.values import CallState, Verb
from balcao.kernel.ids import new_id
from balcao.kernel.money import Money

State = Payment.State
WAITING: Final = (State.INTENT, State.PENDING)
MOST_PARTS: Final = 12


@transaction.atomic
def split_payment(*, order_id: UUID, first: Money, now: datetime) -> UUID:
    """Make what is open of an order's last part two parts, a deposit and the rest.

    Returns the id of the new part. The sum of the parts stays what the order owes.

    :raises NoSuchPayment: the order has no payment.
    :raises NotSplittable: its last part has been asked for or has ended, or there are twelve.
    :raises BadAmount: nothing, all of it, or in another currency.
    """
    rows = lock_payments_of(order_id)
    last = rows[-1]
    is_asked = bool(last.provider_reference) or _was_asked(last)
    if last.state not in WAITING or is_asked or len(rows) >= MOST_PARTS:
        raise NotSplittable(state=last.state)
    if first.currency != last.currency or not 0 < first.minor < last.amount_minor:
        raise BadAmount(field="amount", most=last.amount_minor - 1, currency=last.currency)
    rest = last.amount_minor - first.minor
    last.amount_minor, last.updated_at = first.minor, now
    last.save(update_fields=["amount_minor", "updated_at"])
    return _another(last, part=last.part + 1, amount_minor=rest, provider=last.provider, now=now)


@transaction.atomic
def replace_provider(*, payment_id: UUID, provider: str, now: datetime) -> UUID:
    """Pay the same part another way; returns the id of the payment that takes over.

    Whoever calls has made sure that the old provider takes no money.

    :raises NoSuchPayment: there is none with this id.
    :raises NotPayable: money was taken or set aside, or the payment has ended, or it has been
        asked for and not been voided.
    """
    row = lock_payment(payment_id)
    voided = row.calls.filter(verb=Verb.VOID, state=CallState.ANSWERED)
    if row.state not in WAITING or (_was_asked(row) and not voided.exists()):
        raise NotPayable(state=row.state)
    row.state, row.updated_at = State.VOIDED, now
    row.save(update_fields=["state", "updated_at"])
    return _another(row, part=row.part, amount_minor=row.amount_minor, provider=provider, now=now)


def _was_asked(row: Payment) -> bool:
    return ProviderCall.objects.filter(payment=row, verb=Verb.PAY).exists()


def _another(row: Payment, *, part: int, amount_minor: int, provider: str, now: datetime) -> UUID:
    made_id = new_id()
    Payment.objects.create(
        id=made_id,
        store_id=row.store_id,
        order_id=row.order_id,
        reference=row.reference,
        provider=provider,
        currency=row.currency,
        part=part,
        amount_minor=amount_minor,
        state=State.PENDING,
        idempotency_key=f"pay:{made_id}",
        created_at=now,
        updated_at=now,
    )
    return made_id
