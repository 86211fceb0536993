"""What stands on a shelf, some seconds old at most: for the front page and for "from the same
shelf", where a page of its own data would cost a round trip for each visitor."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.search.queries import browse
from balcao.domains.search.values import ProductCard
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.storefront.kept import Kept

KEPT_SECONDS = 30
SHELF_MATES: Kept[tuple[ProductCard, ...]] = Kept(KEPT_SECONDS)


def shelf_mates(store: StoreInfo, category: UUID, language: str) -> tuple[ProductCard, ...]:
    """The newest products of a category that can be bought."""
    found = SHELF_MATES.get(
        (store.id, category, language),
        lambda: (
            browse(store.id, currency=store.currency, language=language, category=category).cards
        ),
    )
    return tuple(card for card in found if card.sellable > 0)
