"""Reading a supplier's price file. Each finding names the row, the column and what to write.

Pure, and never raises for what a file says.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Final

from balcao.domains.purchasing.errors import (
    BadPriceCell,
    PriceFileTooLarge,
    UnreadablePriceFile,
)
from balcao.domains.purchasing.values.prices import PriceProblem, PriceRow
from balcao.kernel.money import Money, NotAnAmount, digits_of

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_ROWS: Final = 20_000
MAX_PROBLEMS: Final = 200
COLUMNS: Final = (
    "supplier_sku", "sku", "cost", "currency", "unit", "pack_size", "minimum", "lead_time_days",
)  # fmt: skip
NEEDED: Final = ("cost", "currency", "unit")
# How many units a price is for. “pack” is as large as the column pack_size says.
UNITS: Final = {
    "each": 1, "piece": 1, "pcs": 1, "pc": 1, "ea": 1, "unit": 1, "un": 1,
    "pair": 2, "dozen": 12, "dz": 12, "gross": 144, "hundred": 100, "thousand": 1000,
    "pack": 0, "box": 0, "case": 0, "carton": 0,
}  # fmt: skip
MEASURES: Final = {"g", "kg", "lb", "oz", "m", "cm", "ft", "l", "ml", "t"}
WHOLE: Final = re.compile(r"\d{1,8}", re.ASCII)
AMOUNT: Final = re.compile(r"\d{1,12}(\.\d{1,6})?", re.ASCII)
SLIP: Final = 5  # a price that is so many times the old one is a slip of the unit


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: rows that can be used, and what is wrong with the others."""

    rows: tuple[PriceRow, ...]
    problems: tuple[PriceProblem, ...]
    count: int


def read_price_file(data: bytes, *, currency: str) -> Reading:
    """Read a whole file; ``currency`` is the supplier's.

    :raises UnreadablePriceFile: not CSV text with the needed columns.
    :raises PriceFileTooLarge: more bytes or rows than are read at once.
    """
    if len(data) > MAX_BYTES:
        raise PriceFileTooLarge(limit_bytes=MAX_BYTES)
    text = _text(data)
    first = text.splitlines()[0] if text.strip() else ""
    separator = max((",", ";", "\t"), key=first.count)
    try:
        records = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise UnreadablePriceFile(f"The file is broken: {error}. Check its quotes.") from None
    header = _header(records[0] if records else [])
    body = [
        (n, cells) for n, cells in enumerate(records[1:], start=2) if any(map(str.strip, cells))
    ]
    if not body:
        raise UnreadablePriceFile("The file has a header but no prices. Add a row for each item.")
    if len(body) > MAX_ROWS:
        raise PriceFileTooLarge(f"A price file has at most {MAX_ROWS} rows.", limit_rows=MAX_ROWS)
    rows: list[PriceRow] = []
    problems: list[PriceProblem] = []
    for number, cells in body:
        row = _Row(number, cells, header)
        read = row.read(currency)
        problems += row.problems
        rows += [read] if read and not row.problems else []
    problems += _repeated(rows)
    return Reading(tuple(rows), tuple(problems[:MAX_PROBLEMS]), len(body))


def _text(data: bytes) -> str:
    codec = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadablePriceFile(
            f"Line {line} is not UTF-8. Save the sheet as “CSV UTF-8” and upload that file.",
            line=line,
        ) from None
    if "\0" in text or data.startswith((b"PK\x03\x04", b"%PDF")):
        raise UnreadablePriceFile("This is not a text file. Save the sheet as “CSV UTF-8”.")
    return text


def _header(cells: list[str]) -> dict[str, int]:
    names = [re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in cells]
    doubles = sorted({name for name in names if name in COLUMNS and names.count(name) > 1})
    if doubles:
        raise UnreadablePriceFile(f"The column {doubles[0]} stands there twice.", column=doubles[0])
    found: dict[str, int] = {name: names.index(name) for name in COLUMNS if name in names}
    missing = [name for name in NEEDED if name not in found]
    if "supplier_sku" not in found and "sku" not in found:
        missing.insert(0, "supplier_sku")
    if missing:
        raise UnreadablePriceFile(
            f"Columns are missing in the first row: {', '.join(missing)}. "
            f"The file may have {', '.join(COLUMNS)}.",
            columns=missing,
        )
    return found


