"""The tables of rates that come with the product."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from balcao.domains.pricing import models
from balcao.domains.pricing.errors import NoSuchTaxTable
from balcao.domains.pricing.rules.taxtables import columns_of, difference_of, table_of
from balcao.domains.pricing.values import TableChange, TaxTable
from balcao.domains.stores.queries import store_by_id

FOLDER: Final = Path(__file__).resolve().parents[1] / "taxtables"


@cache
def tax_tables() -> tuple[TaxTable, ...]:
    """All of them, by code; read once per process."""
    files = sorted(FOLDER.glob("*.csv"))
    return tuple(table_of(path.stem, path.read_text("utf-8")) for path in files)


def tax_table(code: str) -> TaxTable:
    """One table.

    :raises NoSuchTaxTable: none has this code.
    """
    found = next((one for one in tax_tables() if one.code == code), None)
    if found is None:
        known = [one.code for one in tax_tables()]
        raise NoSuchTaxTable(
            f"There is no table “{code[:40]}”. Choose one of {', '.join(known)}.", known=known
        )
    return found


def table_changes(store_id: int, code: str) -> tuple[TableChange, ...]:
    """What loading a table now would do, rate by rate; nothing is written.

    :raises NoSuchTaxTable: none has this code.
    """
    table, zone = tax_table(code), ZoneInfo(store_by_id(store_id).time_zone)
    rows = models.TaxRate.objects.filter(store_id=store_id, priority=1).select_related("zone")
    known = {(row.zone.code, row.tax_class, row.starts_at): row for row in rows}
    found: list[TableChange] = []
    for row in table.rows:
        wanted = columns_of(row, table, zone)
        there = known.get((row.zone, row.tax_class, wanted["starts_at"]))
        now_ppm = there.rate_ppm if there is not None else None
        found.append(TableChange(row, difference_of(there, wanted), now_ppm))
    return tuple(found)
