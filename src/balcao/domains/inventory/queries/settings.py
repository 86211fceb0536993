"""What a store has decided about its stock."""

from __future__ import annotations

from balcao.domains.inventory.models import StockSettings
from balcao.domains.inventory.values import StockRules


def stock_settings(store_id: int) -> StockRules:
    """The store's decisions; the defaults where it has made none."""
    names = list(StockRules.__dataclass_fields__)
    row = StockSettings.objects.filter(store_id=store_id).values(*names).first()
    if row is None:
        fresh = StockSettings(store_id=store_id)
        row = {name: getattr(fresh, name) for name in names}
    return StockRules(**row)
