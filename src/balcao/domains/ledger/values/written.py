"""A journal before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from balcao.domains.ledger.values.words import JournalKind


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: signed minor units of ``currency``, debit above zero and credit below."""

    account: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A journal to be written once for its ``source``. ``at`` is aware UTC."""

    source: str
    kind: JournalKind
    at: datetime
    lines: tuple[Line, ...]
    order_id: UUID | None = None
    document: str = ""
    memo: str = ""
    actor: str = ""

    @property
    def is_balanced(self) -> bool:
        """Whether debits equal credits in each currency."""
        sums: dict[str, int] = {}
        for line in self.lines:
            sums[line.currency] = sums.get(line.currency, 0) + line.amount_minor
        return not any(sums.values())
