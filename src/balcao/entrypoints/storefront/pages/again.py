"""Buying again what was bought: the lines of an order, put into the cart in one step."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from balcao.domains.cart.errors import CartOrdered, NoSuchCart
from balcao.domains.cart.operations import fill_cart
from balcao.domains.cart.queries import view_cart
from balcao.domains.cart.values import WantedUnits
from balcao.domains.orders.values import OrderView
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.cartcookie import keep_cart
from balcao.entrypoints.storefront.flash import say_next
from balcao.entrypoints.storefront.mycart import my_cart_id, new_cart
from balcao.entrypoints.storefront.pages.order import order_here
from balcao.entrypoints.storefront.shell import language_of, now_of


@require_POST
def again(request: HttpRequest, token: str) -> HttpResponse:
    """Put them into this browser's cart and go there; a second click changes nothing."""
    order, language = order_here(request, token), language_of(request)
    bought = [line for line in order.lines if not line.is_gift]
    lines = [WantedUnits(line.variant_id, line.quantity) for line in bought]
    cart_id, left_out = put_together(request, lines)
    response = HttpResponseRedirect(links.page_url("cart", language), status=303)
    keep_cart(response, cart_id, view_cart(cart_id, language).units)
    say_next(response, _word(order, left_out))
    return response


def put_together(
    request: HttpRequest, lines: list[WantedUnits]
) -> tuple[UUID, tuple[WantedUnits, ...]]:
    """Have these in this browser's cart, or in a new one; the cart, and what was left out."""
    cart_id, now = my_cart_id(request), now_of(request)
    if cart_id is not None:
        try:
            return cart_id, fill_cart(cart_id=cart_id, lines=lines, now=now)
        except (NoSuchCart, CartOrdered):
            pass
    with transaction.atomic():
        new = new_cart(request)
        return new, fill_cart(cart_id=new, lines=lines, now=now)


def _word(order: OrderView, left_out: tuple[WantedUnits, ...]) -> str:
    gone = {one.variant_id for one in left_out}
    titles = [line.title for line in order.lines if line.variant_id in gone]
    if not titles:
        return gettext("Everything of order %(number)s is in your cart.") % {"number": order.number}
    return gettext("Not sold any more: %(titles)s. The rest is in your cart.") % {
        "titles": ", ".join(dict.fromkeys(titles))
    }
