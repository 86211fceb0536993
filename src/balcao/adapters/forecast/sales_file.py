"""Past sales from a file: parquet or CSV, in the columns of Online Retail II or in our own few.

Simple files have the columns ``day``, ``sku``, ``quantity`` and, optionally, ``price`` (of one
unit, in any one currency; it only weighs items against each other). Lines are cleaned, never
repaired: a cell that cannot be read stops the whole file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import polars as pl

from balcao.domains.replenishment.errors import BadSalesFile
from balcao.domains.replenishment.values.demand import DemandHistory, Rhythm

SIMPLE: Final = {"day": "day", "sku": "sku", "quantity": "quantity", "price": "price"}
RETAIL: Final = {
    "InvoiceDate": "day",
    "StockCode": "sku",
    "Quantity": "quantity",
    "Price": "price",
    "Invoice": "invoice",
}
OPTIONAL: Final = frozenset({"price"})
# Five digits and a variation, or the codes of the goods of its sister shop; everything else is
# postage, fees, discounts, samples, vouchers and tests.
PRODUCT: Final = r"^(\d{5}[A-Z]*|DCGS[A-Z0-9]+)$"
MOST_UNITS: Final = 10**9
MOST_PERIODS: Final = 20_000
BUSY: Final = 20
"""Lines in a period, on average, from which a period without any cannot be chance."""
MOST_CELLS: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class Sales:
    """What a file says, in whole periods, and what was left out of it."""

    histories: tuple[DemandHistory, ...]
    rows: int
    dropped: tuple[tuple[str, int], ...]
    closed: int
    """Periods in which a busy shop sold nothing at all: it was closed, nobody was served."""


def read_sales(path: Path, rhythm: Rhythm, *, held_out: int = 0) -> Sales:
    """Read a file of sales into histories of equal length.

    Only whole periods count; a week begins on Monday. The weight of an item is its mean price
    before the last ``held_out`` periods, so that what is held out stays unseen.

    :raises BadSalesFile: with ``row`` (1 is the first below the header) and ``column``.
    """
    lines = _typed(_table(path))
    rows = lines.height
    lines, dropped = _goods(lines)
    if lines.is_empty():
        raise BadSalesFile("The file has no line that sells something.", row=0, column="")
    starts_on, periods = _span(lines, rhythm)
    at = (pl.col("day") - pl.lit(starts_on)).dt.total_days() // rhythm.days
    lines = lines.with_columns(at=at).filter(pl.col("at").is_between(0, periods - 1))
    histories, closed = _histories(lines, starts_on, periods, periods - held_out)
    return Sales(histories, rows, dropped, closed)


def _table(path: Path) -> pl.DataFrame:
    """The columns we know, under our own names, as the file says them."""
    try:
        table = pl.read_parquet(path) if path.suffix == ".parquet" else _csv(path)
    except OSError as error:
        raise BadSalesFile(
            f"{path} cannot be read: {error.strerror or error}.", row=0, column=""
        ) from None
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        says = str(error).strip().split("\n")[0]
        raise BadSalesFile(
            f"{path.name} is not a readable parquet or UTF-8 CSV file: {says}", row=0, column=""
        ) from None
    names = RETAIL if "StockCode" in table.columns else SIMPLE
    missing = [one for one in names if one not in table.columns and one not in OPTIONAL]
    if missing:
        raise BadSalesFile(
            f"The file has no column {', '.join(map(repr, missing))}. It needs day, sku, quantity "
            "and perhaps price; or those of Online Retail II. It has "
            f"{', '.join(map(repr, table.columns[:12]))}.",
            row=0,
            column=missing[0],
        )
    return table.select(
        pl.col(one).alias(ours) for one, ours in names.items() if one in table.columns
    )


def _csv(path: Path) -> pl.DataFrame:
    with path.open(encoding="utf-8-sig") as stream:
        header = stream.readline()
    separator = ";" if ";" in header and "," not in header else ","
    return pl.read_csv(path, infer_schema=False, separator=separator)


def _typed(table: pl.DataFrame) -> pl.DataFrame:
    """Days, texts and whole numbers; the first cell that is none of its kind stops the file."""
    columns = {"day": _days(table), "sku": pl.col("sku").cast(pl.String).str.strip_chars()}
    columns["quantity"] = _number("quantity")
    if "price" in table.columns:
        columns["price"] = _number("price")
    if "invoice" in table.columns:
        columns["invoice"] = pl.col("invoice").cast(pl.String)
    typed = table.select(**columns)
    wanted = {
        "day": (pl.col("day").is_null(), "Write the day as 2026-12-31."),
        "sku": (pl.col("sku").fill_null("") == "", "Name the article."),
        "quantity": (
            pl.col("quantity").is_null()
            | (pl.col("quantity") != pl.col("quantity").floor())
            | (pl.col("quantity").abs() > MOST_UNITS),
            f"Write a whole number of units, at most {MOST_UNITS:,}.",
        ),
    }
    if "price" in columns:
        wanted["price"] = (
            ~pl.col("price").is_finite().fill_null(value=False)
            | ((pl.col("price") < 0) & pl.lit("invoice" not in columns)),
            "Write a plain number such as 12.50.",
        )
    for column, (bad, remedy) in wanted.items():
        found = typed.select(bad.arg_true()).to_series()
        if len(found):
            row = int(found[0])
            value = table[column][row]
            raise BadSalesFile(
                f"Row {row + 1}, column {column}: {_shown(value)} cannot be read. {remedy}"
                + (f" {len(found) - 1} more rows are like it." if len(found) > 1 else ""),
                row=row + 1,
                column=column,
            )
    return typed.with_columns(pl.col("quantity").cast(pl.Int64))


def _days(table: pl.DataFrame) -> pl.Expr:
    if table.schema["day"].is_temporal():
        return pl.col("day").cast(pl.Date)
    text = pl.col("day").cast(pl.String).str.strip_chars()
    day = text.str.extract(r"^(\d{4}-\d{2}-\d{2})([ T]\d{2}:\d{2}.*)?$")
    return day.str.to_date("%Y-%m-%d", strict=False)


def _number(column: str) -> pl.Expr:
    text = pl.col(column).cast(pl.String).str.strip_chars()
    return text.cast(pl.Float64, strict=False)


def _shown(value: object) -> str:
    return "an empty cell" if value in {None, ""} else f"“{str(value)[:40]}”"


def _goods(lines: pl.DataFrame) -> tuple[pl.DataFrame, tuple[tuple[str, int], ...]]:
    """Lines by which goods were sold, and how many others there were, by kind."""
    rules: list[tuple[str, pl.Expr]] = []
    lines = lines.with_columns(sku=pl.col("sku").str.to_uppercase())
    if "invoice" in lines.columns:
        rules += [
            ("cancellations", pl.col("invoice").str.starts_with("C")),
            ("not goods (postage, fees, discounts, vouchers, tests)",
             ~pl.col("sku").str.contains(PRODUCT)),
        ]  # fmt: skip
    rules.append(("returns and corrections (quantity not above zero)", pl.col("quantity") <= 0))
    if "invoice" in lines.columns and "price" in lines.columns:
        rules.append(("given away or written off (price not above zero)", pl.col("price") <= 0))
    dropped = []
    for kind, bad in rules:
        kept = lines.filter(~bad)
        if kept.height < lines.height:
            dropped.append((kind, lines.height - kept.height))
        lines = kept
    return lines, tuple(dropped)


def _span(lines: pl.DataFrame, rhythm: Rhythm) -> tuple[date, int]:
    """The first day of the first whole period, and how many whole periods there are."""
    first, last = lines["day"].min(), lines["day"].max()
    assert isinstance(first, date)
    assert isinstance(last, date)
    if rhythm is Rhythm.WEEK:
        first += timedelta(days=-first.weekday() % 7)
    periods = max(0, ((last - first).days + 1) // rhythm.days)
    if periods > MOST_PERIODS or periods * lines["sku"].n_unique() > MOST_CELLS:
        raise BadSalesFile(
            f"The file goes from {first} to {last}; look for a wrong year, or split it.",
            row=0,
            column="day",
        )
    return first, periods


def _histories(
    lines: pl.DataFrame, starts_on: date, periods: int, split: int
) -> tuple[tuple[DemandHistory, ...], int]:
    if "price" not in lines.columns:
        lines = lines.with_columns(price=pl.lit(1.0))
    lines = lines.with_columns(value=pl.col("quantity") * pl.col("price"))
    cells = lines.group_by("sku", "at").agg(pl.col("quantity").sum())
    open_ = set(cells["at"].unique())
    is_busy = lines.height >= BUSY * len(open_)
    served = tuple(at in open_ or not is_busy for at in range(periods))
    units: dict[str, list[int]] = {}
    for sku, at, quantity in cells.sort("sku", "at").iter_rows():
        units.setdefault(sku, [0] * periods)[at] = quantity
    weights = _prices(lines) | _prices(lines.filter(pl.col("at") < split))
    histories = tuple(
        DemandHistory(sku, starts_on, tuple(sold), served, weights[sku])
        for sku, sold in units.items()
    )
    return histories, served.count(False)


def _prices(lines: pl.DataFrame) -> dict[str, float]:
    """The mean price of a unit of each article."""
    mean = pl.col("value").sum() / pl.col("quantity").sum()
    return dict(lines.group_by("sku").agg(mean).iter_rows())
