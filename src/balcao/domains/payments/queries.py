"""Reads about payments."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.payments.models import Payment
from balcao.domains.payments.ports import Instructions, offered
from balcao.domains.payments.values import PaymentChoice, PaymentInfo
from balcao.kernel.money import Money


def payment_choices(language: str) -> list[PaymentChoice]:
    """The ways to pay, in the order they are offered."""
    return [PaymentChoice(p.code, p.label(language), p.explain(language)) for p in offered()]


def payment_of(order_id: UUID) -> PaymentInfo | None:
    """An order's latest payment."""
    row = Payment.objects.filter(order_id=order_id).order_by("-created_at", "-pk").first()
    return _info(row) if row else None


def payments_of(order_id: UUID) -> list[PaymentInfo]:
    """All attempts to be paid for an order, the first one first."""
    rows = Payment.objects.filter(order_id=order_id).order_by("created_at", "pk")
    return [_info(row) for row in rows]


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
    return provider.instructions(language, reference=payment.reference, amount=payment.amount)


def _info(row: Payment) -> PaymentInfo:
    return PaymentInfo(
        id=row.pk,
        order_id=row.order_id,
        reference=row.reference,
        provider=row.provider,
        state=row.state,
        amount=Money(row.amount_minor, row.currency),
        captured=Money(row.captured_minor, row.currency),
        refunded=Money(row.refunded_minor, row.currency),
        idempotency_key=row.idempotency_key,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
