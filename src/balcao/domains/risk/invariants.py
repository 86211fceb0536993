"""What must be true of risk (number 7 of the list: an order in review goes nowhere)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from balcao.kernel.invariants import Breach, Invariant
from balcao.plumbing.sql import run_sql_dicts


def review_is_held() -> Iterable[Breach]:
    """An order in review that could be packed, or has been sent."""
    rows = run_sql_dicts("risk/broken_reviews")
    return [Breach(row["what"], row["detail"], row) for row in rows]


INVARIANTS: Final = (
    Invariant(7, "risk.review", "an order in review is on hold and has not left", review_is_held),
)
