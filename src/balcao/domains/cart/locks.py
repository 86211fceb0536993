"""The only row locks of this domain."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from balcao.domains.cart.errors import CartOrdered, NoSuchCart
from balcao.domains.cart.models import Cart


def lock_cart(cart_id: UUID) -> Cart | None:
    """Hold a cart in whatever state until commit; always before the stock it asks for."""
    return Cart.objects.select_for_update().filter(pk=cart_id).first()


def lock_open_cart(cart_id: UUID) -> Cart:
    """Hold a cart that can still be edited until commit.

    :raises NoSuchCart: there is none with this id.
    :raises CartOrdered: it has become an order.
    """
    row = lock_cart(cart_id)
    if row is None:
        raise NoSuchCart(id=str(cart_id))
    if row.state != Cart.State.OPEN:
        raise CartOrdered(id=str(cart_id))
    return row


def lock_stale_carts(*, before: datetime, limit: int) -> list[UUID]:
    """Hold open carts that nobody has touched since ``before``; carts in use are passed over."""
    rows = Cart.objects.select_for_update(skip_locked=True).filter(
        state=Cart.State.OPEN, updated_at__lt=before
    )
    return list(rows.order_by("updated_at").values_list("id", flat=True)[:limit])
