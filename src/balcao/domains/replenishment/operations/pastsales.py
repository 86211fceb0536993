"""Bringing along what was sold before this shop was opened, so that it can be planned at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from balcao.domains.catalog.queries import variants_by_sku
from balcao.domains.replenishment.errors import BadPastSale
from balcao.domains.stores.queries import store_by_id
from balcao.plumbing.staging import upsert


@dataclass(frozen=True, slots=True)
class SoldThen:
    """Units of a SKU sold on a day; negative where they came back."""

    day: date
    sku: str
    quantity: int


@transaction.atomic
def bring_past_sales(*, store_id: int, sales: Iterable[SoldThen], now: datetime) -> int:
    """Keep past sales by variant and day; a day that was brought before is replaced.

    Returns how many days of variants were kept. SKUs that this shop does not have are left out.

    :raises BadPastSale: a sale lies in the future, or none has a SKU of this shop.
    """
    today = now.astimezone(ZoneInfo(store_by_id(store_id).time_zone)).date()
    units: Counter[tuple[str, date]] = Counter()
    for sale in sales:
        if sale.day >= today:
            raise BadPastSale(f"{sale.day} is not over yet.", field="day")
        units[sale.sku, sale.day] += sale.quantity
    known = variants_by_sku(store_id, sorted({sku for sku, _ in units}))
    if not known:
        raise BadPastSale("None of these SKUs is in this shop.", field="sku")
    return _keep(store_id, units, known)


def _keep(store_id: int, units: Mapping[tuple[str, date], int], known: Mapping[str, UUID]) -> int:
    rows = [
        {"store_id": store_id, "variant_id": known[sku], "day": day, "quantity": max(0, many)}
        for (sku, day), many in sorted(units.items())
        if sku in known
    ]
    return upsert("replenishment_pastsale", rows, unique=["variant_id", "day", "store_id"])
