"""What must be true of promotions (number 6 of the list)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from balcao.kernel.invariants import Breach, Invariant
from balcao.plumbing.sql import run_sql_dicts


def within_their_limits() -> Iterable[Breach]:
    """A promotion or code used more often than it may be, or for more than its budget."""
    return _breaches("promotions/broken_limits", "used beyond a limit")


def within_limits_of_shoppers() -> Iterable[Breach]:
    """A shopper who used a promotion more often than each of them may."""
    return _breaches("promotions/broken_shoppers", "one shopper used it too often")


def within_limits_of_days() -> Iterable[Breach]:
    """A day on which a promotion was used more often than it may be."""
    return _breaches("promotions/broken_days", "used too often on a day")


def counters_are_the_uses() -> Iterable[Breach]:
    """A counter that is not the number of uses that were not given back."""
    return _breaches("promotions/broken_counts", "counter and uses disagree")


def _breaches(statement: str, says: str) -> list[Breach]:
    rows = run_sql_dicts(statement)
    return [Breach(str(row["what"]), f"{says}: {row['detail']}", row) for row in rows]


INVARIANTS: Final = (
    Invariant(6, "promotions.limits", "uses <= limit, spend <= budget", within_their_limits),
    Invariant(6, "promotions.shoppers", "uses of a shopper <= limit", within_limits_of_shoppers),
    Invariant(6, "promotions.days", "uses of a day <= limit", within_limits_of_days),
    Invariant(
        6, "promotions.counts", "counters are the uses not given back", counters_are_the_uses
    ),
)
