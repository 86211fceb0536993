"""Whose cart it is: one open cart for each shopper, on every device; copies for others to look at.

Whoever decides about a shopper's cart holds the shopper first, then carts by id.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.cart.errors import NoSuchCart
from balcao.domains.cart.locks import hold_shopper, lock_if_open, lock_open_cart
from balcao.domains.cart.models import Cart, CartLine
from balcao.domains.cart.operations.codes import MOST_CODES
from balcao.domains.cart.operations.filling import raise_to
from balcao.domains.cart.operations.lines import mark_edited, open_cart
from balcao.domains.cart.queries import cart_of_shopper
from balcao.domains.cart.values import WantedUnits


@transaction.atomic
def claim_cart(
    *,
    store_id: int,
    customer_id: int,
    cart_id: UUID | None,
    currency: str,
    locale: str,
    now: datetime,
) -> UUID:
    """Make a guest's cart the shopper's, with what they had elsewhere; returns their cart.

    Of what is in both the larger quantity stays. Without a cart, or with one that is ordered, gone
    or somebody else's, it is the one they have, else a new one. Doing it twice changes nothing.
    """
    hold_shopper(store_id, customer_id)
    theirs = cart_of_shopper(store_id, customer_id)
    held = {one: lock_if_open(one) for one in sorted({one for one in (cart_id, theirs) if one})}
    mine = held.get(cart_id) if cart_id else None
    is_ours = mine is not None and mine.store_id == store_id
    if mine is None or not is_ours or mine.customer_id not in (None, customer_id):
        return theirs or _opened(store_id, customer_id, currency, locale, now)
    known = held.get(theirs) if theirs and theirs != cart_id else None
    if known is not None:
        _take_over(mine, known, now)
    if mine.customer_id is None:
        mine.customer_id = customer_id
        mine.save(update_fields=["customer_id"])
    return mine.pk


@transaction.atomic
def copy_cart(*, cart_id: UUID, now: datetime) -> UUID:
    """Copy what is in a cart, for others to look at; returns the id of the copy.

    The copy has no codes, belongs to nobody and never changes.

    :raises NoSuchCart: there is none with this id, or nothing is in it.
    :raises CartOrdered: it has become an order.
    """
    cart = lock_open_cart(cart_id)
    lines = list(cart.lines.all())
    if not lines:
        raise NoSuchCart(id=str(cart_id))
    made = open_cart(store_id=cart.store_id, currency=cart.currency, locale=cart.locale, now=now)
    CartLine.objects.bulk_create(
        CartLine(cart_id=made, variant_id=one.variant_id, quantity=one.quantity, added_at=now)
        for one in lines
    )
    Cart.objects.filter(pk=made).update(state=Cart.State.SHARED)
    return made


def _opened(store_id: int, customer_id: int, currency: str, locale: str, now: datetime) -> UUID:
    made = open_cart(store_id=store_id, currency=currency, locale=locale, now=now)
    Cart.objects.filter(pk=made).update(customer_id=customer_id)
    return made


def _take_over(mine: Cart, known: Cart, now: datetime) -> None:
    """Empty the cart that was known into this one; what is not sold any more stays behind."""
    lines = known.lines.values_list("variant_id", "quantity")
    raise_to(mine, [WantedUnits(variant, quantity) for variant, quantity in lines], now)
    mine.codes = list(dict.fromkeys([*known.codes, *mine.codes]))[:MOST_CODES]
    mine.save(update_fields=["codes"])
    mark_edited(mine, now)
    known.lines.all().delete()
    known.customer_id = None
    known.save(update_fields=["customer_id"])
    mark_edited(known, now)
