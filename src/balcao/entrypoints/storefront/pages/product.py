"""One product: look, choose, put into the cart."""

from __future__ import annotations

import re
from html import unescape
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from balcao.domains.cart.errors import (
    BadCartQuantity,
    CartFull,
    CartOrdered,
    NoSuchCart,
    NotForSale,
)
from balcao.domains.cart.operations import add_to_cart
from balcao.domains.cart.queries import view_cart
from balcao.domains.cart.values import CartView
from balcao.domains.search.errors import NoSuchPage
from balcao.domains.search.queries import product_page
from balcao.domains.search.values import Offer
from balcao.domains.search.values import ProductPage as Found
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.buying import FIELDS, buy_box, chosen_of
from balcao.entrypoints.storefront.cartcookie import keep_cart
from balcao.entrypoints.storefront.mycart import my_cart_id, new_cart
from balcao.entrypoints.storefront.promises import promise_texts
from balcao.entrypoints.storefront.shelfmates import neighbors
from balcao.entrypoints.storefront.shell import (
    answer,
    is_partial,
    language_of,
    now_of,
    shell_of,
    store_of,
)
from balcao.entrypoints.storefront.viewmodels import Added, BuyBox, Link, NoticeBox, ProductPage

SUMMARY_LENGTH = 160
TAGS = re.compile(r"<[^>]*>")


@require_safe
def product(request: HttpRequest, handle: str) -> HttpResponse:
    """A product with the options that the address names; htmx gets the form alone."""
    found = product_of(request, handle)
    return show_product(request, found, request.GET)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, handle: str) -> HttpResponse:
    """Put the chosen variant into the cart, or say why not; looking leads to the product."""
    found = product_of(request, handle)
    if request.method != "POST" or "show" in request.POST:
        return _back_to(found, request)
    try:
        cart = _put_in(request, found)
    except Refused as refusal:
        return show_product(request, found, request.POST, error=str(refusal), status=422)
    if is_partial(request):
        response = _added(request, found, cart)
    else:
        url = links.page_url("cart", language_of(request))
        response = HttpResponseRedirect(url, status=303)
    keep_cart(response, cart.id, cart.units)
    return response


class Refused(Exception):
    """It cannot go into the cart; the text says why, in the shopper's language."""


def show_product(
    request: HttpRequest,
    found: Found,
    asked: QueryDict,
    *,
    error: str = "",
    notice: NoticeBox | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, or with htmx the form to choose and buy with."""
    language = language_of(request)
    promises = promise_texts(request, {offer.variant_id: 1 for offer in found.offers})
    buy = buy_box(found, asked, language, promises=promises, error=error, notice=notice)
    shell = shell_of(request, shelf=found.category_slug)
    if not is_partial(request):
        page = _page(request, found, buy, language)
        return answer(request, "product.html", page, shell, status=status)
    response = answer(request, "partials/chosen.html", None, shell, status=status, buy=buy)
    if error:
        response["HX-Retarget"], response["HX-Reswap"] = "#buy", "outerHTML"
    return response


def summary_of(html: str) -> str:
    """The first words of a description, for search engines."""
    words = " ".join(unescape(TAGS.sub(" ", html)).split())
    if len(words) <= SUMMARY_LENGTH:
        return words
    return words[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + "…"


def product_of(request: HttpRequest, handle: str) -> Found:
    """The product of an address. :raises Http404: it is not on sale."""
    try:
        store = store_of(request)
        return product_page(
            store.id,
            handle,
            currency=store.currency,
            language=language_of(request),
            now=now_of(request),
            country=store.country,
        )
    except NoSuchPage:
        raise Http404 from None


def _page(request: HttpRequest, found: Found, buy: BuyBox, language: str) -> ProductPage:
    return ProductPage(
        title=found.title,
        summary=found.seo_description or summary_of(found.description_html),
        description_html=found.description_html,
        vendor=found.vendor,
        category=_category_link(found, language),
        pictures=tuple(
            picture
            for picture in (
                links.picture_of(m.src, m.alt or found.title, m.width, m.height)
                for m in found.media
            )
            if picture.src != buy.picture.src
        ),
        buy=buy,
        related=neighbors(store_of(request), found, language, now_of(request)),
    )


def _category_link(found: Found, language: str) -> Link | None:
    if not found.category_slug:
        return None
    return Link(found.category_name, links.category_url(found.category_slug, language))


def _back_to(found: Found, request: HttpRequest) -> HttpResponse:
    chosen = QueryDict(mutable=True)
    for field in FIELDS:
        if field in request.POST:
            chosen[field] = request.POST[field]
    url = links.product_url(found.handle, language_of(request))
    return HttpResponseRedirect(f"{url}?{chosen.urlencode()}#buy" if chosen else url, status=303)


def _put_in(request: HttpRequest, found: Found) -> CartView:
    variant = chosen_of(found, request.POST)
    if variant is None or not _is_meant(variant, request.POST):
        raise Refused(gettext("This combination is not made. Please choose another one."))
    quantity = _quantity_of(request)
    if quantity > variant.sellable:
        raise Refused(gettext("There are not as many left. Please take fewer."))
    try:
        cart_id = _add(request, variant.variant_id, quantity)
    except NotForSale:
        raise Refused(gettext("Not for sale at the moment.")) from None
    except BadCartQuantity:
        raise Refused(gettext("Please choose a quantity between 1 and 999.")) from None
    except CartFull:
        raise Refused(gettext("Your cart is full. Please order what is in it first.")) from None
    return view_cart(cart_id, language_of(request))


def _is_meant(variant: Offer, sent: QueryDict) -> bool:
    """Whether it has every option that was sent: an old page must not put something else in."""
    named = zip(variant.options, FIELDS, strict=False)
    return all(sent.get(field, value) in (value, "") for value, field in named)


def _add(request: HttpRequest, variant_id: UUID, quantity: int) -> UUID:
    """Add to this browser's cart; to a new one where that is gone or has become an order."""
    now, cart_id = now_of(request), my_cart_id(request)
    if cart_id is not None:
        try:
            add_to_cart(cart_id=cart_id, variant_id=variant_id, quantity=quantity, now=now)
        except (NoSuchCart, CartOrdered):
            pass
        else:
            return cart_id
    new = new_cart(request)
    add_to_cart(cart_id=new, variant_id=variant_id, quantity=quantity, now=now)
    return new


def _quantity_of(request: HttpRequest) -> int:
    text = request.POST.get("quantity", "1").strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        raise Refused(gettext("Please give the quantity as a whole number."))
    return int(text)


def _added(request: HttpRequest, found: Found, cart: CartView) -> HttpResponse:
    language = language_of(request)
    variant = chosen_of(found, request.POST)
    line = next(x for x in cart.lines if variant and x.variant_id == variant.variant_id)
    added = Added(
        title=line.title,
        options=line.options,
        picture=links.picture_of(line.image, line.title),
        quantity=line.quantity,
    )
    return answer(
        request, "partials/added.html", None, shell_of(request), added=added, count=cart.units,
        cart_url=links.page_url("cart", language),
        checkout_url=links.page_url("checkout", language),
    )  # fmt: skip
