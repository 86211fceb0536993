"""Reads about what prices were."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from balcao.domains.pricing.models import PriceRecord
from balcao.domains.pricing.queries.lists import lists_of
from balcao.domains.pricing.rules import history as rules
from balcao.domains.pricing.values.changes import PricePoint
from balcao.kernel.money import Money


def lowest_before(
    variant_ids: Collection[UUID], currency: str, now: datetime
) -> Mapping[UUID, Money]:
    """The lowest public price of the 30 days before the present one came, per variant.

    A variant whose price never changed is not in it. Source: ``rules.history``.
    """
    rows = PriceRecord.objects.filter(variant_id__in=list(variant_ids), currency=currency)
    points: dict[UUID, list[PricePoint]] = {}
    stores: dict[UUID, int] = {}
    for row in rows.filter(at__lte=now).order_by("at", "id"):
        points.setdefault(row.variant_id, []).append(_point(row))
        stores[row.variant_id] = row.store_id
    heads = {
        store: [head for head in lists_of(store) if head.currency == currency]
        for store in set(stores.values())
    }
    found = {
        variant: rules.lowest_before(some, heads[stores[variant]], now)
        for variant, some in points.items()
    }
    return {key: Money(minor, currency) for key, minor in found.items() if minor is not None}


def history_of(
    store_id: int, variant_id: UUID, currency: str, *, limit: int = 500
) -> tuple[PricePoint, ...]:
    """What the prices of one variant became, the latest ``limit`` changes, the oldest first."""
    rows = PriceRecord.objects.filter(store_id=store_id, variant_id=variant_id, currency=currency)
    latest = list(rows.order_by("-at", "-id")[:limit])
    return tuple(_point(row) for row in reversed(latest))


def _point(row: PriceRecord) -> PricePoint:
    return PricePoint(row.at, row.amount_minor, row.list_id, row.min_quantity, row.compare_at_minor)
