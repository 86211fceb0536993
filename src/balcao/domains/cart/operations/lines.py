"""Changes to carts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from balcao.domains.cart.errors import BadCartQuantity, CartFull, NotForSale
from balcao.domains.cart.locks import hold_shopper, lock_cart, lock_open_cart, lock_stale_carts
from balcao.domains.cart.models import Cart, CartLine
from balcao.domains.cart.queries import cart_of_shopper
from balcao.kernel.ids import new_id
from balcao.plumbing.sql import run_sql_dicts

MOST_LINES: Final = 100
MOST_UNITS: Final = 999


def open_cart(*, store_id: int, currency: str, locale: str, now: datetime) -> UUID:
    """Begin an empty cart and return its id, which is as good as a password to it."""
    row = Cart.objects.create(
        id=new_id(),
        store_id=store_id,
        currency=currency,
        locale=locale,
        created_at=now,
        updated_at=now,
    )
    return row.pk


@transaction.atomic
def add_to_cart(*, cart_id: UUID, variant_id: UUID, quantity: int, now: datetime) -> int:
    """Put units of a variant in, on top of what is there; returns the cart's new version.

    :raises NoSuchCart: there is none with this id.
    :raises CartOrdered: it has become an order.
    :raises NotForSale: the variant does not exist, is not on sale or has no price.
    :raises BadCartQuantity: fewer than one or more than 999 units.
    :raises CartFull: it has 100 lines already.
    """
    cart = lock_open_cart(cart_id)
    _check_for_sale(cart, variant_id)
    line = CartLine.objects.filter(cart=cart, variant=variant_id).first()
    wanted = quantity + (line.quantity if line else 0)
    if quantity < 1 or wanted > MOST_UNITS:
        raise BadCartQuantity(field="quantity")
    if line:
        CartLine.objects.filter(pk=line.pk).update(quantity=wanted)
    elif cart.lines.count() >= MOST_LINES:
        raise CartFull
    else:
        CartLine.objects.create(cart=cart, variant_id=variant_id, quantity=wanted, added_at=now)
    return mark_edited(cart, now)


@transaction.atomic
def set_quantity(*, cart_id: UUID, variant_id: UUID, quantity: int, now: datetime) -> int:
    """Have exactly so many units of a variant, none removes it; returns the new version.

    :raises NoSuchCart: there is none with this id.
    :raises CartOrdered: it has become an order.
    :raises NotForSale: the variant is not in the cart.
    :raises BadCartQuantity: negative or more than 999 units.
    """
    cart = lock_open_cart(cart_id)
    if not 0 <= quantity <= MOST_UNITS:
        raise BadCartQuantity(field="quantity")
    lines = CartLine.objects.filter(cart=cart, variant=variant_id)
    if not lines.exists():
        raise NotForSale("This is not in the cart.", field="variant_id")
    if quantity:
        lines.update(quantity=quantity)
    else:
        lines.delete()
    return mark_edited(cart, now)


def remove_from_cart(*, cart_id: UUID, variant_id: UUID, now: datetime) -> int:
    """Take a variant out; returns the cart's new version.

    :raises NoSuchCart: there is none with this id.
    :raises CartOrdered: it has become an order.
    :raises NotForSale: the variant is not in the cart.
    """
    return set_quantity(cart_id=cart_id, variant_id=variant_id, quantity=0, now=now)


def hold_cart(*, cart_id: UUID) -> int:
    """Keep an open cart as it is until the transaction around this ends; returns its store.

    :raises NoSuchCart: there is none with this id.
    :raises CartOrdered: it has become an order.
    """
    return lock_open_cart(cart_id).store_id


def hold_ordered_cart(*, cart_id: UUID) -> None:
    """Keep a cart as it is, ordered or not, until the transaction around this ends.

    Whoever gives back the stock of its order calls this first: a purchase takes the cart before
    the stock, and two who took them in opposite order would wait for each other.
    """
    lock_cart(cart_id)


@transaction.atomic
def reopen_cart(*, cart_id: UUID, now: datetime) -> None:
    """Let a cart be edited again because the payment of its order came to nothing."""
    row = Cart.objects.filter(pk=cart_id).values_list("store_id", "customer_id").first()
    if row is not None and row[1] is not None:
        hold_shopper(row[0], row[1])
        # They have begun another one meanwhile: this one stays, as a guest's.
        if cart_of_shopper(row[0], row[1]) not in (None, cart_id):
            Cart.objects.filter(pk=cart_id).update(customer_id=None)
    Cart.objects.filter(pk=cart_id, state=Cart.State.ORDERED).update(
        state=Cart.State.OPEN, version=F("version") + 1, updated_at=now
    )


@transaction.atomic
def discard_carts(*, before: datetime, limit: int = 1000) -> list[UUID]:
    """Throw carts away that nobody has touched since ``before``, ordered ones never; their ids."""
    stale = lock_stale_carts(before=before, limit=limit)
    Cart.objects.filter(pk__in=stale).delete()
    return stale


def _check_for_sale(cart: Cart, variant_id: UUID) -> None:
    if variant_id not in are_for_sale(cart, [variant_id]):
        raise NotForSale(field="variant_id", variant_id=str(variant_id))


def are_for_sale(cart: Cart, variant_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of the variants that can be bought in the cart's store and currency."""
    rows = run_sql_dicts(
        "cart/for_sale",
        variants=list(variant_ids),
        store_id=cart.store_id,
        currency=cart.currency,
    )
    return frozenset(row["id"] for row in rows)


def mark_edited(cart: Cart, now: datetime) -> int:
    """Count an edit of a cart that is held; returns its new version."""
    cart.version += 1
    cart.updated_at = now
    cart.save(update_fields=["version", "updated_at"])
    return cart.version
