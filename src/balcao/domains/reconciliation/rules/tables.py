"""From the bytes of a CSV to rows with names, and to amounts and days. Pure."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from balcao.domains.reconciliation.errors import BadStatement
from balcao.kernel.money import MOST, digits_of

MOST_ROWS: Final = 500_000
DELIMITERS: Final = (",", ";", "\t", "|")
DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%d.%m.%y", "%Y%m%d")
# What nearly all amounts of a report look like; the way below costs ten times as much.
PLAIN: Final = re.compile(r"-?[0-9]{1,12}\.[0-9]{2}", re.ASCII)
PLAIN_DIGITS: Final = 2
CSV_PLEASE: Final = "Export it as CSV and try again."


@dataclass(frozen=True, slots=True)
class Table:
    """A header and where its rows begin; ``first`` is the row number below the header."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    ragged: tuple[int, ...]


def text_of(data: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 that says so, else Windows-1252, as banks write.

    :raises BadStatement: empty, or not text.
    """
    if not data.strip():
        raise BadStatement("The file is empty.", field="file")
    if data.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")):
        raise BadStatement(f"This is not a CSV file. {CSV_PLEASE}", field="file")
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                        (b"\xfe\xff", "utf-16")):  # fmt: skip
        if data.startswith(mark):
            return _decoded(data, codec)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise BadStatement(f"This is not a text file. {CSV_PLEASE}", field="file")
    return text


def read_table(text: str, needs: tuple[str, ...], delimiter: str = "") -> Table:
    """The rows below the line that has all the columns needed; lines above it are a preamble.

    Column names are compared without case and spaces around. Blank rows are left out.

    :raises BadStatement: no line has these columns, or there are too many rows.
    """
    for one in [delimiter] if delimiter else DELIMITERS:
        found = _table_by(text, needs, one)
        if found is not None:
            return found
    named = ", ".join(f"“{name}”" for name in needs)
    raise BadStatement(
        f"No row of the file has the columns {named}. Look whether it is the right report, and "
        "what the columns of this bank account are called.",
        field="file",
    )


def amount_in(text: str, currency: str, decimal: str = "") -> int:
    """An amount as minor units; a decimal comma or point is found out if none is said.

    What stands last of ``,`` and ``.`` is the decimal sign where both are there, or where one of
    them stands once and not before exactly three digits; before three digits it groups.

    :raises ValueError: it is none, or finer than the currency.
    """
    if decimal == "." and PLAIN.fullmatch(text) and digits_of(currency) == PLAIN_DIGITS:
        return int(text.replace(".", ""))
    bare = text.strip().replace("\u00a0", "").replace(" ", "").replace("\u2212", "-")
    bare = bare.removeprefix("R$").removeprefix("€")
    if bare.endswith("-") or (bare.startswith("(") and bare.endswith(")")):
        bare = "-" + bare.strip("-()")
    bare = bare.removeprefix("+").replace("-R$", "-").replace("'", "")
    sign = decimal or _decimal_sign(bare)
    grouping = "," if sign == "." else "."
    whole, *_ = bare.lstrip("-").split(sign)
    if any(len(group) != 3 for group in whole.split(grouping)[1:]):
        raise ValueError("is not an amount")
    plain = bare.replace(grouping, "").replace(sign, ".")
    try:
        exact = Decimal(plain).scaleb(digits_of(currency))
    except InvalidOperation:
        raise ValueError("is not an amount") from None
    if not exact.is_finite() or abs(exact) > MOST:
        raise ValueError("is not an amount that can be booked")
    if exact != exact.to_integral_value():
        raise ValueError(f"is finer than {currency} has decimals")
    return int(exact)


def day_in(text: str, date_format: str = "") -> date:
    """A day as written by a bank; days before months where nothing else is said.

    :raises ValueError: it is none.
    """
    bare = text.strip()
    for one in [date_format] if date_format else DAYS:
        try:
            found = datetime.strptime(bare, one).replace(tzinfo=UTC).date()
        except ValueError:
            continue
        if 1990 <= found.year <= 2999:
            return found
    raise ValueError("is not a day")


def _decimal_sign(text: str) -> str:
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        return "," if comma > point else "."
    last = max(comma, point)
    if last < 0:
        return "."
    sign = text[last]
    groups = text.count(sign) > 1 or len(text) - last - 1 == 3
    return ("." if sign == "," else ",") if groups else sign


def _decoded(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise BadStatement(
            f"Byte {error.start} fits no character of {codec}. {CSV_PLEASE}", field="file"
        ) from None


def _table_by(text: str, needs: tuple[str, ...], delimiter: str) -> Table | None:
    wanted = {_plain(name) for name in needs}
    records = _records(text, delimiter)
    for _, cells in records:
        names = tuple(_plain(cell) for cell in cells)
        if wanted <= set(names):
            return _below(names, records)
    return None


def _below(names: tuple[str, ...], records: Iterator[tuple[int, list[str]]]) -> Table:
    rows: list[tuple[int, Mapping[str, str]]] = []
    ragged: list[int] = []
    for line, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) >= MOST_ROWS:
            raise BadStatement(
                f"More than {MOST_ROWS} rows. Export a shorter period.", field="file"
            )
        if len(cells) != len(names) and any(cell.strip() for cell in cells[len(names) :]):
            ragged.append(line)
        padded = [*cells, *[""] * (len(names) - len(cells))]
        rows.append((line, dict(zip(names, padded, strict=False))))
    return Table(names, tuple(rows), tuple(ragged))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadStatement(f"Row {line} is no CSV: {error}.", field="file") from None
        yield line, cells


def _plain(name: str) -> str:
    return name.strip().strip("\ufeff").casefold()
