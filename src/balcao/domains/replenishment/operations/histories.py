"""Reading what shoppers asked for, week by week of the store's calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from balcao.domains.replenishment.values.demand import DemandHistory
from balcao.domains.stores.values import StoreInfo
from balcao.plumbing.sql import run_sql_dicts

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Weeks:
    """Whole weeks up to today; the day that has begun belongs to none of them."""

    store: StoreInfo
    first: date
    many: int

    @property
    def end(self) -> date:
        """The first day after them."""
        return self.first + self.many * WEEK

    def moment(self, day: date) -> datetime:
        """When a day begins in the store's time zone, aware UTC."""
        zone = ZoneInfo(self.store.time_zone)
        return datetime.combine(day, time(), zone).astimezone(UTC)


def weeks_until(store: StoreInfo, now: datetime, many: int) -> Weeks:
    """So many weeks that end with yesterday."""
    today = now.astimezone(ZoneInfo(store.time_zone)).date()
    return Weeks(store, today - many * WEEK, many)


def histories_of(positions: Sequence[dict[str, Any]], weeks: Weeks) -> list[DemandHistory]:
    """The history of each variant, in the order of ``positions``; its price is its weight."""
    sold, stocked = _sold(weeks), _stocked(weeks)
    return [_history(row, sold, stocked, weeks) for row in positions]


def _history(
    row: dict[str, Any],
    sold: dict[UUID, list[int]],
    stocked: dict[UUID, set[int]],
    weeks: Weeks,
) -> DemandHistory:
    variant_id = row["variant_id"]
    units = sold.get(variant_id, [0] * weeks.many)
    there = stocked.get(variant_id, range(weeks.many))
    served = tuple(week in there or units[week] > 0 for week in range(weeks.many))
    weight = float(max(1, row["price_minor"]))
    return DemandHistory(str(variant_id), weeks.first, tuple(units), served, weight)


def _sold(weeks: Weeks) -> dict[UUID, list[int]]:
    rows = run_sql_dicts(
        "replenishment/weekly_demand",
        store_id=weeks.store.id,
        zone=weeks.store.time_zone,
        first=weeks.first,
        last=weeks.end,
        since=weeks.moment(weeks.first),
        until=weeks.moment(weeks.end),
    )
    found: dict[UUID, list[int]] = defaultdict(lambda: [0] * weeks.many)
    for row in rows:
        found[row["variant_id"]][int(row["week"])] += int(row["units"])
    return found


def _stocked(weeks: Weeks) -> dict[UUID, set[int]]:
    rows = run_sql_dicts(
        "replenishment/weeks_with_stock",
        store_id=weeks.store.id,
        zone=weeks.store.time_zone,
        first=weeks.first,
        weeks=weeks.many,
        until=weeks.moment(weeks.end),
    )
    found: dict[UUID, set[int]] = defaultdict(set)
    for row in rows:
        found[row["variant_id"]].add(int(row["week"]))
    return found
