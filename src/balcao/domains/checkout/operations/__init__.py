"""From cart to order."""

from balcao.domains.checkout.operations.details import save_details
from balcao.domains.checkout.operations.discard import discard_left_carts
from balcao.domains.checkout.operations.finalize import (
    finalize_purchase,
    refund_cancelled,
    sweep_expired_holds,
)
from balcao.domains.checkout.operations.place import place_orders
from balcao.domains.checkout.operations.purchase import complete_cart, purchase

__all__ = [
    "complete_cart",
    "discard_left_carts",
    "finalize_purchase",
    "place_orders",
    "purchase",
    "refund_cancelled",
    "save_details",
    "sweep_expired_holds",
]
