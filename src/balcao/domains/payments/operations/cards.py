"""Which cards are kept for whom. None of these talks to a provider."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.payments.errors import NoSuchSavedCard
from balcao.domains.payments.locks import lock_payment, lock_saved_card
from balcao.domains.payments.models import CardConsent, CardHolder, SavedCard
from balcao.domains.payments.operations.calls import begin_call
from balcao.domains.payments.ports import KeptCard
from balcao.domains.payments.values import Verb


@transaction.atomic
def record_holder(
    *, store_id: int, customer_id: int, provider: str, reference: str, now: datetime
) -> UUID:
    """A provider knows a customer by this name; of two names at once the first one stands."""
    CardHolder.objects.bulk_create(
        [
            CardHolder(
                store_id=store_id,
                customer_id=customer_id,
                provider=provider,
                reference=reference,
                made_at=now,
            )
        ],
        ignore_conflicts=True,
    )
    row = CardHolder.objects.get(store_id=store_id, customer_id=customer_id, provider=provider)
    return row.pk


@transaction.atomic
def record_consent(*, payment_id: UUID, holder_id: UUID, now: datetime) -> None:
    """The shopper lets us keep the card of this payment.

    :raises NoSuchPayment: there is none with this id.
    """
    payment = lock_payment(payment_id)
    CardConsent.objects.update_or_create(
        payment=payment,
        defaults={"holder_id": holder_id, "agreed_at": now},
        create_defaults={
            "holder_id": holder_id,
            "agreed_at": now,
            "store_id": payment.store_id,
        },
    )


@transaction.atomic
def withdraw_consent(*, payment_id: UUID) -> None:
    """The card of this payment is not to be kept after all; one that is kept is removed instead.

    :raises NoSuchPayment: there is none with this id.
    """
    lock_payment(payment_id)
    if not SavedCard.objects.filter(payment_id=payment_id).exists():
        CardConsent.objects.filter(payment_id=payment_id).delete()


@transaction.atomic
def record_kept_card(*, payment_id: UUID, card: KeptCard, now: datetime) -> bool:
    """Write down the card that a provider has kept; returns whether it was news.

    Without the shopper's consent nothing is written down, nor for another holder than theirs.

    :raises NoSuchPayment: there is none with this id.
    """
    lock_payment(payment_id)
    consent = CardConsent.objects.filter(payment_id=payment_id).select_related("holder").first()
    if consent is None or consent.holder.reference != card.holder:
        return False
    _, is_news = SavedCard.objects.get_or_create(
        holder=consent.holder,
        token=card.token,
        defaults={
            "store_id": consent.store_id,
            "payment_id": payment_id,
            "brand": card.brand[:20],
            "last4": card.last4[-4:],
            "exp_month": card.exp_month,
            "exp_year": card.exp_year,
            "saved_at": now,
        },
    )
    return is_news


@transaction.atomic
def begin_removal(*, card_id: UUID, customer_id: int, store_id: int, now: datetime) -> UUID | None:
    """Offer a card no more, and write down that its provider is to forget it.

    Returns the id of the call to make; None when it was removed before.

    :raises NoSuchSavedCard: this customer of this store has none with this id.
    """
    row = lock_saved_card(card_id)
    if row.store_id != store_id or row.holder.customer_id != customer_id:
        raise NoSuchSavedCard
    if row.removed_at is not None:
        return None
    row.removed_at = now
    row.save(update_fields=["removed_at"])
    return begin_call(
        payment_id=row.payment_id, verb=Verb.DROP_CARD, key=f"drop_card:{row.pk}", now=now
    )
