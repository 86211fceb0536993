"""The only row locks of this domain."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.cart.errors import CartOrdered, NoSuchCart
from balcao.domains.cart.models import Cart


def lock_open_cart(cart_id: UUID) -> Cart:
    """Hold a cart that can still be edited until commit.

    :raises NoSuchCart: there is none with this id.
    :raises CartOrdered: it has become an order.
    """
    row = Cart.objects.select_for_update().filter(pk=cart_id).first()
    if row is None:
        raise NoSuchCart(id=str(cart_id))
    if row.state != Cart.State.OPEN:
        raise CartOrdered(id=str(cart_id))
    return row
