"""Rows of prices and rates as people keep them: CSV, or pasted from a spreadsheet. Pure.

Columns are parted by a semicolon, a tab or a comma, whichever the first row has. A first row that
names columns sets their order; without it the order is the one that is documented. A decimal may be
written with a point or a comma, without marks for thousands.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from io import StringIO
from typing import Final

from balcao.domains.pricing.errors import BadPriceRows
from balcao.domains.pricing.values.lists import ListEntry, TypedTier
from balcao.domains.pricing.values.rates import Rate
from balcao.kernel.findings import Findings
from balcao.kernel.money import Money, NotAnAmount

ENTRY_COLUMNS: Final = ("sku", "quantity", "price", "compare_at")
RATE_COLUMNS: Final = ("day", "base", "quote", "rate", "source")
# What a download has besides is read over, so that it can be loaded again.
READ_OVER: Final = frozenset({"title", "currency", "derived"})
MOST_ROWS: Final = 50_000
MOST_MINOR: Final = 10**13
MOST_RATE: Final = 10**9
FIRST_YEAR, LAST_YEAR = 1999, 2200
CURRENCY: Final = re.compile(r"[A-Z]{3}")


def read_entries(text: str, currency: str) -> list[TypedTier]:
    """Rows ``SKU;quantity;price;compare-at``, prices in major units of the list's currency.

    No quantity is 1; no price takes the SKU out of the list.

    :raises BadPriceRows: rows cannot be read; the findings name row and column.
    """
    findings = no_findings()
    read = [_entry(row, cells, currency, findings) for row, cells in _table(text, ENTRY_COLUMNS, 2)]
    findings.refuse_if_any()
    return read


def read_rates(text: str) -> list[Rate]:
    """Rows ``day;base;quote;rate;source``, days as 2026-11-30.

    :raises BadPriceRows: rows cannot be read; the findings name row and column.
    """
    findings = no_findings()
    read = [_rate(row, cells, findings) for row, cells in _table(text, RATE_COLUMNS, 5)]
    findings.refuse_if_any()
    return read


def write_entries(rows: Iterable[tuple[str, ListEntry]], currency: str) -> str:
    """Entries as rows that can be read again: SKU, quantity, price, compare-at."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    for sku, one in rows:
        compared = one.compare_at_minor
        writer.writerow(
            [
                sku,
                one.min_quantity,
                Money(one.amount_minor, currency).major,
                "" if compared is None else Money(compared, currency).major,
            ]
        )
    return out.getvalue()


def _table(text: str, columns: Sequence[str], least: int) -> list[tuple[int, dict[str, str]]]:
    """The rows that are not blank, each with its number, by column."""
    if "\0" in text:
        raise BadPriceRows("This is not a text file; save it as CSV in UTF-8.", field="rows")
    lines = text.removeprefix("\ufeff").splitlines()
    mark = next((mark for mark in ";\t" if lines and mark in lines[0]), ",")
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=mark)]
    except csv.Error as error:
        raise BadPriceRows(f"This cannot be read as CSV: {error}.", field="rows") from None
    names, first = _header(rows, columns)
    found = [
        (place, dict(zip(names, row, strict=False)))
        for place, row in enumerate(rows[first:], start=first + 1)
        if any(row)
    ]
    _check_shape(found, rows, names, least)
    return found


def _header(rows: list[list[str]], columns: Sequence[str]) -> tuple[Sequence[str], int]:
    """The order of the columns, and how many rows name them."""
    if not rows:
        return columns, 0
    named = [cell.lower().replace("-", "_").replace(" ", "_") for cell in rows[0]]
    if named[:1] != [columns[0]] and set(columns[:3]) - set(named):
        return columns, 0
    for name in named:
        if name not in columns and name not in READ_OVER:
            raise BadPriceRows(
                f"Row 1: there is no column “{name[:40]}”; there are {', '.join(columns)}.",
                field="rows",
                findings=[{"row": 1, "column": name[:40], "says": "There is no such column."}],
            )
    return named, 1


def _check_shape(
    found: list[tuple[int, dict[str, str]]],
    rows: list[list[str]],
    names: Sequence[str],
    least: int,
) -> None:
    if not found:
        raise BadPriceRows("There are no rows.", field="rows")
    if len(found) > MOST_ROWS:
        raise BadPriceRows(f"There are more than {MOST_ROWS:,} rows; split them.", field="rows")
    findings = no_findings()
    for place, _ in found:
        many = len(rows[place - 1])
        if many < min(least, len(names)) or many > len(names):
            findings.add(place, names[min(many, len(names)) - 1], f"It has {many} columns.")
    findings.refuse_if_any()


def no_findings() -> Findings:
    """Room for what is wrong with rows of prices or rates."""
    return Findings(BadPriceRows, "rows", "Nothing was taken over.")


def _entry(row: int, cells: dict[str, str], currency: str, findings: Findings) -> TypedTier:
    sku, quantity = cells.get("sku", ""), cells.get("quantity") or "1"
    if not sku or len(sku) > 255:
        findings.add(row, "sku", "Name the SKU.")
    is_whole = quantity.isascii() and quantity.isdecimal() and len(quantity) <= 7
    if not is_whole or not 1 <= int(quantity) <= 10**6:
        findings.add(row, "quantity", f"“{quantity[:20]}” is not a whole number from 1 on.")
        quantity = "1"
    minor = _minor(row, "price", cells, currency, findings)
    compared = _minor(row, "compare_at", cells, currency, findings)
    if minor is not None and compared is not None and compared < minor:
        findings.add(row, "compare_at", "A compare-at price is not below the price.")
    return TypedTier(row, sku, int(quantity), minor, compared)


def _minor(
    row: int, column: str, cells: dict[str, str], currency: str, findings: Findings
) -> int | None:
    text = cells.get(column, "")
    if not text:
        return None
    try:
        amount = Money.parse(text.replace(",", ".")[:30], currency)
    except NotAnAmount:
        findings.add(row, column, f"“{text[:30]}” is not an amount in {currency}.")
        return None
    if not 0 <= amount.minor <= MOST_MINOR:
        findings.add(row, column, "A price is not negative, and not that high.")
    return amount.minor


def _rate(row: int, cells: dict[str, str], findings: Findings) -> Rate:
    base, quote = cells.get("base", "").upper(), cells.get("quote", "").upper()
    for column, currency in (("base", base), ("quote", quote)):
        if not CURRENCY.fullmatch(currency):
            findings.add(row, column, "A currency is three letters, such as EUR.")
    if base == quote:
        findings.add(row, "quote", "A rate is between two currencies.")
    source = cells.get("source", "")
    if not 0 < len(source) <= 80:
        findings.add(row, "source", "Say in at most 80 signs where the rate is from.")
    return Rate(base, quote, _day(row, cells, findings), _number(row, cells, findings), source)


def _day(row: int, cells: dict[str, str], findings: Findings) -> date:
    text = cells.get("day", "")
    try:
        day = date.fromisoformat(text)
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    except ValueError:
        pass
    findings.add(row, "day", f"“{text[:20]}” is not a day such as 2026-11-30.")
    return date(FIRST_YEAR, 1, 1)


def _number(row: int, cells: dict[str, str], findings: Findings) -> Decimal:
    text = cells.get("rate", "").replace(",", ".")
    try:
        rate = Decimal(text[:30])
        if rate.is_finite() and 0 < rate < MOST_RATE and round(rate, 10) > 0:
            return rate
    except InvalidOperation:
        pass
    findings.add(row, "rate", f"“{text[:30]}” is not a rate above zero and below a billion.")
    return Decimal(1)
