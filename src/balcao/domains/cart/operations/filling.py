"""Putting many things in at once: from an earlier order, a shared cart, or another device."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.cart.errors import BadCartQuantity, CartFull, NotForSale
from balcao.domains.cart.locks import lock_open_cart
from balcao.domains.cart.models import Cart, CartLine
from balcao.domains.cart.operations.lines import (
    MOST_LINES,
    MOST_UNITS,
    are_for_sale,
    mark_edited,
)
from balcao.domains.cart.values import BegunCart, CartView, WantedUnits
from balcao.kernel.ids import new_id
from balcao.plumbing.sql import run_sql_dicts


def begin_cart(
    *, store_id: int, currency: str, locale: str, lines: Sequence[WantedUnits], now: datetime
) -> BegunCart:
    """Begin a cart with all of these in it, or none at all.

    :raises NotForSale: a variant does not exist, is not on sale or has no price.
    :raises BadCartQuantity: fewer than one or more than 999 units of one.
    :raises CartFull: more than 100 different variants.
    """
    units: dict[UUID, int] = {}
    for one in lines:
        units[one.variant_id] = units.get(one.variant_id, 0) + one.quantity
        if one.quantity < 1 or units[one.variant_id] > MOST_UNITS:
            raise BadCartQuantity(field="quantity")
    if len(units) > MOST_LINES:
        raise CartFull
    cart_id = new_id()
    (said,) = run_sql_dicts(
        "cart/begin",
        cart_id=cart_id,
        store_id=store_id,
        currency=currency,
        locale=locale,
        variants=list(units),
        quantities=list(units.values()),
        now=now,
    )
    if said["missing"]:
        raise NotForSale(field="variant_id", variant_id=said["missing"])
    head = CartView(
        id=cart_id, store_id=store_id, currency=currency, state="open", version=1, lines=()
    )
    return BegunCart(head, said["rules"])


@transaction.atomic
def fill_cart(
    *, cart_id: UUID, lines: Sequence[WantedUnits], now: datetime
) -> tuple[WantedUnits, ...]:
    """Have at least so many units of each; returns what had to be left out.

    Left out is what is not for sale any more, and what no longer fits into the cart. Doing it
    twice changes nothing, so a second click does no harm.

    :raises NoSuchCart: there is none with this id.
    :raises CartOrdered: it has become an order.
    """
    cart = lock_open_cart(cart_id)
    left_out = raise_to(cart, lines, now)
    mark_edited(cart, now)
    return left_out


def raise_to(cart: Cart, lines: Sequence[WantedUnits], now: datetime) -> tuple[WantedUnits, ...]:
    """The larger of what is there and what is wanted, for a cart that is held; what is left out."""
    there = dict(cart.lines.values_list("variant_id", "quantity"))
    sold = are_for_sale(cart, [one.variant_id for one in lines])
    left_out: list[WantedUnits] = []
    new: dict[UUID, int] = {}
    for one in lines:
        wanted = min(one.quantity, MOST_UNITS)
        is_known = one.variant_id in there or one.variant_id in new
        if one.variant_id not in sold or (not is_known and len(there) + len(new) >= MOST_LINES):
            left_out.append(one)
        elif one.variant_id not in there:
            new[one.variant_id] = max(wanted, new.get(one.variant_id, 0))
        elif there[one.variant_id] < wanted:
            there[one.variant_id] = wanted
            CartLine.objects.filter(cart=cart, variant=one.variant_id).update(quantity=wanted)
    CartLine.objects.bulk_create(
        CartLine(cart=cart, variant_id=variant_id, quantity=quantity, added_at=now)
        for variant_id, quantity in new.items()
    )
    return tuple(left_out)
