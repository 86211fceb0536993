"""What must be true of stored value (number 5 of the list)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from balcao.kernel.invariants import Breach, Invariant
from balcao.plumbing.sql import run_sql_dicts


def balances_are_their_entries() -> Iterable[Breach]:
    """A balance that its entries do not explain, or that is below zero."""
    return _breaches("wallet/broken_balances")


def entries_follow_each_other() -> Iterable[Breach]:
    """A turn that is missing, or a balance that does not follow from the one before."""
    return _breaches("wallet/broken_turns")


def no_more_went_back_than_was_taken() -> Iterable[Breach]:
    """An entry of which more was given or taken back than it was."""
    return _breaches("wallet/broken_returns")


def _breaches(statement: str) -> Iterable[Breach]:
    rows = run_sql_dicts(statement)
    return [Breach(row["what"], row["detail"], row) for row in rows]


INVARIANTS: Final = (
    Invariant(
        5,
        "wallet.balances",
        "a gift card, store credit or points balance is the sum of its entries, never below zero",
        balances_are_their_entries,
    ),
    Invariant(
        5,
        "wallet.turns",
        "each entry of an account goes on where the one before it ended, none missing",
        entries_follow_each_other,
    ),
    Invariant(
        5,
        "wallet.returns",
        "no order gets more stored value back than it took, and none loses more than it earned",
        no_more_went_back_than_was_taken,
    ),
)
