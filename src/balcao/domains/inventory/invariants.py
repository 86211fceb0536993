"""What must be true of stock (numbers 1 and 2 of the list)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from balcao.kernel.invariants import Breach, Invariant
from balcao.plumbing.sql import run_sql_dicts


def on_hand_is_its_movements() -> Iterable[Breach]:
    """Units or value that the ledger does not explain, or a line that is missing from it."""
    return [
        Breach(f"{row['sku']} at location {row['location_id']}", _says(row, "ledger"), row)
        for row in run_sql_dicts("inventory/broken_ledger")
    ]


def balances_are_the_last_lines() -> Iterable[Breach]:
    """A level that differs from the balance of its last movement."""
    return _levels("inventory/broken_balances", "last line")


def layers_add_up() -> Iterable[Breach]:
    """Cost layers that do not explain the units and their value."""
    return _levels("inventory/broken_layers", "layers")


def units_are_somewhere() -> Iterable[Breach]:
    """Lots, bins or expected units that the level does not know."""
    return _levels("inventory/broken_units", "units")


def the_road_is_its_transfers() -> Iterable[Breach]:
    """Units on the road that no transfer knows, or that lie nowhere."""
    return [
        Breach(f"variant {row['variant_id']} on the road", _says(row, "transfers"), row)
        for row in run_sql_dicts("inventory/broken_road")
    ]


def promises_are_their_commitments() -> Iterable[Breach]:
    """Reserved or allocated units that no commitment stands for."""
    return _levels("inventory/broken_commitments", "promised")


def never_oversold() -> Iterable[Breach]:
    """More promised than there is."""
    return _levels("inventory/oversold", "promised")


def _levels(statement: str, what: str) -> Iterable[Breach]:
    rows = run_sql_dicts(statement)
    return [Breach(f"level {row['level_id']}", _says(row, what), row) for row in rows]


def _says(row: dict[str, object], what: str) -> str:
    return f"{what}: " + ", ".join(f"{key} {value}" for key, value in row.items())


INVARIANTS: Final = (
    Invariant(
        1,
        "stock.ledger",
        "units and value are the sums of their movements, none missing, none twice",
        on_hand_is_its_movements,
    ),
    Invariant(
        1,
        "stock.balances",
        "what the last movement left is what there is",
        balances_are_the_last_lines,
    ),
    Invariant(1, "stock.layers", "cost layers add up to units and value", layers_add_up),
    Invariant(
        1,
        "stock.units",
        "lots, bins and expected units are those of their level",
        units_are_somewhere,
    ),
    Invariant(
        1,
        "stock.road",
        "what lies on the road is what transfers have sent and nobody has received",
        the_road_is_its_transfers,
    ),
    Invariant(
        1,
        "stock.commitments",
        "reserved and allocated are the sum of their open commitments",
        promises_are_their_commitments,
    ),
    Invariant(2, "stock.never_oversold", "no more is promised than there is", never_oversold),
)
