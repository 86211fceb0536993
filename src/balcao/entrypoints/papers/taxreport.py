"""The tax report as a file for an accountant."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO
from typing import Final

from balcao.domains.orders.queries import TaxReportRow
from balcao.kernel.money import Money

PPM_OF_PERCENT: Final = 10_000
COLUMNS: Final = (
    "currency", "jurisdiction", "tax", "percent", "inside_price", "orders", "taxable", "tax_due",
    "placed_taxable", "placed_tax", "cancelled_taxable", "cancelled_tax",
)  # fmt: skip


def csv_of(rows: Iterable[TaxReportRow]) -> str:
    """Amounts in major units with a dot, rates in percent; one line for each tax and rate."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        amounts = (
            row.base_minor, row.tax_minor, row.gross_base_minor, row.gross_tax_minor,
            row.cancelled_base_minor, row.cancelled_tax_minor,
        )  # fmt: skip
        inside = "yes" if row.is_included else "no"
        plain = [row.currency, _safe(row.jurisdiction), _safe(row.name), percent_of(row.rate_ppm)]
        majors = [Money(amount, row.currency).major for amount in amounts]
        writer.writerow([*plain, inside, row.orders, *majors])
    return out.getvalue()


def percent_of(rate_ppm: int) -> str:
    """A rate in percent without needless zeros.

    >>> percent_of(99_750), percent_of(200_000), percent_of(0)
    ('9.975', '20', '0')
    """
    return f"{(Decimal(rate_ppm) / PPM_OF_PERCENT).normalize():f}"


def _safe(text: str) -> str:
    # A cell that begins like a formula would be one in a spreadsheet.
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
