"""Codes of promotions on a cart."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.cart.errors import TooManyCodes
from balcao.domains.cart.locks import lock_open_cart
from balcao.domains.cart.operations.lines import mark_edited

MOST_CODES: Final = 10


@transaction.atomic
def keep_code(*, cart_id: UUID, text: str, now: datetime) -> int:
    """Keep a code with the cart, in its normal form; returns the cart's version.

    Whoever calls this has looked the code up (``promotions.operations.unlock``): a cart keeps what
    it is given. Keeping it twice changes nothing.

    :raises NoSuchCart: there is none with this id.
    :raises CartOrdered: it has become an order.
    :raises TooManyCodes: it has ten codes already.
    """
    cart = lock_open_cart(cart_id)
    if text in cart.codes:
        return cart.version
    if len(cart.codes) >= MOST_CODES:
        raise TooManyCodes(field="code")
    cart.codes = [*cart.codes, text]
    cart.save(update_fields=["codes"])
    return mark_edited(cart, now)


@transaction.atomic
def drop_code(*, cart_id: UUID, text: str, now: datetime) -> int:
    """Take a code off the cart, whether it was there or not; returns the cart's version.

    :raises NoSuchCart: there is none with this id.
    :raises CartOrdered: it has become an order.
    """
    cart = lock_open_cart(cart_id)
    if text not in cart.codes:
        return cart.version
    cart.codes = [kept for kept in cart.codes if kept != text]
    cart.save(update_fields=["codes"])
    return mark_edited(cart, now)
