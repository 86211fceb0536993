"""The cart of who visits: a shopper has one on every device, a guest the one of this browser."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from balcao.domains.cart.errors import NoSuchCart
from balcao.domains.cart.operations import claim_cart, open_cart
from balcao.domains.cart.queries import cart_of_shopper, is_of_guest, view_cart
from balcao.domains.cart.values import CartView
from balcao.domains.customers.values import Shopper
from balcao.entrypoints.storefront.account import signed_in
from balcao.entrypoints.storefront.cartcookie import cart_id_of, keep_cart
from balcao.entrypoints.storefront.shell import language_of, now_of, store_of


def my_cart_id(request: HttpRequest) -> UUID | None:
    """The cart of a shopper or of this browser; one that has become an order, too.

    A browser that somebody has signed out from sees their cart no longer.
    """
    shopper, cookie = signed_in(request), cart_id_of(request)
    if shopper is not None:
        return cart_of_shopper(shopper.store_id, shopper.customer_id) or cookie
    return cookie if cookie is not None and is_of_guest(cookie) else None


def my_cart(request: HttpRequest) -> CartView | None:
    """The cart of who visits with its lines, if it is one of this shop."""
    cart_id = my_cart_id(request)
    try:
        found = view_cart(cart_id, language_of(request)) if cart_id else None
    except NoSuchCart:
        return None
    return found if found and found.store_id == store_of(request).id else None


def new_cart(request: HttpRequest) -> UUID:
    """Begin a cart; a shopper who began one elsewhere meanwhile gets that."""
    shopper = signed_in(request)
    if shopper is not None:
        return claimed(request, shopper, None)
    store = store_of(request)
    return open_cart(
        store_id=store.id,
        currency=store.currency,
        locale=language_of(request),
        now=now_of(request),
    )


def bring_along(request: HttpRequest, response: HttpResponseBase, shopper: Shopper) -> None:
    """Who has just signed in finds the cart of this browser and of the others in one."""
    cookie = cart_id_of(request)
    if cookie is None and cart_of_shopper(shopper.store_id, shopper.customer_id) is None:
        return
    cart_id = claimed(request, shopper, cookie)
    keep_cart(response, cart_id, view_cart(cart_id, language_of(request)).units)


def claimed(request: HttpRequest, shopper: Shopper, cart_id: UUID | None) -> UUID:
    """A cart made the shopper's, with what they had elsewhere."""
    return claim_cart(
        store_id=shopper.store_id,
        customer_id=shopper.customer_id,
        cart_id=cart_id,
        currency=store_of(request).currency,
        locale=language_of(request),
        now=now_of(request),
    )
