"""The cart: look, change quantities, remove."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from balcao.domains.cart.errors import (
    BadCartQuantity,
    CartOrdered,
    NoSuchCart,
    NotForSale,
    TooManyCodes,
)
from balcao.domains.cart.operations import drop_code, keep_code, set_quantity
from balcao.domains.cart.queries import view_cart
from balcao.domains.cart.values import CartView
from balcao.domains.checkout.queries import cart_at, quote_cart
from balcao.domains.promotions.errors import TooManyAttempts
from balcao.domains.promotions.operations import unlock
from balcao.domains.promotions.queries import find_codes, normalize
from balcao.entrypoints.storefront import flash, links
from balcao.entrypoints.storefront.cartcookie import keep_cart
from balcao.entrypoints.storefront.lines import cart_lines
from balcao.entrypoints.storefront.mycart import my_cart_id
from balcao.entrypoints.storefront.promises import Promises, cart_promises
from balcao.entrypoints.storefront.savings import savings_of
from balcao.entrypoints.storefront.shell import (
    answer,
    is_partial,
    language_of,
    now_of,
    shell_of,
    store_of,
)
from balcao.entrypoints.storefront.viewmodels import CartPage
from balcao.entrypoints.storefront.words import price_text
from balcao.plumbing.web.callers import network_address_of

OPEN = "open"


@require_http_methods(["GET", "HEAD", "POST"])
def cart(request: HttpRequest) -> HttpResponse:
    """Show the cart, or change one line of it and show what came of it."""
    if request.method != "POST":
        return show_cart(request)
    if "code" in request.POST:
        return change_codes(request)
    message = change_line(request)
    if message or is_partial(request):
        return show_cart(request, message)
    return HttpResponseRedirect(links.page_url("cart", language_of(request)), status=303)


def change_line(request: HttpRequest) -> str:
    """Set the quantity that was sent; returns what to tell the shopper, if anything."""
    cart_id = my_cart_id(request)
    try:
        variant_id = UUID(request.POST.get("variant", ""))
        quantity = int(request.POST.get("quantity", ""))
    except ValueError:
        return gettext("Please give the quantity as a whole number.")
    try:
        if cart_id is not None:
            set_quantity(
                cart_id=cart_id, variant_id=variant_id, quantity=quantity, now=now_of(request)
            )
    except BadCartQuantity:
        return gettext("Please choose a quantity between 1 and 999.")
    except (NoSuchCart, CartOrdered, NotForSale):
        return ""  # Another tab removed it or ordered; the cart that is shown now says so.
    return ""


def change_codes(request: HttpRequest) -> HttpResponse:
    """Try a code, or take one off; then show the cart."""
    error = "" if request.POST.get("action") == "drop" else _enter(request)
    if request.POST.get("action") == "drop":
        _drop(request)
    if error or is_partial(request):
        return show_cart(request, code_error=error)
    return HttpResponseRedirect(links.page_url("cart", language_of(request)), status=303)


def _enter(request: HttpRequest) -> str:
    cart_id, now = my_cart_id(request), now_of(request)
    text = normalize(request.POST["code"])
    if cart_id is None or not text:
        return gettext("Please type a code.")
    try:
        store_id, who = store_of(request).id, network_address_of(request)
        # A call of its own: failed attempts are counted even where nothing else is written.
        unlock(store_id=store_id, texts=[text], attempts_by=who, now=now)
        if text not in find_codes(store_id, [text], now):
            return gettext("We do not know this code. Please check how it is written.")
        keep_code(cart_id=cart_id, text=text, now=now)
    except TooManyAttempts:
        return gettext("Too many codes were tried. Please try again in a quarter of an hour.")
    except TooManyCodes:
        return gettext("A cart takes ten codes. Take one out to try another.")
    except (NoSuchCart, CartOrdered):
        return ""  # Another tab ordered it; the cart that is shown now says so.
    return ""


def _drop(request: HttpRequest) -> None:
    cart_id = my_cart_id(request)
    try:
        if cart_id is not None:
            drop_code(cart_id=cart_id, text=request.POST["code"][:40], now=now_of(request))
    except (NoSuchCart, CartOrdered):
        return


def show_cart(request: HttpRequest, message: str = "", code_error: str = "") -> HttpResponse:
    """The cart as it is now; the header's count is corrected on the way."""
    found = open_cart_of(request)
    units = found.units if found else 0
    shell = shell_of(request, count=units)
    promises, language = cart_promises(request, found), language_of(request)
    if found is None or not found.lines:
        page = cart_page(found, language, promises, message)
    else:
        country, now = store_of(request).country, now_of(request)
        quote = quote_cart(found, default_country=country, now=now, explains=True)
        page = cart_page(cart_at(found, quote), language, promises, message)
        savings = savings_of(found, quote, language)
        page = replace(page, savings=savings, code_error=code_error, said=flash.said(request))
    template = "partials/cart_changed.html" if is_partial(request) else "cart.html"
    status = 422 if message or code_error else 200
    response = answer(request, template, page, shell, status=status, count=units)
    flash.was_said(request, response)
    if (cart_id := my_cart_id(request)) is not None:
        keep_cart(response, cart_id, units)
    return response


def open_cart_of(request: HttpRequest) -> CartView | None:
    """This browser's cart, unless it is gone or has become an order."""
    cart_id = my_cart_id(request)
    if cart_id is None:
        return None
    try:
        found = view_cart(cart_id, language_of(request))
    except NoSuchCart:
        return None
    is_ours = found.store_id == store_of(request).id
    return found if is_ours and found.state == OPEN else None


def cart_page(
    cart: CartView | None, language: str, promises: Promises, message: str = ""
) -> CartPage:
    """A cart as the page shows it; no cart looks like an empty one."""
    checkout_url = links.page_url("checkout", language)
    if cart is None:
        return CartPage((), "", checkout_url, message)
    return CartPage(
        lines=cart_lines(cart, language, promises),
        subtotal=price_text(cart.subtotal, language),
        checkout_url=checkout_url,
        message=message,
        can_check_out=cart.is_buyable,
        share_url=links.page_url("share", language),
    )
