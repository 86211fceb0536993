"""What must be true of buying (number 8 of the list)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from balcao.kernel.invariants import Breach, Invariant
from balcao.plumbing.sql import run_sql_dicts


def never_more_than_tolerated() -> Iterable[Breach]:
    """A line whose receipts do not add up to what it says came, or to more than may."""
    return _breaches("purchasing/broken_received", "received, receipts and order disagree")


def receipts_are_in_stock_once() -> Iterable[Breach]:
    """A receipt that the ledger of the stock does not have, or has twice."""
    return _breaches("purchasing/broken_receipts", "receipt and ledger disagree")


def expected_is_what_is_open() -> Iterable[Breach]:
    """Supply that is expected and not open on any order, or the other way round."""
    return _breaches("purchasing/broken_expected", "open lines and expected supply disagree")


def costs_are_spread() -> Iterable[Breach]:
    """A landed cost whose shares do not add up to it, to the cent."""
    return _breaches("purchasing/broken_costs", "the shares do not add up to the cost")


def _breaches(statement: str, says: str) -> list[Breach]:
    rows = run_sql_dicts(statement)
    return [Breach(str(row["what"]), f"{says}: {row['detail']}", row) for row in rows]


INVARIANTS: Final = (
    Invariant(
        8, "purchasing.received", "received <= ordered + tolerance", never_more_than_tolerated
    ),
    Invariant(
        8, "purchasing.receipts", "a receipt is in stock exactly once", receipts_are_in_stock_once
    ),
    Invariant(
        8, "purchasing.expected", "expected supply is what is open", expected_is_what_is_open
    ),
    Invariant(8, "purchasing.costs", "a landed cost is the sum of its shares", costs_are_spread),
)
