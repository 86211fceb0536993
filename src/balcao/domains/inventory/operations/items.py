"""What a store decides about its stock, and how closely it tells units apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from balcao.domains.catalog.queries import skus_of
from balcao.domains.inventory.errors import BadQuantity, BadReason, NoSuchLevel, StillStocked
from balcao.domains.inventory.locks import lock_levels
from balcao.domains.inventory.models import Lot, LotStock, StockItem, StockLevel, StockSettings
from balcao.domains.inventory.operations.levels import levels_at
from balcao.domains.inventory.ports import strategy_by_code
from balcao.domains.inventory.queries.allocation import PLANS
from balcao.domains.inventory.queries.settings import stock_settings
from balcao.domains.inventory.values import StockRules, Tracking, Valuation

OPENING_LOT: Final = "OPENING"


@transaction.atomic
def save_stock_settings(*, store_id: int, changes: Mapping[str, Any]) -> StockRules:
    """Change some of what a store has decided about its stock; returns all of it.

    Both ways of valuing are always kept, so changing the method changes reports, not history.

    :raises BadReason: there is no such setting.
    :raises BadQuantity: a number is out of its range.
    :raises NoSuchStrategy: the allocation strategy is not installed.
    """
    unknown = set(changes) - set(StockRules.__dataclass_fields__)
    if unknown:
        raise BadReason("There is no such setting of stock.", fields=sorted(unknown))
    rules = replace(stock_settings(store_id), **changes)
    numbers = {key: value for key, value in asdict(rules).items() if isinstance(value, int)}
    least = {name: int(name.startswith(("count_every", "slow"))) for name in numbers}
    if "allocation_strategy" in changes:
        strategy_by_code(rules.allocation_strategy)
    wrong = [name for name, value in numbers.items() if not least[name] <= value <= 10**9]
    if wrong or rules.valuation not in set(Valuation):
        raise BadQuantity("This setting is out of its range.", field=(wrong or ["valuation"])[0])
    StockSettings.objects.update_or_create(store_id=store_id, defaults=asdict(rules))
    PLANS.forget()
    return rules


@transaction.atomic
def set_tracking(*, store_id: int, variant_id: UUID, tracking: Tracking, now: datetime) -> None:
    """Tell the units of a variant apart by lot or by serial number, or stop doing so.

    Units that are in stock when lots begin become the lot ``OPENING``, without expiry.

    :raises NoSuchLevel: there is no such variant.
    :raises StillStocked: serial numbers begin, or telling apart ends, only with nothing in stock.
    """
    if variant_id not in skus_of([variant_id]):
        raise NoSuchLevel(variant_ids=[str(variant_id)])
    rows = StockLevel.objects.filter(store_id=store_id, variant_id=variant_id)
    levels = lock_levels(list(rows.values_list("pk", flat=True)))
    item, _ = StockItem.objects.get_or_create(
        variant_id=variant_id, defaults={"store_id": store_id}
    )
    if item.tracking == tracking:
        return
    stocked = [level for level in levels.values() if level.on_hand or level.damaged]
    if stocked and (item.tracking != Tracking.NONE or tracking != Tracking.LOT):
        raise StillStocked
    StockItem.objects.filter(pk=item.pk).update(tracking=tracking)
    if stocked:
        lot, _ = Lot.objects.get_or_create(
            store_id=store_id, variant_id=variant_id, code=OPENING_LOT, defaults={"made_at": now}
        )
        LotStock.objects.bulk_create(
            LotStock(store_id=store_id, level=lv, lot=lot, quantity=lv.on_hand, damaged=lv.damaged)
            for lv in stocked
        )


@transaction.atomic
def set_safety_stock(*, store_id: int, location_id: int, variant_id: UUID, units: int) -> None:
    """Keep so many units of a level from being promised to shoppers.

    :raises BadQuantity: negative, or more than a level can hold.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    if not 0 <= units <= 10_000_000:
        raise BadQuantity("Safety stock is not negative.", field="units")
    level = levels_at(store_id, location_id, [variant_id])[variant_id]
    StockLevel.objects.filter(pk=level.pk).update(safety_stock=units)
