"""Labels filled in from the catalog, the price list and the bins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import variant_cards
from balcao.domains.inventory.queries import bin_of
from balcao.domains.pricing.queries import prices_of
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.papers.values import BinLabel, ProductLabel


def product_labels_of(
    store: StoreInfo, copies: Mapping[UUID, int], *, with_price: bool
) -> list[ProductLabel]:
    """Labels of variants, so many of each, in the order given.

    :raises NoSuchVariant: one of them is not in this store.
    """
    cards = variant_cards(store.id, list(copies))
    gone = next((str(one) for one in copies if one not in cards), None)
    if gone:
        raise NoSuchVariant(id=gone)
    prices = prices_of(list(copies), store.currency) if with_price else {}
    labels = []
    for variant_id, count in copies.items():
        card, price = cards[variant_id], prices.get(variant_id)
        amount = price.amount if price else None
        labels.append(ProductLabel(card.title, card.sku, card.options, card.barcode, amount, count))
    return labels


def bin_labels_of(store: StoreInfo, location_id: int, codes: Sequence[str]) -> list[BinLabel]:
    """Labels of bins of one place, in the order given.

    :raises NoSuchBin: one of them is not there.
    :raises BadBin: one cannot be the code of a bin.
    """
    bins = [bin_of(store.id, location_id, code) for code in codes]
    return [BinLabel(one.code, one.location) for one in bins]
