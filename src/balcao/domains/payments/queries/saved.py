"""Reads about cards that are kept."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.payments.errors import NoSuchSavedCard
from balcao.domains.payments.models import CardConsent, CardHolder, SavedCard
from balcao.domains.payments.values import Holder, SavedCardInfo


def holder_of(store_id: int, customer_id: int, provider: str) -> Holder | None:
    """A customer as a provider knows them; None while it does not."""
    rows = CardHolder.objects.filter(store_id=store_id, customer_id=customer_id)
    row = rows.filter(provider=provider).first()
    return _holder(row) if row else None


def has_consent(payment_id: UUID) -> bool:
    """Whether the shopper lets us keep the card of this payment."""
    return CardConsent.objects.filter(payment_id=payment_id).exists()


def saved_cards(store_id: int, customer_id: int) -> tuple[SavedCardInfo, ...]:
    """The cards that are kept for a customer, the latest first."""
    rows = SavedCard.objects.filter(store_id=store_id, holder__customer_id=customer_id)
    live = rows.filter(removed_at=None).select_related("holder").order_by("-saved_at", "pk")
    return tuple(_saved(row) for row in live)


def saved_card(card_id: UUID) -> SavedCardInfo:
    """One card, also a removed one.

    :raises NoSuchSavedCard: there is none with this id.
    """
    row = SavedCard.objects.select_related("holder").filter(pk=card_id).first()
    if row is None:
        raise NoSuchSavedCard
    return _saved(row)


def _holder(row: CardHolder) -> Holder:
    return Holder(row.pk, row.store_id, row.customer_id, row.provider, row.reference)


def _saved(row: SavedCard) -> SavedCardInfo:
    return SavedCardInfo(
        id=row.pk,
        holder=_holder(row.holder),
        payment_id=row.payment_id,
        token=row.token,
        brand=row.brand,
        last4=row.last4,
        exp_month=row.exp_month,
        exp_year=row.exp_year,
        saved_at=row.saved_at,
        removed_at=row.removed_at,
    )
