"""Everything that decides what one variant costs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from balcao.domains.pricing.models import Price, PriceList
from balcao.domains.pricing.queries.lists import lists_of, tiers_of
from balcao.domains.pricing.rules.lists import percent_off, unit_price
from balcao.domains.pricing.values.lists import ListedPrice, ListKind, Tier, state_of


def listed_prices(
    store_id: int, variant_id: UUID, currency: str, now: datetime
) -> tuple[ListedPrice, ...]:
    """What every list of a currency says about a variant, the highest priority first.

    Lists that say nothing about it are left out.
    """
    rows = list(PriceList.objects.filter(store_id=store_id, currency=currency))
    entries = tiers_of([variant_id], [row.id for row in rows]).get(variant_id, {})
    prices = Price.objects.filter(store_id=store_id, currency=currency, variant_id=variant_id)
    base = prices.values_list("amount_minor", flat=True).first()
    heads = [head for head in lists_of(store_id) if head.currency == currency]
    public = unit_price(base, entries, heads, frozenset(), 1, now)
    found = []
    for row in sorted(rows, key=lambda one: (-one.priority, one.name)):
        tiers = tuple(entries.get(row.id, ())) or _by_percent(row, base)
        if tiers:
            found.append(_listed(row, tiers, now, public.list_id if public else None))
    return tuple(found)


def _by_percent(row: PriceList, base: int | None) -> tuple[Tier, ...]:
    if row.kind != ListKind.PERCENT or base is None:
        return ()
    return (Tier(row.min_quantity, percent_off(base, row.off_ppm, row.rounding)),)


def _listed(
    row: PriceList, tiers: tuple[Tier, ...], now: datetime, public: UUID | None
) -> ListedPrice:
    return ListedPrice(
        list_id=row.id,
        name=row.name,
        groups=tuple(row.groups),
        priority=row.priority,
        state=state_of(
            is_active=row.is_active, starts_at=row.starts_at, ends_at=row.ends_at, now=now
        ),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        tiers=tiers,
        is_public_price=row.id == public,
    )
