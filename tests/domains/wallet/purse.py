"""A gift card, for those who knock at every address."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.wallet.operations import issue_gift_card
from tests.shop import NOW, Shop, brl


def card_of(shop: Shop) -> UUID:
    """The id of a new card of R$ 50.00."""
    who = {"store_id": shop.store_id, "actor": "test", "now": NOW}
    return issue_gift_card(amount=brl("50.00"), **who).account.id
