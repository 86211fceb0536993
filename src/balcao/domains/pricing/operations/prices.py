"""Prices, many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from balcao.domains.pricing.errors import BadPrice
from balcao.domains.pricing.operations.bulk import save_price_rows
from balcao.domains.pricing.values import PriceRow, VariantPrice
from balcao.kernel.money import Money


@transaction.atomic
def set_prices(*, store_id: int, prices: Sequence[VariantPrice], now: datetime) -> None:
    """Set the price of each variant in its currency, whether it had one or not.

    :raises BadPrice: a price is negative, or compared to a lower one.
    """
    for price in prices:
        _check(price)
    ordered = sorted(prices, key=lambda price: price.variant_id)
    save_price_rows(store_id=store_id, rows=[_row(price, now) for price in ordered])


def _check(price: VariantPrice) -> None:
    if price.amount.minor < 0:
        raise BadPrice("A price cannot be negative.", field="price")
    if price.compare_at is not None and price.compare_at < price.amount:
        raise BadPrice("A compare-at price is not below the price.", field="compare_at")


def _row(price: VariantPrice, now: datetime) -> PriceRow:
    return PriceRow(
        variant_id=price.variant_id,
        currency=price.amount.currency,
        amount_minor=price.amount.minor,
        compare_at_minor=_minor(price.compare_at),
        cost_minor=_minor(price.cost),
        updated_at=now,
    )


def _minor(amount: Money | None) -> int | None:
    return None if amount is None else amount.minor