class _Row:
    """One row being read, with what is wrong with it."""

    def __init__(self, line: int, cells: list[str], header: Mapping[str, int]) -> None:
        self.line = line
        self.cells = cells
        self.header = header
        self.problems: list[PriceProblem] = []

    def said(self, column: str) -> str:
        place = self.header.get(column, len(self.cells))
        return self.cells[place].strip() if place < len(self.cells) else ""

    def take(self, column: str, read: Callable[[str], int]) -> int:
        try:
            return read(self.said(column))
        except BadPriceCell as bad:
            self.problems.append(PriceProblem(self.line, column, bad.wrong, bad.remedy))
            return 1

    def read(self, currency: str) -> PriceRow | None:
        if len(self.cells) > max(self.header.values()) + 50:
            self.refuse(
                "", "The row has far more cells than the header.", "Put quotes around text."
            )
            return None
        theirs, ours = self.said("supplier_sku"), self.said("sku")
        if not theirs and not ours:
            self.refuse("supplier_sku", "The row names no item.", "Write its supplier_sku or sku.")
        for column, text in (("supplier_sku", theirs), ("sku", ours)):
            if len(text) > 120 or not text.isprintable():
                self.refuse(column, "The code cannot be one.", "Use at most 120 plain characters.")
        self._check_currency(currency)
        pack = self.take("pack_size", lambda cell: _units(cell, 1, "pack_size"))
        per = self.take("unit", lambda cell: _per_units(cell, self.said("pack_size"), pack))
        minimum = self.take("minimum", lambda cell: _units(cell, pack, "minimum"))
        if minimum % pack:
            self.refuse(
                "minimum",
                f"A minimum of {minimum} units is not whole packs of {pack}.",
                f"Write it in units, not in packs: {minimum * pack} for {minimum} packs.",
            )
        days = self.said("lead_time_days")
        return PriceRow(
            line=self.line,
            supplier_sku=theirs,
            sku=ours,
            cost_minor=self.take("cost", lambda cell: _cost(cell, currency)),
            per_units=per,
            pack_size=pack,
            minimum=minimum,
            lead_time_days=self.take("lead_time_days", _days) if days else None,
        )

    def refuse(self, column: str, wrong: str, remedy: str) -> None:
        self.problems.append(PriceProblem(self.line, column, wrong, remedy))

    def _check_currency(self, currency: str) -> None:
        said = self.said("currency").upper()
        if said != currency:
            wrong = f"The price is in “{said}”, but this supplier sells in {currency}."
            self.refuse("currency", wrong, f"Write prices in {currency}.")


def _units(cell: str, default: int, name: str) -> int:
    if not cell:
        return default
    if not WHOLE.fullmatch(cell) or not int(cell):
        raise BadPriceCell(f"“{cell[:20]}” is not a {name}.", "Write whole units, such as 12.")
    return int(cell)


def _per_units(cell: str, pack_said: str, pack: int) -> int:
    unit = cell.lower().rstrip(".")
    if unit in MEASURES:
        raise BadPriceCell(
            f"“{cell}” is a measure; stock is counted in whole units.",
            "Write what the price is for: each, pack, dozen, hundred.",
        )
    if unit not in UNITS:
        known = "each, pair, pack, box, dozen, gross, hundred or thousand"
        raise BadPriceCell(f"“{cell[:20]}” is not a unit we know.", f"Write {known}.")
    if UNITS[unit] == 0 and not pack_said:
        raise BadPriceCell(
            f"The price is for a {unit}, but the row does not say how many units are in it.",
            "Fill in pack_size, or write the price of one with the unit each.",
        )
    return UNITS[unit] or pack


def _cost(cell: str, currency: str) -> int:
    if not AMOUNT.fullmatch(cell):
        raise BadPriceCell(
            f"“{cell[:20]}” is not a price.",
            "Write the bare number with a point and without a sign, such as 12.50.",
        )
    try:
        return Money.parse(cell, currency).minor
    except NotAnAmount:
        digits = digits_of(currency)
        raise BadPriceCell(
            f"“{cell}” has more than the {digits} decimals of {currency}.",
            "Write the price of a larger unit, such as dozen, hundred or thousand.",
        ) from None


def _days(cell: str) -> int:
    if not WHOLE.fullmatch(cell) or int(cell) > 730:
        raise BadPriceCell(f"“{cell[:20]}” is not a number of days.", "Write 0 to 730.")
    return int(cell)


def _repeated(rows: list[PriceRow]) -> list[PriceProblem]:
    seen: dict[tuple[str, str], int] = {}
    found = []
    for row in rows:
        for column in ("supplier_sku", "sku"):
            code = str(getattr(row, column))
            first = seen.setdefault((column, code), row.line)
            if code and first != row.line:
                wrong = f"“{code}” stands in row {first} already."
                found.append(PriceProblem(row.line, column, wrong, "Keep one of the two rows."))
    return found


def is_slip(old: tuple[int, int], new: tuple[int, int]) -> bool:
    """Whether a new price (minor units, for so many units) is five times the old one or a fifth.

    Such a jump is hardly ever a price and nearly always a price per pack entered as one per piece.
    """
    before, after = old[0] * new[1], new[0] * old[1]
    return bool(before) and (after >= SLIP * before or after * SLIP <= before)
