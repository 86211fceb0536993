"""Changes to orders."""

from balcao.domains.orders.operations.desk import add_note, cancel_order
from balcao.domains.orders.operations.hold import prolong_hold, void_hold
from balcao.domains.orders.operations.holding import hold_order, release_hold
from balcao.domains.orders.operations.money import (
    confirm_payment,
    settle_authorization,
    settle_capture,
    settle_order_refund,
    settle_way_to_pay,
)
from balcao.domains.orders.operations.parcel import deliver_order, pack_order, ship_order

__all__ = [
    "add_note",
    "cancel_order",
    "confirm_payment",
    "deliver_order",
    "hold_order",
    "pack_order",
    "prolong_hold",
    "release_hold",
    "settle_authorization",
    "settle_capture",
    "settle_order_refund",
    "settle_way_to_pay",
    "ship_order",
    "void_hold",
]
