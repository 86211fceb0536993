"""Reads about carts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from balcao.domains.cart.errors import NoSuchCart
from balcao.domains.cart.models import Cart
from balcao.domains.cart.values import CartLineView, CartView, WantedUnits
from balcao.kernel.money import Money
from balcao.plumbing.sql import run_sql_dicts


def view_cart(cart_id: UUID, language: str) -> CartView:
    """A cart with its lines at present prices, in a language.

    :raises NoSuchCart: there is none with this id.
    """
    head = _head(cart_id)
    return lines_of(CartView(**{**head, "codes": tuple(head["codes"])}, lines=()), language)


def lines_of(cart: CartView, language: str) -> CartView:
    """A cart of which only the head was read, with its lines."""
    rows = run_sql_dicts("cart/lines", cart_id=cart.id, currency=cart.currency, language=language)
    return replace(cart, lines=tuple(_line(row, cart.currency) for row in rows))


def units_in(cart_id: UUID) -> tuple[WantedUnits, ...]:
    """What is in a cart, in the order it was put in; empty when there is none with this id."""
    rows = run_sql_dicts("cart/units", cart_id=cart_id)
    return tuple(WantedUnits(row["variant_id"], row["quantity"]) for row in rows)


def store_of_cart(cart_id: UUID) -> int:
    """The store that a cart belongs to.

    :raises NoSuchCart: there is none with this id.
    """
    return int(_head(cart_id)["store_id"])


def _head(cart_id: UUID) -> dict[str, Any]:
    for row in run_sql_dicts("cart/head", cart_id=cart_id):
        return row
    raise NoSuchCart(id=str(cart_id))


def cart_of_shopper(store_id: int, customer_id: int) -> UUID | None:
    """The open cart of a shopper, whatever device they fill it on."""
    rows = Cart.objects.filter(store_id=store_id, customer_id=customer_id, state=Cart.State.OPEN)
    return rows.values_list("id", flat=True).first()


def is_of_guest(cart_id: UUID) -> bool:
    """Whether a cart belongs to nobody but who knows its id."""
    return not Cart.objects.filter(pk=cart_id, customer_id__isnull=False).exists()


def _line(row: dict[str, Any], currency: str) -> CartLineView:
    minor = row.pop("unit_minor")
    return CartLineView(**row, unit=None if minor is None else Money(minor, currency))
