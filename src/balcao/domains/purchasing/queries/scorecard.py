"""How well suppliers keep what was agreed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from balcao.domains.purchasing.queries.suppliers import items_of, supplier_by_id
from balcao.domains.purchasing.rules.scores import (
    FEW,
    DueLine,
    Paid,
    histogram_of,
    lead_time_from,
    months_of,
    score_of,
)
from balcao.domains.purchasing.values.scorecard import Scorecard
from balcao.domains.purchasing.values.suppliers import LeadTime
from balcao.domains.stores.queries import store_by_id
from balcao.plumbing.sql import run_sql_dicts

LOOKS_BACK: Final = timedelta(days=730)


def scorecard_of(supplier_id: UUID, *, since: date, until: date) -> Scorecard:
    """A supplier over a period of the store's calendar: start included, end excluded.

    :raises NoSuchSupplier: there is none with this id.
    """
    zone = store_by_id(supplier_by_id(supplier_id).store_id).time_zone
    period: dict[str, Any] = {
        "supplier": supplier_id,
        "since": _moment(since, zone),
        "until": _moment(until, zone),
    }
    lines = [DueLine(**row) for row in run_sql_dicts("purchasing/due_lines", zone=zone, **period)]
    days = [int(row["days"]) for row in run_sql_dicts("purchasing/lead_days", **period)]
    paid = [Paid(**row) for row in run_sql_dicts("purchasing/prices_paid", **period)]
    (units,) = run_sql_dicts("purchasing/units_moved", **period)
    return Scorecard(
        since=since,
        until=until,
        score=score_of(lines, days, paid, **units),
        months=months_of(lines),
        lead_days=histogram_of(days),
    )


def lead_time_of(supplier_id: UUID, variant_id: UUID, *, now: datetime) -> LeadTime:
    """Days from order to goods, to plan with: as seen in two years, else as promised.

    What was seen of the variant counts; where that is too little, what was seen of the supplier.

    :raises NoSuchSupplier: there is none with this id.
    """
    return lead_times_of(supplier_id, [variant_id], now=now)[variant_id]


def lead_times_of(
    supplier_id: UUID, variant_ids: Collection[UUID], *, now: datetime
) -> Mapping[UUID, LeadTime]:
    """As :func:`lead_time_of`, for many variants in a fixed number of statements.

    :raises NoSuchSupplier: there is none with this id.
    """
    supplier = supplier_by_id(supplier_id)
    rows = run_sql_dicts(
        "purchasing/lead_days", supplier=supplier_id, since=now - LOOKS_BACK, until=now
    )
    everything = [int(row["days"]) for row in rows]
    seen: dict[UUID, list[int]] = {}
    for row in rows:
        seen.setdefault(row["variant_id"], []).append(int(row["days"]))
    items = items_of(supplier_id, variant_ids, now=now)
    own = {item.variant_id: item.lead_time_days for item in items}
    found = {}
    for variant in variant_ids:
        promised = own.get(variant)
        days = supplier.lead_time_days if promised is None else promised
        mine = lead_time_from(seen.get(variant, []), days)
        # What one item promises says more than what others of the supplier did.
        is_told = mine.samples >= FEW or promised is not None
        found[variant] = mine if is_told else lead_time_from(everything, days)
    return found


def _moment(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)
