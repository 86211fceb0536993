"""What stands on a shelf, some seconds old at most: for the front page and for "from the same
shelf", where a page of its own data would cost a round trip for each visitor."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zlib import crc32

from django.template.loader import get_template
from django.utils.safestring import SafeString

from balcao.domains.search.queries import browse
from balcao.domains.search.values import ProductCard, ProductPage
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.storefront.listings import cards_of
from balcao.plumbing.kept import Kept

KEPT_SECONDS = 30
SHELF_MATES: Kept[tuple[ProductCard, ...]] = Kept(KEPT_SECONDS)
NEIGHBORS: Kept[SafeString] = Kept(KEPT_SECONDS)
NEIGHBOR_COUNT = 4


def shelf_mates(
    store: StoreInfo, category: UUID, language: str, now: datetime
) -> tuple[ProductCard, ...]:
    """The newest products of a category that can be bought."""
    found = SHELF_MATES.get(
        (store.id, category, language),
        lambda: (
            browse(
                store.id, currency=store.currency, language=language, category=category, now=now
            ).cards
        ),
    )
    return tuple(card for card in found if card.sellable > 0)


def neighbors(store: StoreInfo, product: ProductPage, language: str, now: datetime) -> SafeString:
    """Cards of others of the same shelf, drawn; which ones depends on the product."""
    if product.category_id is None:
        return SafeString()
    key, category = (store.id, product.id, language), product.category_id
    return NEIGHBORS.get(key, lambda: _drawn(store, category, product.handle, language, now))


def _drawn(
    store: StoreInfo, category: UUID, handle: str, language: str, now: datetime
) -> SafeString:
    others = [card for card in shelf_mates(store, category, language, now) if card.handle != handle]
    start = crc32(handle.encode()) % len(others) if others else 0
    chosen = (others[start:] + others[:start])[:NEIGHBOR_COUNT]
    template = get_template("storefront/partials/cards.html")
    return SafeString(template.render({"cards": cards_of(chosen, language)}).strip())
