"""What must be true of stock (numbers 1 and 2 of the list)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from balcao.kernel.invariants import Breach, Invariant
from balcao.plumbing.sql import run_sql_dicts


def on_hand_is_its_movements() -> Iterable[Breach]:
    """On-hand that the ledger does not explain."""
    return [
        Breach(f"{row['sku']} at location {row['location_id']}", _says(row, "ledger"), row)
        for row in run_sql_dicts("inventory/broken_ledger")
    ]


def promises_are_their_commitments() -> Iterable[Breach]:
    """Reserved or allocated units that no commitment stands for."""
    return [
        Breach(f"level {row['level_id']}", _says(row, "promised"), row)
        for row in run_sql_dicts("inventory/broken_commitments")
    ]


def never_oversold() -> Iterable[Breach]:
    """More promised than there is."""
    return [
        Breach(f"level {row['level_id']}", _says(row, "promised"), row)
        for row in run_sql_dicts("inventory/oversold")
    ]


def _says(row: dict[str, object], what: str) -> str:
    return f"{what}: " + ", ".join(f"{key} {value}" for key, value in row.items())


INVARIANTS: Final = (
    Invariant(1, "stock.ledger", "on-hand is the sum of its movements", on_hand_is_its_movements),
    Invariant(
        1,
        "stock.commitments",
        "reserved and allocated are the sum of their open commitments",
        promises_are_their_commitments,
    ),
    Invariant(2, "stock.never_oversold", "no more is promised than there is", never_oversold),
)
