"""Reading tables of rates: lines of ``# key: text``, then CSV with a header. Pure."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal

from balcao.domains.pricing.values import TableRow, TaxTable

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
