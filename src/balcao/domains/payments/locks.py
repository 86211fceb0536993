"""The only row locks of this domain; an order is locked before its payments, parts in order."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.payments.errors import (
    NoSuchPayment,
    NoSuchPaymentLink,
    NoSuchRefund,
    NoSuchSavedCard,
)
from balcao.domains.payments.models import Payment, PaymentLink, ProviderCall, Refund, SavedCard


def lock_payments_of(order_id: UUID) -> list[Payment]:
    """Hold the latest payment of each part of an order until commit.

    :raises NoSuchPayment: it has none.
    """
    rows = Payment.objects.select_for_update().filter(order_id=order_id)
    latest = {row.part: row for row in rows.order_by("part", "created_at", "pk")}
    if not latest:
        raise NoSuchPayment(order_id=str(order_id))
    return list(latest.values())


def lock_payment(payment_id: UUID) -> Payment:
    """Hold one payment until commit.

    :raises NoSuchPayment: there is none with this id.
    """
    row = Payment.objects.select_for_update().filter(pk=payment_id).first()
    if row is None:
        raise NoSuchPayment(payment_id=str(payment_id))
    return row


def lock_refund(refund_id: UUID) -> tuple[Refund, Payment]:
    """Hold one refund and its payment until commit; the payment first.

    :raises NoSuchRefund: there is none with this id.
    """
    payment_id = Refund.objects.filter(pk=refund_id).values_list("payment_id", flat=True).first()
    if payment_id is None:
        raise NoSuchRefund(refund_id=str(refund_id))
    payment = lock_payment(payment_id)
    return Refund.objects.select_for_update().get(pk=refund_id), payment


def lock_call(call_id: UUID) -> ProviderCall:
    """Hold the record of one call until commit."""
    return ProviderCall.objects.select_for_update().get(pk=call_id)


def lock_saved_card(card_id: UUID) -> SavedCard:
    """Hold one card that is kept until commit.

    :raises NoSuchSavedCard: there is none with this id.
    """
    rows = SavedCard.objects.select_related("holder").select_for_update(of=("self",))
    row = rows.filter(pk=card_id).first()
    if row is None:
        raise NoSuchSavedCard
    return row


def lock_link(link_id: UUID) -> PaymentLink:
    """Hold one payment link until commit.

    :raises NoSuchPaymentLink: there is none with this id.
    """
    row = PaymentLink.objects.select_for_update().filter(pk=link_id).first()
    if row is None:
        raise NoSuchPaymentLink(id=str(link_id))
    return row
