"""Rates as templates show them: percent, periods by their last day, zones under their country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from balcao.domains.pricing.values import TaxRate, TaxZone
from balcao.entrypoints.papers.taxreport import percent_of


@dataclass(frozen=True, slots=True)
class RateRow:
    """A rate of a list; ``last_at`` lies within its last day."""

    rate: TaxRate
    percent: str
    state: str
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """A zone with what holds there now."""

    zone: TaxZone
    rates: tuple[RateRow, ...]
    later: int


def rate_row(rate: TaxRate, now: datetime) -> RateRow:
    """A rate as it is now."""
    state = "now"
    if rate.starts_at is not None and rate.starts_at > now:
        state = "later"
    elif rate.ends_at is not None and rate.ends_at <= now:
        state = "over"
    last = rate.ends_at - timedelta(seconds=1) if rate.ends_at is not None else None
    return RateRow(rate, percent_of(rate.rate_ppm), state, last)


def zone_rows(zones: Sequence[TaxZone], rates: Sequence[TaxRate], now: datetime) -> list[ZoneRow]:
    """Zones by country, then by code, each with the rates that hold now."""
    rows: dict[int, list[RateRow]] = {}
    for rate in rates:
        rows.setdefault(rate.zone_id, []).append(rate_row(rate, now))
    found = []
    for zone in sorted(zones, key=lambda one: (one.country, one.code)):
        here = rows.get(zone.id or 0, [])
        live = tuple(row for row in here if row.state == "now")
        found.append(ZoneRow(zone, live, sum(row.state == "later" for row in here)))
    return found
