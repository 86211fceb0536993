"""Reads about prices."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from balcao.domains.pricing.models import Price
from balcao.domains.pricing.values import PriceRow, VariantPrice
from balcao.kernel.money import Money


def prices_of(variant_ids: Collection[UUID], currency: str) -> Mapping[UUID, VariantPrice]:
    """The prices of variants in one currency; a variant without a price is not for sale."""
    rows = Price.objects.filter(variant_id__in=variant_ids, currency=currency)
    return {row.variant_id: _price(row) for row in rows}


def price_rows_of(
    *, store_id: int, currency: str, variant_ids: Collection[UUID]
) -> tuple[PriceRow, ...]:
    """The prices of these variants in one currency, in the order of the variants' ids."""
    names = list(PriceRow.__dataclass_fields__)
    rows = Price.objects.filter(store_id=store_id, currency=currency)
    rows = rows.filter(variant_id__in=list(variant_ids))
    return tuple(PriceRow(**row) for row in rows.order_by("variant_id").values(*names))


def _price(row: Price) -> VariantPrice:
    return VariantPrice(
        row.variant_id,
        Money(row.amount_minor, row.currency),
        _money(row.compare_at_minor, row.currency),
        _money(row.cost_minor, row.currency),
    )


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)
