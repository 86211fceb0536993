"""The tables of rates that come with the product."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from balcao.domains.pricing.errors import NoSuchTaxTable
from balcao.domains.pricing.rules.taxtables import table_of
from balcao.domains.pricing.values import TaxTable

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
