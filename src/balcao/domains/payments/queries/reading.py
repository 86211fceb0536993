"""Reads about payments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from balcao.domains.payments.errors import NoSuchCall, NoSuchPayment
from balcao.domains.payments.models import Payment, ProviderCall, Refund
from balcao.domains.payments.ports import Attempt, Instructions, offered
from balcao.domains.payments.values import (
    CallInfo,
    CallState,
    PaymentChoice,
    PaymentInfo,
    RefundInfo,
    Verb,
)
from balcao.kernel.money import Money


def payment_choices(language: str) -> list[PaymentChoice]:
    """The ways to pay, in the order they are offered."""
    return [PaymentChoice(p.code, p.label(language), p.explain(language)) for p in offered()]


def payment_of(order_id: UUID) -> PaymentInfo | None:
    """What an order is paid by: the first of its parts that still waits, else the last one."""
    return open_part(payments_of(order_id))


def open_part(parts: Sequence[PaymentInfo]) -> PaymentInfo | None:
    """Of an order's parts the first one that still waits, else the last one."""
    waiting = (one for one in parts if one.state in ("intent", "pending", "authorized"))
    return next(waiting, parts[-1] if parts else None)


def payments_of(order_id: UUID) -> tuple[PaymentInfo, ...]:
    """The latest payment of each part of an order, in the order of parts."""
    rows = Payment.objects.filter(order_id=order_id).order_by("part", "created_at", "pk")
    return tuple({row.part: _info(row) for row in rows}.values())


def attempts_of(order_id: UUID) -> tuple[PaymentInfo, ...]:
    """All attempts to be paid for an order, those that were replaced too; the first one first."""
    rows = Payment.objects.filter(order_id=order_id).order_by("created_at", "pk")
    return tuple(_info(row) for row in rows)


def payment_by_id(payment_id: UUID) -> PaymentInfo:
    """One payment.

    :raises NoSuchPayment: there is none with this id.
    """
    row = Payment.objects.filter(pk=payment_id).first()
    if row is None:
        raise NoSuchPayment(payment_id=str(payment_id))
    return _info(row)


def find_payment(provider: str, *, key: str = "", reference: str = "") -> PaymentInfo | None:
    """The payment that a provider calls by our key or by its own reference."""
    rows = Payment.objects.filter(provider=provider)
    if reference:
        found = rows.filter(provider_reference=reference).first()
        if found is not None:
            return _info(found)
    payment_id = _id_in(key)
    found = rows.filter(pk=payment_id).first() if payment_id else None
    return _info(found) if found else None


def refunds_of(order_id: UUID) -> tuple[RefundInfo, ...]:
    """What was asked back of an order, the oldest first."""
    rows = Refund.objects.filter(payment__order_id=order_id).select_related("payment")
    return tuple(refund_info(row) for row in rows.order_by("asked_at", "pk"))


def refund_info(row: Refund) -> RefundInfo:
    """A refund as other rooms see it."""
    payment = row.payment
    return RefundInfo(
        id=row.pk,
        payment_id=payment.pk,
        order_id=payment.order_id,
        amount=Money(row.amount_minor, payment.currency),
        key=row.key,
        state=row.state,
        reason=row.reason,
        actor=row.actor,
        asked_at=row.asked_at,
        done_at=row.done_at,
    )


def due_calls(now: datetime, *, limit: int = 100) -> tuple[UUID, ...]:
    """The calls that are due to be asked again, the longest waiting first."""
    rows = ProviderCall.objects.filter(next_at__lte=now).order_by("next_at", "pk")
    return tuple(rows.values_list("pk", flat=True)[:limit])


def call_by_id(call_id: UUID) -> CallInfo:
    """One thing asked of a provider.

    :raises NoSuchCall: there is none with this id.
    """
    row = ProviderCall.objects.select_related("payment").filter(pk=call_id).first()
    if row is None:
        raise NoSuchCall
    return _call(row)


