"""What is wrong with a file, told so that a merchant can repair it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """An error stops the whole file; a warning is only told."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: the physical line (1 is the header), the column as the file names it,
    what is wrong and what to do about it. ``column`` is empty when the row as a whole is meant.
    """

    line: int
    column: str
    wrong: str
    remedy: str
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether the file cannot be applied because of it."""
        return self.severity is Severity.ERROR

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, as stored on the run."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Problem:
        """The finding again, from what was stored."""
        return cls(**{**stored, "severity": Severity(stored["severity"])})

    def __str__(self) -> str:
        where = f"line {self.line}" + (f", {self.column}" if self.column else "")
        return f"{where}: {self.wrong} {self.remedy}"
