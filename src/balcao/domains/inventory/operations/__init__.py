"""Changes to stock."""

from balcao.domains.inventory.operations.adjustments import (
    adjust_stock,
    adjust_to_count,
    approve_adjustment,
    reject_adjustment,
    withdraw_adjustment,
)
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
from balcao.domains.inventory.operations.counts import (
    add_count_line,
    approve_count,
    assign_lines,
    cancel_count,
    classify_levels,
    finish_count,
    make_due_counts,
    record_count,
    send_back,
    start_count,
)
from balcao.domains.inventory.operations.damage import damage_stock, repair_stock, retire_expired
from balcao.domains.inventory.operations.expected import expect_stock
from balcao.domains.inventory.operations.goods import move_stock, receive_lines, take_out
from balcao.domains.inventory.operations.items import (
    save_stock_settings,
    set_safety_stock,
    set_tracking,
)
from balcao.domains.inventory.operations.locations import (
    create_location,
    ensure_partitions,
    road_of,
)
from balcao.domains.inventory.operations.on_hand import (
    correct_count,
    receive_stock,
    set_on_hand,
    write_off,
)
from balcao.domains.inventory.operations.revaluing import revalue_stock
from balcao.domains.inventory.operations.selling import set_buffer, set_kit, set_selling
from balcao.domains.inventory.operations.shelving import (
    create_bins,
    move_between_bins,
    put_away,
    retire_bin,
    take_off_shelf,
)
from balcao.domains.inventory.operations.transfers import (
    cancel_transfer,
    change_transfer,
    close_transfer,
    draft_transfer,
    find_lost,
    recall_transfer,
    receive_transfer,
    send_transfer,
)

__all__ = [
    "add_count_line",
    "adjust_stock",
    "adjust_to_count",
    "approve_adjustment",
    "approve_count",
    "assign_lines",
    "cancel_count",
    "cancel_transfer",
    "change_transfer",
    "classify_levels",
    "close_transfer",
    "confirm_reservations",
    "correct_count",
    "create_bins",
    "create_location",
    "damage_stock",
    "draft_transfer",
    "ensure_partitions",
    "expect_stock",
    "find_lost",
    "finish_count",
    "hold_levels",
    "make_due_counts",
    "move_between_bins",
    "move_stock",
    "put_away",
    "recall_transfer",
    "receive_lines",
    "receive_stock",
    "receive_transfer",
    "record_count",
    "reject_adjustment",
    "release_order",
    "remove_empty_levels",
    "repair_stock",
    "retire_bin",
    "retire_expired",
    "revalue_stock",
    "road_of",
    "save_stock_settings",
    "send_back",
    "send_transfer",
    "set_backorder_limits",
    "set_buffer",
    "set_kit",
    "set_on_hand",
    "set_safety_stock",
    "set_selling",
    "set_tracking",
    "ship_order",
    "start_count",
    "take_off_shelf",
    "take_out",
    "withdraw_adjustment",
    "write_off",
]
