"""Changes to carts."""

from balcao.domains.cart.operations.belonging import claim_cart, copy_cart
from balcao.domains.cart.operations.codes import drop_code, keep_code
from balcao.domains.cart.operations.filling import begin_cart, fill_cart
from balcao.domains.cart.operations.lines import (
    add_to_cart,
    discard_carts,
    hold_cart,
    hold_ordered_cart,
    open_cart,
    remove_from_cart,
    reopen_cart,
    set_quantity,
)

__all__ = [
    "add_to_cart",
    "begin_cart",
    "claim_cart",
    "copy_cart",
    "discard_carts",
    "drop_code",
    "fill_cart",
    "hold_cart",
    "hold_ordered_cart",
    "keep_code",
    "open_cart",
    "remove_from_cart",
    "reopen_cart",
    "set_quantity",
]
