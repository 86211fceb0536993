"""Bins never hold more than there is: what leaves a level leaves its bins, in picking order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from balcao.domains.inventory.models import BinStock, StockLevel


def fit_bins(levels: Iterable[StockLevel]) -> None:
    """Take from the bins of locked levels what is not there any more, first bin first."""
    by_id = {level.pk: level for level in levels}
    rows = BinStock.objects.filter(level__in=list(by_id)).order_by("bin__position", "bin__code")
    lying: dict[int, list[BinStock]] = defaultdict(list)
    for row in rows:
        lying[row.level_id].append(row)
    for level_id, bins in lying.items():
        too_many = sum(row.quantity for row in bins) - by_id[level_id].on_hand
        for row in bins:
            if too_many <= 0:
                break
            part = min(too_many, row.quantity)
            too_many -= part
            row.quantity -= part
            _store(row)


def _store(row: BinStock) -> None:
    if row.quantity:
        row.save(update_fields=["quantity"])
    else:
        row.delete()
