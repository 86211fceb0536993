"""What is wrong with the rows of a file, each with its row and column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from balcao.kernel.errors import Invalid

MOST_FINDINGS: Final = 100


@dataclass(slots=True)
class Findings:
    """The first hundred findings; ``refusal`` is what they are told by, ``about`` its field.

    ``ends`` is said after the first one, such as that nothing was taken over.
    """

    refusal: type[Invalid]
    about: str
    ends: str
    listed: list[dict[str, Any]] = field(default_factory=list)

    def add(self, row: int, column: str, says: str) -> None:
        """Something is wrong in a row and column."""
        if len(self.listed) < MOST_FINDINGS:
            self.listed.append({"row": row, "column": column, "says": says})

    def refuse_if_any(self) -> None:
        """Let nothing pass that has something wrong.

        :raises Invalid: there is something, told by the refusal it was made with.
        """
        if self.listed:
            first = self.listed[0]
            raise self.refusal(
                f"Row {first['row']}, column {first['column']}: {first['says']} {self.ends}",
                field=self.about,
                findings=self.listed,
            )
