"""The only row locks of this domain."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from balcao.domains.cart.errors import CartOrdered, NoSuchCart
from balcao.domains.cart.models import Cart

HOLD_SHOPPER: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def lock_cart(cart_id: UUID) -> Cart | None:
    """Hold a cart in whatever state until commit; always before the stock it asks for."""
    return Cart.objects.select_for_update().filter(pk=cart_id).first()


def lock_if_open(cart_id: UUID) -> Cart | None:
    """Hold a cart if it is open. One that is being reopened is not waited for: whoever reopens it
    waits for its shopper, whom the caller may hold."""
    return Cart.objects.select_for_update().filter(pk=cart_id, state=Cart.State.OPEN).first()


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


def hold_shopper(store_id: int, customer_id: int) -> None:
    """Let nobody else decide which cart is this shopper's until commit; before any cart."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD_SHOPPER, [f"cart:{store_id}:{customer_id}"])


def lock_stale_carts(*, before: datetime, limit: int) -> list[UUID]:
    """Hold carts that nobody has touched since ``before``, ordered ones never.

    Carts in use are passed over.
    """
    rows = Cart.objects.select_for_update(skip_locked=True).filter(
        state__in=[Cart.State.OPEN, Cart.State.SHARED], updated_at__lt=before
    )
    return list(rows.order_by("updated_at").values_list("id", flat=True)[:limit])
