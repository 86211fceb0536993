"""Prices in the form of a product: set where they still are as the form showed them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from balcao.domains.pricing.errors import PriceChanged
from balcao.domains.pricing.operations import delete_prices, hold_prices, set_prices
from balcao.domains.pricing.queries import prices_of
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.stores.values import StoreInfo
from balcao.kernel.money import Money


@dataclass(frozen=True, slots=True)
class TypedPrice:
    """A price that somebody typed anew; None takes it away. ``seen`` is what the form showed."""

    variant_id: UUID
    sku: str
    seen: str
    price: VariantPrice | None


def save_prices(rows: Sequence[TypedPrice], store: StoreInfo, now: datetime) -> None:
    """Set the prices that were typed anew, where they still are as they were shown.

    :raises PriceChanged: somebody else changed one since.
    """
    ids, currency = [row.variant_id for row in rows], store.currency
    hold_prices(store_id=store.id, currency=currency, variant_ids=ids)
    known = prices_of(ids, currency)
    changed = [row.sku for row in rows if said_of(known, row.variant_id) != row.seen]
    if changed:
        raise PriceChanged(
            f"The price of {changed[0]} changed meanwhile. Nothing was saved; "
            "open the product again to see it.",
            field="price",
            skus=changed,
        )
    wanted = [row.price for row in rows if row.price is not None]
    prices = [replace(one, cost=_cost(known, one.variant_id)) for one in wanted]
    set_prices(store_id=store.id, prices=prices, now=now)
    gone = [row.variant_id for row in rows if row.price is None]
    if gone:
        delete_prices(store_id=store.id, currency=currency, variant_ids=gone)


def said_of(prices: Mapping[UUID, VariantPrice], variant_id: UUID) -> str:
    """Price and compare-at as the form shows them, as one text."""
    return "|".join(amount_text(prices, variant_id, name) for name in ("amount", "compare_at"))


def amount_text(prices: Mapping[UUID, VariantPrice], variant_id: UUID, name: str) -> str:
    """An amount of a variant's price as the form has it; empty for none."""
    price = prices.get(variant_id)
    amount: Money | None = getattr(price, name) if price else None
    return "" if amount is None else str(amount.major)


def _cost(known: Mapping[UUID, VariantPrice], variant_id: UUID) -> Money | None:
    return known[variant_id].cost if variant_id in known else None
