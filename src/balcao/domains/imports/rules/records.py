"""From text to records, each with the physical line on which it starts."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from balcao.domains.imports.errors import BrokenFile

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
MAX_LINE: Final = 1_000_000
_DOUBLE: Final = "Inside a quoted cell, write each quote twice, and close the cell with one."


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record; ``line`` is where it starts, though cells may span lines."""

    line: int
    cells: list[str]


class _Lines:
    """The physical lines of a text, remembering how far they were handed out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self._matches = _LINE.finditer(text)

    def __iter__(self) -> Iterator[str]:
        for number, match in enumerate(self._matches, 1):
            if match.end() - match.start() > MAX_LINE:
                raise BrokenFile(
                    f"Line {number} has more than {MAX_LINE} characters.",
                    "Check that this is a product file, one row a line.",
                    line=number,
                )
            self.position = match.end()
            yield match.group()


def read_records(text: str, separator: str) -> Iterator[Record]:
    """Hand out records one by one; blank lines are skipped, line numbers stay true.

    :raises BrokenFile: a quote is left open or stands inside a cell, or a cell is endless.
    """
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        line, start = reader.line_num + 1, lines.position
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            record = text[start : lines.position]
            raise _explain(str(error), record, line, separator) from None
        if cells:
            yield Record(line, cells)


def _explain(error: str, record: str, line: int, separator: str) -> BrokenFile:
    opened, cell, ended = _last_quote(record, separator)
    opened_on, name = line + opened, f"cell {cell}"
    if ended is not None:
        return BrokenFile(
            f"On line {line + ended}, {name}, text follows a closing quote. The quoted cell "
            f"opened on line {opened_on}: that quote, or one inside the cell, is out of place.",
            _DOUBLE,
            line=opened_on,
            column=name,
        )
    if "field larger" in error:
        return BrokenFile(
            f"The cell that starts on line {opened_on}, {name}, never seems to end; "
            "a quote was probably left open there.",
            _DOUBLE,
            line=opened_on,
            column=name,
        )
    return BrokenFile(
        f"The quote opened on line {opened_on}, {name}, is never closed.",
        _DOUBLE,
        line=opened_on,
        column=name,
    )


def _last_quote(record: str, separator: str) -> tuple[int, int, int | None]:
    """Walk a broken record: lines down and cell number (from 1) of the quote opened last, and
    lines down of the text that follows a closing quote, if that is what broke it.
    """
    cell, down, opened = 1, 0, 0
    quoted, closed, at_start = False, False, True
    for character in record.replace("\r\n", "\n").replace("\r", "\n"):
        if closed and character not in (separator, '"', "\n"):
            return opened, cell, down
        if quoted:
            quoted, closed = character != '"', character == '"'
        elif character == '"' and (closed or at_start):
            opened = opened if closed else down
            quoted, closed = True, False
        elif character == separator:
            cell, closed = cell + 1, False
        at_start = character == separator and not quoted
        down += character == "\n"
    return opened, cell, None
