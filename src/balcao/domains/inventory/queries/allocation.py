"""From which places an order should be served, by the store's strategy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from balcao.domains.inventory.ports import (
    AllocationStrategy,
    Destination,
    Ranking,
    strategies,
)
from balcao.domains.inventory.queries.settings import stock_settings
from balcao.domains.inventory.queries.stock import locations
from balcao.domains.inventory.values import LocationInfo, PlaceStock
from balcao.plumbing.kept import Kept
from balcao.plumbing.sql import run_sql_dicts

BY_PRIORITY: Final = "priority"
"""The strategy that the purchase follows by itself, without being told."""
Plan = tuple[AllocationStrategy | None, list[LocationInfo]]
PLANS: Final = Kept[Plan](seconds=10)


def ranking_for(
    store_id: int, to: Destination, wanted: Mapping[UUID, int], *, channel: str
) -> Ranking | None:
    """The places in the order to take from; None where priority alone decides.

    The strategy and the places may be ten seconds old in other processes than the one that changed
    them. A strategy that is not installed any more is as none.
    """
    strategy, places = PLANS.get(store_id, lambda: _plan(store_id))
    if strategy is None or len(places) < 2:
        return None
    stock = _stock(store_id, list(wanted), channel) if strategy.reads_stock else ()
    return strategy.rank(places, to, wanted=wanted, stock=stock)


def _plan(store_id: int) -> Plan:
    code = stock_settings(store_id).allocation_strategy
    found = next((s for s in strategies() if s.code == code and code != BY_PRIORITY), None)
    if found is None:
        return None, []
    return found, [place for place in locations(store_id) if place.sells]


def _stock(store_id: int, variants: Sequence[UUID], channel: str) -> list[PlaceStock]:
    rows = run_sql_dicts(
        "inventory/stock_by_place", store_id=store_id, variants=variants, channel=channel
    )
    found: dict[int, dict[UUID, int]] = defaultdict(dict)
    for row in rows:
        found[row["location_id"]][row["variant_id"]] = row["units"]
    return [PlaceStock(place, units) for place, units in found.items()]
