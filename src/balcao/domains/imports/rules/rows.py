"""One row of the file: cells asked for by key, refusals collected instead of raised."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from balcao.domains.imports.errors import BadCell
from balcao.domains.imports.rules.cells import tidy, words
from balcao.domains.imports.rules.columns import Header
from balcao.domains.imports.rules.records import Record
from balcao.domains.imports.values.drafts import AS_IS, AsIs
from balcao.domains.imports.values.problems import Problem, Severity

T = TypeVar("T")


class Findings:
    """What was found wrong so far; keeps at most ``limit`` but counts them all."""

    def __init__(self, limit: int) -> None:
        self.kept: list[Problem] = []
        self.count = 0
        self._limit = limit

    def add(self, problem: Problem) -> None:
        """Note one finding."""
        self.count += 1
        if len(self.kept) < self._limit:
            self.kept.append(problem)

    def all(self) -> tuple[Problem, ...]:
        """The findings in the order of the file, and how many more there were."""
        found = sorted(self.kept, key=lambda problem: problem.line)
        more = self.count - len(self.kept)
        if more:
            found.append(Problem(0, "", f"{more} more findings.", "Repair the first ones."))
        return tuple(found)


class Row:
    """One record under a header."""

    def __init__(self, record: Record, header: Header, findings: Findings) -> None:
        self.line = record.line
        self.header = header
        self._cells = record.cells
        self._findings = findings

    def said(self, key: str) -> str:
        """The tidy cell; empty when blank or when there is no such column."""
        place = self.header.places.get(key)
        return "" if place is None or place >= len(self._cells) else tidy(self._cells[place])

    def says_any(self, *keys: str) -> bool:
        """Whether one of these cells is filled."""
        return any(self.said(key) for key in keys)

    def is_blank(self) -> bool:
        """Whether the record holds nothing at all."""
        return not any(cell.strip() for cell in self._cells)

    def extra_cells(self) -> int:
        """How many filled cells stand to the right of the header's last column."""
        return sum(bool(cell.strip()) for cell in self._cells[self.header.width :])

    def refuse(self, key: str, wrong: str, remedy: str) -> None:
        """Note an error in one column, or in the row as a whole when ``key`` is empty."""
        self._note(key, wrong, remedy, Severity.ERROR)

    def warn(self, key: str, wrong: str, remedy: str) -> None:
        """Note something that does not stop the file."""
        self._note(key, wrong, remedy, Severity.WARNING)

    def read(self, key: str, reader: Callable[[str], T]) -> T | AsIs:
        """Read a filled cell; blank, absent and refused cells say nothing."""
        cell = self.said(key)
        if not cell:
            return AS_IS
        try:
            return reader(cell)
        except BadCell as bad:
            self.refuse(key, bad.wrong, bad.remedy)
            return AS_IS

    def text(self, key: str, limit: int) -> str | AsIs:
        """A filled cell of plain text of at most ``limit`` characters."""
        return self.read(key, lambda cell: words(cell, limit=limit))

    def clearable(self, key: str, limit: int) -> str | AsIs:
        """Plain text whose blank cell means: make it empty. An absent column says nothing."""
        if not self.header.has(key):
            return AS_IS
        return self.text(key, limit) if self.said(key) else ""

    def _note(self, key: str, wrong: str, remedy: str, severity: Severity) -> None:
        column = self.header.name(key) if key else ""
        self._findings.add(Problem(self.line, column, wrong, remedy, severity))
