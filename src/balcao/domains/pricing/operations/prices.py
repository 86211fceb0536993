"""Prices, many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from balcao.domains.pricing.errors import BadPrice
from balcao.domains.pricing.models import Price
from balcao.domains.pricing.values import VariantPrice
from balcao.kernel.money import Money


@transaction.atomic
def set_prices(*, store_id: int, prices: Sequence[VariantPrice], now: datetime) -> None:
    """Set the price of each variant in its currency, whether it had one or not.

    :raises BadPrice: a price is negative, or compared to a lower one.
    """
    for price in prices:
        _check(price)
    Price.objects.bulk_create(
        [_row(store_id, price, now) for price in sorted(prices, key=lambda p: p.variant_id)],
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["variant", "currency", "store_id"],
        update_fields=["amount_minor", "compare_at_minor", "cost_minor", "updated_at"],
    )


def _check(price: VariantPrice) -> None:
    if price.amount.minor < 0:
        raise BadPrice("A price cannot be negative.", field="price")
    if price.compare_at is not None and price.compare_at < price.amount:
        raise BadPrice("A compare-at price is not below the price.", field="compare_at")


def _row(store_id: int, price: VariantPrice, now: datetime) -> Price:
    return Price(
        store_id=store_id,
        variant_id=price.variant_id,
        currency=price.amount.currency,
        amount_minor=price.amount.minor,
        compare_at_minor=_minor(price.compare_at),
        cost_minor=_minor(price.cost),
        updated_at=now,
    )


def _minor(amount: Money | None) -> int | None:
    return None if amount is None else amount.minor
