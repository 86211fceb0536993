"""Cards and product pages at the prices of price lists, as somebody sees them whom we do not know.

Prices of groups are not here: who belongs to one is known when they buy. A store without lists
is asked nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

from balcao.domains.pricing.queries import (
    choices_in_force,
    entries_in,
    lists_in_force,
    lowest_before,
    must_show,
    price_steps,
    unit_price,
)
from balcao.domains.pricing.values.lists import ChosenPrice, PriceListHead, Tier
from balcao.domains.search.values import Offer, ProductCard, QuantityPrice
from balcao.kernel.money import Money
from balcao.plumbing.sql import run_sql_dicts

NOBODY: Final[frozenset[str]] = frozenset()


def public_lists(
    store_id: int, number: int, currency: str, now: datetime
) -> tuple[PriceListHead, ...]:
    """The lists of this currency that count for everybody at this moment."""
    return tuple(
        head
        for head in lists_in_force(store_id, number, now)
        if head.currency == currency and head.is_for_everybody and head.window.contains(now)
    )


def cards_at(
    cards: Mapping[UUID, ProductCard],
    heads: Sequence[PriceListHead],
    currency: str,
    now: datetime,
) -> tuple[ProductCard, ...]:
    """Cards by product, in order, at the prices of these lists; one question for all of them."""
    if not heads or not cards:
        return tuple(cards.values())
    rows = run_sql_dicts(
        "search/card_prices",
        products=list(cards),
        lists=[head.id for head in heads],
        currency=currency,
    )
    told: dict[UUID, list[ChosenPrice]] = {}
    for row in rows:
        found = unit_price(
            row["amount_minor"], _entries(row["entries"]), heads, NOBODY, 1, now,
            base_compare_at_minor=row["compare_at_minor"],
        )  # fmt: skip
        if found is not None:
            told.setdefault(row["product_id"], []).append(found)
    return tuple(_card(card, told.get(key, []), currency) for key, card in cards.items())


def offers_at(
    offers: Sequence[Offer], heads: Sequence[PriceListHead], now: datetime
) -> tuple[Offer, ...]:
    """Offers at the prices of these lists, with what they cost from more units on."""
    if not heads:
        return tuple(offers)
    entries = entries_in(heads, [offer.variant_id for offer in offers])
    return tuple(_offer(one, entries.get(one.variant_id, {}), heads, now) for one in offers)


def with_lowest(
    offers: Sequence[Offer], *, store_id: int, number: int, country: str, now: datetime
) -> tuple[Offer, ...]:
    """Offers with their lowest price of 30 days, where the law or the store wants it shown."""
    reduced = [one for one in offers if one.compare_at is not None and one.price < one.compare_at]
    if not reduced:
        return tuple(offers)
    if not must_show(country, choices_in_force(store_id, number, now).lowest_price):
        return tuple(offers)
    lowest = lowest_before([one.variant_id for one in reduced], reduced[0].price.currency, now)
    told = {one.variant_id for one in reduced} & lowest.keys()
    return tuple(
        replace(one, lowest=lowest[one.variant_id]) if one.variant_id in told else one
        for one in offers
    )


def _card(card: ProductCard, told: Sequence[ChosenPrice], currency: str) -> ProductCard:
    if not told:
        return card
    best = min(told, key=lambda one: one.amount_minor)
    before = best.compare_at_minor
    return replace(
        card,
        price=Money(best.amount_minor, currency),
        compare_at=None if before is None else Money(before, currency),
        has_range=any(one.amount_minor > best.amount_minor for one in told),
    )


def _offer(
    offer: Offer,
    entries: Mapping[UUID, Sequence[Tier]],
    heads: Sequence[PriceListHead],
    now: datetime,
) -> Offer:
    currency, before = offer.price.currency, offer.compare_at
    steps = price_steps(
        offer.price.minor, entries, heads, NOBODY, now,
        base_compare_at_minor=None if before is None else before.minor,
    )  # fmt: skip
    (_, one), *more = steps
    return replace(
        offer,
        price=Money(one.amount_minor, currency),
        compare_at=(
            None if one.compare_at_minor is None else Money(one.compare_at_minor, currency)
        ),
        steps=tuple(
            QuantityPrice(quantity, Money(found.amount_minor, currency)) for quantity, found in more
        ),
    )


def _entries(said: Any) -> dict[UUID, list[Tier]]:
    found: dict[UUID, list[Tier]] = {}
    for list_id, amount, compare_at in orjson.loads(said):
        found[UUID(list_id)] = [Tier(1, amount, compare_at)]
    return found
