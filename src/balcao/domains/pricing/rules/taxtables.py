"""Tables of rates: facts in lines of ``# key: text``, then CSV; and what loading one does. Pure."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from balcao.domains.pricing.values import Difference, TableRow, TaxTable

PPM_OF_PERCENT = 10_000


def table_of(code: str, text: str) -> TaxTable:
    """A table from its file.

    :raises ValueError: a line cannot be read; a table that comes with the product always can.
    """
    lines = text.splitlines()
    facts = dict(line[1:].strip().split(": ", 1) for line in lines if line.startswith("#"))
    rows = csv.DictReader(line for line in lines if line and not line.startswith("#"))
    return TaxTable(
        code=code,
        title=facts["title"],
        source=facts["source"],
        source_date=date.fromisoformat(facts["date"]),
        note=facts.get("note", ""),
        rows=tuple(_row(row) for row in rows),
    )


def columns_of(row: TableRow, table: TaxTable, zone: ZoneInfo) -> dict[str, Any]:
    """What a rate of the store says after loading; days begin at midnight in the time zone."""
    return {
        "tax_class": row.tax_class,
        "name": row.name,
        "rate_ppm": row.rate_ppm,
        "is_inside": row.is_inside,
        "starts_at": _midnight(row.starts_on, zone),
        "ends_at": _midnight(row.ends_on, zone),
        "source": table.source,
        "source_date": table.source_date,
        "table": table.code,
    }


def difference_of(there: Any, wanted: dict[str, Any]) -> Difference:
    """What loading does with a rate: one that people made or changed is left as it is."""
    if there is None:
        return Difference.NEW
    if there.is_edited or there.table != wanted["table"]:
        return Difference.KEPT
    is_same = all(getattr(there, name) == value for name, value in wanted.items())
    return Difference.SAME if is_same else Difference.CHANGED


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time(), zone).astimezone(UTC) if day else None


def _row(row: dict[str, str]) -> TableRow:
    return TableRow(
        zone=row["zone"],
        zone_name=row["zone_name"],
        country=row["country"],
        region=row["region"],
        tax_class=row["tax_class"],
        name=row["name"],
        rate_ppm=int(Decimal(row["percent"]) * PPM_OF_PERCENT),
        starts_on=_day(row["starts_on"]),
        ends_on=_day(row["ends_on"]),
        is_inside=row["is_inside"] == "yes",
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
