"""Sharing a cart by a link: a copy to look at, and to put into one's own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from balcao.domains.cart.errors import CartOrdered, NoSuchCart
from balcao.domains.cart.operations import copy_cart
from balcao.domains.cart.queries import view_cart
from balcao.domains.cart.values import CartView, WantedUnits
from balcao.domains.checkout.queries import priced_cart
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.cartcookie import keep_cart
from balcao.entrypoints.storefront.flash import say_next
from balcao.entrypoints.storefront.lines import cart_lines
from balcao.entrypoints.storefront.mycart import my_cart_id
from balcao.entrypoints.storefront.pages.again import put_together
from balcao.entrypoints.storefront.promises import cart_promises
from balcao.entrypoints.storefront.sharing import copy_of, token_of
from balcao.entrypoints.storefront.shell import answer, language_of, now_of, shell_of, store_of
from balcao.entrypoints.storefront.viewmodels import SharedPage
from balcao.entrypoints.storefront.words import price_text

SHARED = "shared"


@require_POST
def share(request: HttpRequest) -> HttpResponse:
    """Copy this browser's cart, and show the link of the copy."""
    language, cart_id = language_of(request), my_cart_id(request)
    back = HttpResponseRedirect(links.page_url("cart", language), status=303)
    if cart_id is None:
        return back
    try:
        made = copy_cart(cart_id=cart_id, now=now_of(request))
    except (NoSuchCart, CartOrdered):
        return back
    url = links.shared_url(token_of(made), language)
    return HttpResponseRedirect(f"{url}?mine", status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is in the copy, or put it into the visitor's own cart."""
    cart, language = _copy_here(request, token), language_of(request)
    if request.method == "POST":
        return _take(request, cart)
    store, url = store_of(request), links.shared_url(token, language)
    priced = priced_cart(cart, default_country=store.country, now=now_of(request))
    page = SharedPage(
        lines=cart_lines(priced, language, cart_promises(request, priced)),
        subtotal=price_text(priced.subtotal, language),
        url=url,
        link=f"{request.scheme}://{request.get_host()}{url}" if "mine" in request.GET else "",
        cart_url=links.page_url("cart", language),
    )
    response = answer(request, "shared.html", page, shell_of(request))
    response["X-Robots-Tag"] = "noindex"
    return response


def _take(request: HttpRequest, cart: CartView) -> HttpResponse:
    lines = [WantedUnits(line.variant_id, line.quantity) for line in cart.lines]
    language = language_of(request)
    cart_id, left_out = put_together(request, lines)
    response = HttpResponseRedirect(links.page_url("cart", language), status=303)
    keep_cart(response, cart_id, view_cart(cart_id, language).units)
    gone = {one.variant_id for one in left_out}
    titles = [line.title for line in cart.lines if line.variant_id in gone]
    word = gettext("Not sold any more: %(titles)s. The rest is in your cart.")
    done = gettext("What was shared is in your cart.")
    say_next(response, word % {"titles": ", ".join(titles)} if titles else done)
    return response


def _copy_here(request: HttpRequest, token: str) -> CartView:
    copy_id = copy_of(token)
    try:
        found = view_cart(copy_id, language_of(request)) if copy_id else None
    except NoSuchCart:
        found = None
    if found is None or found.state != SHARED or found.store_id != store_of(request).id:
        raise Http404
    return found
