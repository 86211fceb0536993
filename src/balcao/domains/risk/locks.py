"""What is held while somebody decides about an order; the score first, then the order."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.risk.errors import NoSuchScore
from balcao.domains.risk.models import RiskTerms, Score


def lock_score(store_id: int, order_id: UUID) -> Score:
    """Hold a score until commit.

    :raises NoSuchScore: the order has none in this store.
    """
    row = Score.objects.select_for_update().filter(pk=order_id, store_id=store_id).first()
    if row is None:
        raise NoSuchScore(order_id=str(order_id))
    return row


def lock_terms(store_id: int) -> RiskTerms | None:
    """Hold a store's thresholds while they are changed."""
    return RiskTerms.objects.select_for_update().filter(pk=store_id).first()
