"""What the links of a reminder do: bring the lines of a cart back, and end the mails."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from balcao.domains.cart.errors import NoSuchCart
from balcao.domains.cart.queries import view_cart
from balcao.domains.cart.values import CartView, WantedUnits
from balcao.domains.checkout.operations import note_return
from balcao.domains.checkout.queries import priced_cart, reminder_by_id
from balcao.domains.checkout.values import ReminderInfo
from balcao.domains.customers.operations import record_consent
from balcao.domains.customers.values import ConsentKind
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.cartcookie import keep_cart
from balcao.entrypoints.storefront.consents import marketing_words
from balcao.entrypoints.storefront.flash import say_next
from balcao.entrypoints.storefront.lines import cart_lines
from balcao.entrypoints.storefront.pages.again import put_together
from balcao.entrypoints.storefront.promises import cart_promises
from balcao.entrypoints.storefront.remindertokens import reminder_to_leave, reminder_to_return
from balcao.entrypoints.storefront.shell import answer, language_of, now_of, shell_of, store_of
from balcao.entrypoints.storefront.viewmodels import Link, MessagePage, ReminderEnd, SharedPage
from balcao.entrypoints.storefront.words import price_text

OPEN = "open"


@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was left with a button that a script presses; put it into the visitor's cart.

    Mail scanners follow links, so looking changes nothing. Nobody is signed in, and nothing is
    said of whose cart it was.
    """
    found = _found(request, reminder_to_return(token))
    cart = _cart_of(found, language_of(request))
    if cart is None:
        return _gone(request)
    return _bring(request, found, cart) if request.method == "POST" else _seen(request, token, cart)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to write no more; a post ends it, from a mailbox by itself too (RFC 8058).

    The token is the proof: there is no cookie that somebody could misuse.
    """
    found, shell = _found(request, reminder_to_leave(token)), shell_of(request)
    if request.method != "POST":
        page = ReminderEnd(links.reminder_end_url(token, language_of(request)))
        return _unlisted(answer(request, "reminder_end.html", page, shell))
    _end(request, found)
    words = gettext("We write no more mails to you about news, offers and carts.")
    home = Link(gettext("Back to the shop"), shell.home_url)
    return answer(request, "message.html", MessagePage(gettext("Done"), words, (home,)), shell)


def _found(request: HttpRequest, reminder_id: UUID | None) -> ReminderInfo:
    found = reminder_by_id(store_of(request).id, reminder_id) if reminder_id else None
    if found is None:
        raise Http404
    return found


def _end(request: HttpRequest, found: ReminderInfo) -> None:
    record_consent(
        store_id=found.store_id,
        email=found.email,
        kind=ConsentKind.MARKETING,
        is_given=False,
        words=marketing_words(language_of(request)),
        source="mail",
        now=now_of(request),
    )


def _seen(request: HttpRequest, token: str, cart: CartView) -> HttpResponse:
    store, language = store_of(request), language_of(request)
    priced = priced_cart(cart, default_country=store.country, now=now_of(request))
    page = SharedPage(
        lines=cart_lines(priced, language, cart_promises(request, priced)),
        subtotal=price_text(priced.subtotal, language),
        url=links.reminder_url(token, language),
        link="",
        cart_url=links.page_url("cart", language),
    )
    return _unlisted(answer(request, "reminder_back.html", page, shell_of(request)))


def _bring(request: HttpRequest, found: ReminderInfo, cart: CartView) -> HttpResponse:
    lines = [WantedUnits(line.variant_id, line.quantity) for line in cart.lines]
    language, now = language_of(request), now_of(request)
    cart_id, left_out = put_together(request, lines)
    note_return(reminder_id=found.id, cart_id=cart_id, now=now)
    response = HttpResponseRedirect(links.page_url("cart", language), status=303)
    keep_cart(response, cart_id, view_cart(cart_id, language).units)
    gone = {one.variant_id for one in left_out}
    titles = [line.title for line in cart.lines if line.variant_id in gone]
    word = gettext("Not sold any more: %(titles)s. The rest is in your cart.")
    done = gettext("Your cart is back.")
    say_next(response, word % {"titles": ", ".join(titles)} if titles else done)
    return response


def _cart_of(found: ReminderInfo, language: str) -> CartView | None:
    try:
        cart = view_cart(found.cart_id, language)
    except NoSuchCart:
        return None
    return cart if cart.state == OPEN and cart.lines else None


def _gone(request: HttpRequest) -> HttpResponse:
    shell = shell_of(request)
    words = gettext("This cart was ordered, emptied or put away long ago.")
    home = Link(gettext("Back to the shop"), shell.home_url)
    page = MessagePage(gettext("There is nothing to bring back"), words, (home,))
    return _unlisted(answer(request, "message.html", page, shell, status=410))


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    # Not no-referrer: browsers then post with Origin null, which the CSRF check refuses.
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
