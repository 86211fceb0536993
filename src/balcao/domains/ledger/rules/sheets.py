"""The books as CSV (RFC 4180), amounts in major units with a point. Pure.

A text that a spreadsheet would take for a formula is written with an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from balcao.domains.ledger.values import JournalView, TrialRow
from balcao.kernel.money import Money

JOURNAL_COLUMNS: Final = (
    "day", "belongs_to", "journal", "kind", "source", "order", "document", "account", "title",
    "currency", "debit", "credit", "memo", "actor",
)  # fmt: skip
TRIAL_COLUMNS: Final = ("account", "title", "type", "currency", "debit", "credit", "balance")
FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")


def journal_rows(journals: Iterable[JournalView]) -> Iterator[str]:
    """One row for each entry, with the column names first."""
    yield _row(JOURNAL_COLUMNS)
    for journal in journals:
        for line in journal.lines:
            yield _row(
                (
                    journal.day.isoformat(),
                    journal.of_day.isoformat(),
                    str(journal.id),
                    journal.kind.value,
                    _safe(journal.source),
                    str(journal.order_id or ""),
                    _safe(journal.document),
                    _safe(line.code),
                    _safe(line.title),
                    line.currency,
                    _major(max(line.amount_minor, 0), line.currency),
                    _major(max(-line.amount_minor, 0), line.currency),
                    _safe(journal.memo),
                    _safe(journal.actor),
                )
            )


def trial_rows(rows: Iterable[TrialRow]) -> Iterator[str]:
    """One row for each account, with the column names first."""
    yield _row(TRIAL_COLUMNS)
    for row in rows:
        yield _row(
            (
                _safe(row.code),
                _safe(row.title),
                row.type.value,
                row.currency,
                _major(row.debit_minor, row.currency),
                _major(row.credit_minor, row.currency),
                _major(row.balance_minor, row.currency),
            )
        )


def _major(minor: int, currency: str) -> str:
    return f"{Money(minor, currency).major:f}" if minor else "0"


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
