"""Changes to stock."""

from balcao.domains.inventory.operations.bulk import (
    hold_levels,
    remove_empty_levels,
    set_backorder_limits,
)
from balcao.domains.inventory.operations.commitments import (
    confirm_reservations,
    release_order,
    ship_order,
)
from balcao.domains.inventory.operations.locations import create_location, ensure_partitions
from balcao.domains.inventory.operations.on_hand import (
    correct_count,
    receive_stock,
    set_on_hand,
    write_off,
)

__all__ = [
    "confirm_reservations",
    "correct_count",
    "create_location",
    "ensure_partitions",
    "hold_levels",
    "receive_stock",
    "release_order",
    "remove_empty_levels",
    "set_backorder_limits",
    "set_on_hand",
    "ship_order",
    "write_off",
]
