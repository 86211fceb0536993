"""What can be wrong about carts."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchCart(NotFound):
    """There is no such cart."""

    code = "no_such_cart"


class CartOrdered(Conflict):
    """This cart has been ordered and cannot be changed. Begin a new one."""

    code = "cart_ordered"


class NotForSale(Invalid):
    """This is not for sale (any more)."""

    code = "not_for_sale"


class BadCartQuantity(Invalid):
    """A quantity is between 1 and 999; remove the line instead of asking for none."""

    code = "bad_cart_quantity"


class TooManyCodes(Invalid):
    """A cart takes at most ten codes. Take one out to try another."""

    code = "too_many_codes"


class CartFull(Invalid):
    """A cart has at most 100 lines."""

    code = "cart_full"
