"""What must be true of orders (numbers 3, 7 and 9 of the list)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from balcao.kernel.invariants import Breach, Invariant
from balcao.plumbing.sql import run_sql_dicts


def totals_add_up() -> Iterable[Breach]:
    """An order whose total is not lines - discounts + shipping + tax, or not what is charged."""
    return _breaches("orders/broken_totals", "its amounts do not add up")


def fulfillment_fits() -> Iterable[Breach]:
    """An order whose state, parcels and stock tell different stories."""
    return _breaches("orders/broken_fulfillment", "state, parcel and stock disagree")


def told_once() -> Iterable[Breach]:
    """A placed, paid or shipped order that was not told exactly once."""
    return _breaches("orders/broken_events", "not told exactly once")


def _breaches(statement: str, says: str) -> list[Breach]:
    rows = run_sql_dicts(statement)
    return [Breach(f"order {row['number']}", f"{says}: {row['detail']}", row) for row in rows]


INVARIANTS: Final = (
    Invariant(3, "orders.totals", "total = lines - discounts + shipping + tax", totals_add_up),
    Invariant(7, "orders.fulfillment", "shipped <= ordered - cancelled", fulfillment_fits),
    Invariant(9, "orders.told_once", "each change has exactly one outbox row", told_once),
)