def call_of(payment_id: UUID, verb: Verb, key: str) -> UUID | None:
    """The id of the call that was asked of a payment's provider with this key, if there is one."""
    rows = ProviderCall.objects.filter(payment_id=payment_id, verb=verb, key=key)
    return rows.values_list("pk", flat=True).first()


def was_asked(payment_id: UUID) -> bool:
    """Whether the provider may know of this payment: it was told of it, or has told us."""
    told = ProviderCall.objects.filter(payment_id=payment_id, verb=Verb.PAY).exists()
    return told or Payment.objects.filter(pk=payment_id).exclude(provider_reference="").exists()


def is_let_go(payment_id: UUID) -> bool:
    """Whether we asked its provider to void it, and were not refused: its end is our own deed."""
    asked = ProviderCall.objects.filter(payment_id=payment_id, verb=Verb.VOID)
    return asked.exclude(state=CallState.REFUSED).exists()


def calls_page(
    store_id: int,
    *,
    states: Sequence[str] = (),
    order_id: UUID | None = None,
    before: datetime | None = None,
    limit: int = 50,
) -> tuple[CallInfo, ...]:
    """What providers were asked, the latest first; ``before`` goes on behind an earlier page."""
    rows = ProviderCall.objects.filter(store_id=store_id).select_related("payment")
    if states:
        rows = rows.filter(state__in=states)
    if order_id:
        rows = rows.filter(payment__order_id=order_id)
    if before:
        rows = rows.filter(last_at__lt=before)
    return tuple(_call(row) for row in rows.order_by("-last_at", "pk")[:limit])


def dead_calls(store_id: int) -> int:
    """How many calls wait for a person."""
    return ProviderCall.objects.filter(store_id=store_id, state="dead").count()


def provider_label(code: str, language: str) -> str:
    """What shoppers call a provider; its code if it is not offered any more."""
    return next((p.label(language) for p in offered() if p.code == code), code)


def instructions_for(payment: PaymentInfo, language: str) -> Instructions:
    """What the shopper still has to do; nothing once the money is there or is not wanted.

    Nothing either when the provider is not offered any more: an order must still be shown.
    """
    provider = next((p for p in offered() if p.code == payment.provider), None)
    is_open = payment.state in (Payment.State.INTENT, Payment.State.PENDING)
    if provider is None or not is_open:
        return Instructions()
    attempt = Attempt(
        payment.idempotency_key,
        payment.reference,
        payment.amount,
        provider_reference=payment.provider_reference,
        asked_at=payment.created_at,
    )
    return provider.instructions(language, attempt, payment.facts)


def _id_in(key: str) -> UUID | None:
    """Our keys are ``pay:`` and the id of the payment."""
    try:
        return UUID(key.removeprefix("pay:"))
    except ValueError:
        return None


def _call(row: ProviderCall) -> CallInfo:
    payment = row.payment
    return CallInfo(
        id=row.pk,
        payment_id=row.payment_id,
        order_id=payment.order_id,
        reference=payment.reference,
        provider=payment.provider,
        verb=row.verb,
        key=row.key,
        amount_minor=row.amount_minor,
        currency=payment.currency,
        state=row.state,
        tries=row.tries,
        outcome=row.outcome,
        reason=row.reason,
        first_at=row.first_at,
        last_at=row.last_at,
        next_at=row.next_at,
    )


def _info(row: Payment) -> PaymentInfo:
    return PaymentInfo(
        id=row.pk,
        store_id=row.store_id,
        order_id=row.order_id,
        reference=row.reference,
        provider=row.provider,
        state=row.state,
        part=row.part,
        amount=Money(row.amount_minor, row.currency),
        authorized_minor=row.authorized_minor,
        captured=Money(row.captured_minor, row.currency),
        refunded=Money(row.refunded_minor, row.currency),
        refunding_minor=row.refunding_minor,
        idempotency_key=row.idempotency_key,
        provider_reference=row.provider_reference,
        facts=row.facts,
        expires_at=row.expires_at,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
