"""What must be true of the books (number 5 of the list)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from balcao.kernel.invariants import Breach, Invariant
from balcao.plumbing.sql import run_sql_dicts

FACTS: Final = ("orders", "payments", "value", "stock")
AT_MOST: Final = 100


def facts_are_in_the_books() -> Iterable[Breach]:
    """Something that subscribers were told of, and that has no journal."""
    asked = {"store_id": None, "since": None, "until": None, "told": True, "limit": AT_MOST}
    return [
        Breach(row["what"], row["detail"], {"store_id": row["store_id"]})
        for name in FACTS
        for row in run_sql_dicts(f"ledger/missing_{name}", **asked)
    ]


def _asks(statement: str) -> Callable[[], Iterable[Breach]]:
    def ask() -> Iterable[Breach]:
        rows = run_sql_dicts(f"ledger/{statement}")
        return [Breach(row["what"], row["detail"], row) for row in rows]

    return ask


INVARIANTS: Final = (
    Invariant(
        5,
        "ledger.balanced",
        "each journal has at least two entries and balances per currency, on its own day",
        _asks("broken_journals"),
    ),
    Invariant(
        5,
        "ledger.complete",
        "every order, payment, change of stored value and of stock is in the books",
        facts_are_in_the_books,
    ),
    Invariant(
        5,
        "ledger.trial_balance",
        "over all accounts of a store and currency, debits equal credits",
        _asks("broken_trial"),
    ),
    Invariant(
        5,
        "ledger.settled",
        "an order that is over and settled has nothing receivable and nothing deferred",
        _asks("broken_orders"),
    ),
    Invariant(
        5,
        "ledger.taxes",
        "the taxes booked for a shipped order are its tax lines, by jurisdiction",
        _asks("broken_taxes"),
    ),
    Invariant(
        5,
        "ledger.clearing",
        "what providers hold for an order is what they captured less what they refunded",
        _asks("broken_clearing"),
    ),
    Invariant(
        5,
        "ledger.stored_value",
        "what the books owe on gift cards, credit and points is what their entries say",
        _asks("broken_value"),
    ),
)
