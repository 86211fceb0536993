"""The one-page checkout of a guest. Placing an order answers with a redirect to its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from balcao.domains.cart.values import CartView
from balcao.domains.checkout import errors
from balcao.domains.checkout.queries import cart_at
from balcao.domains.checkout.values import PurchaseRequest
from balcao.domains.customers.errors import BadAddress
from balcao.domains.orders.queries import order_of_cart
from balcao.domains.risk.operations import purchase
from balcao.domains.wallet.errors import NoSuchCard, TooManyCardAttempts
from balcao.domains.wallet.operations import look_up_card
from balcao.domains.wallet.values import AccountState
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.buyer import buyer_of, first_form, pays_from, settled
from balcao.entrypoints.storefront.cards import with_card
from balcao.entrypoints.storefront.cartcookie import keep_count
from balcao.entrypoints.storefront.fields import address_fields, contact_fields, error_texts
from balcao.entrypoints.storefront.forms import CheckoutInput
from balcao.entrypoints.storefront.legal import (
    TERMS_CHANGED,
    agreement_of,
    is_what_was_shown,
    versions_of,
)
from balcao.entrypoints.storefront.mycart import my_cart
from balcao.entrypoints.storefront.ordering import follow_up, keep_form, keep_wish
from balcao.entrypoints.storefront.paying import (
    Refusal,
    checkout_page,
    choices_for,
    wanted_lines,
    with_defaults,
)
from balcao.entrypoints.storefront.payrefusals import (
    UNPAID,
    payment_text,
    status_of,
    told_when,
)
from balcao.entrypoints.storefront.promises import cart_promises
from balcao.entrypoints.storefront.seen import changes_since, read_seen
from balcao.entrypoints.storefront.shell import (
    answer,
    is_partial,
    language_of,
    now_of,
    shell_of,
    store_of,
    visitor_of,
)
from balcao.kernel.ids import new_secret
from balcao.kernel.money import Money
from balcao.plumbing.idempotency import KeyInvalid, KeyReused
from balcao.plumbing.web.callers import network_address_of

OPEN = "open"


@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    """Show the checkout, adapt it to what was chosen, or place the order."""
    cart = my_cart(request)
    if cart is None or not cart.lines:
        return _to_cart(request)
    if cart.state != OPEN:
        return _to_order_of(request, cart)
    buyer = buyer_of(request, cart.currency)
    if request.method != "POST":
        return _show(request, cart, first_form(buyer, cart.id), Refusal())
    return _act(request, cart, settled(CheckoutInput.from_post(request.POST), buyer))


def _act(request: HttpRequest, cart: CartView, form: CheckoutInput) -> HttpResponse:
    """Do what was asked; whatever it is, nobody has to type the form twice."""
    keep_wish(request, cart, form)
    keep_form(cart, form, now=now_of(request))
    action = request.POST.get("action", "")
    if action == "keep":
        return HttpResponse(status=204)
    if action == "card":
        return _take_card(request, cart, form)
    if action == "place" and not is_what_was_shown(request, form.agreed):
        return _show(request, cart, form, Refusal(message=gettext(TERMS_CHANGED)), status=409)
    if action == "place":
        return _place(request, cart, form)
    return _show(request, cart, form, Refusal())


def _place(request: HttpRequest, cart: CartView, form: CheckoutInput) -> HttpResponse:
    try:
        wanted = replace(_wanted(request, cart, form), agreed=versions_of(form.agreed))
        made = purchase(wanted, visitor=visitor_of(request), now=now_of(request))
    except BadAddress as error:
        fields = error.facts.get("fields")
        texts = error_texts(fields if isinstance(fields, Mapping) else {}, form)
        refusal = Refusal(fields={**_empty_fields(form, request), **texts})
        return _show(request, cart, form, refusal, status=422)
    except errors.AlreadyOrdered:
        return _to_order_of(request, cart)
    except errors.PurchaseRefused as error:
        return _refused(request, form, error)
    except UNPAID as error:
        return _unpaid(request, cart, form, error)
    except (KeyReused, KeyInvalid, errors.Incomplete):
        return _once_more(request, cart)
    response = _thank(request, made.token)
    follow_up(request, response, cart, form)
    return response


def _take_card(request: HttpRequest, cart: CartView, form: CheckoutInput) -> HttpResponse:
    """Look a gift card up by its code and carry it in the form."""
    code, refusal = form.gift_card, Refusal()
    form = replace(form, gift_card="")
    try:
        card = look_up_card(
            store_id=cart.store_id, code=code, who=network_address_of(request), now=now_of(request)
        )
    except NoSuchCard:
        refusal = Refusal(card=gettext("We do not know this card. Please check its code."))
    except TooManyCardAttempts:
        text = gettext("Too many cards were tried. Please try again in a quarter of an hour.")
        refusal = Refusal(card=text)
    else:
        form = replace(form, cards=with_card(form.cards, card.id))
        if card.state(now_of(request)) is not AccountState.LIVE or not card.balance:
            refusal = Refusal(card=gettext("There is nothing left on this card."))
    return _show(request, cart, form, refusal, status=422 if refusal.card else 200)


def _wanted(request: HttpRequest, cart: CartView, form: CheckoutInput) -> PurchaseRequest:
    return PurchaseRequest(
        store_id=cart.store_id,
        key=form.idempotency_key,
        locale=language_of(request),
        email=form.email,
        address=form.address(),
        rate_code=form.rate,
        provider=form.payment,
        lines=wanted_lines(cart),
        expected_total=Money(form.expected_total, cart.currency),
        cart_id=cart.id,
        cart_version=form.cart_version,
        codes=cart.codes,
        accounts=pays_from(form),
        expected_credit=Money(form.expected_credit, cart.currency),
        tax_id=form.tax_id[:21],
        note=form.note,
        gift_message=form.gift_message,
    )


def _show(
    request: HttpRequest,
    cart: CartView,
    form: CheckoutInput,
    refusal: Refusal,
    *,
    status: int = 200,
) -> HttpResponse:
    store, language = store_of(request), language_of(request)
    choices, form = choices_for(cart, with_defaults(form, store), store, language, now_of(request))
    buyer, promises = buyer_of(request, cart.currency), cart_promises(request, cart)
    page = checkout_page(cart, form, choices, refusal, language, promises, buyer)
    template = "partials/checkout.html" if is_partial(request) else "checkout.html"
    shell = shell_of(request, count=cart.units)
    terms = agreement_of(request)
    response = answer(request, template, page, shell, status=status, agreement=terms)
    response["Cache-Control"] = "private, no-store"
    return response


def _refused(
    request: HttpRequest, form: CheckoutInput, error: errors.PurchaseRefused
) -> HttpResponse:
    """Nothing was taken: show what is different now and the new total."""
    cart = my_cart(request)
    if cart is None or not cart.lines:
        return _to_cart(request)
    if isinstance(error, errors.StillBusy):
        busy = gettext("Your order is being placed. Please press the button again in a moment.")
        return _show(request, cart, form, Refusal(message=busy), status=409)
    if isinstance(error, errors.NoShipping):
        text = gettext("This way of shipping does not serve your address. Please choose another.")
        return _show(request, cart, form, Refusal(rate=text), status=422)
    store, language = store_of(request), language_of(request)
    choices, form = choices_for(cart, with_defaults(form, store), store, language, now_of(request))
    seen = read_seen(request.POST.get("seen", ""))
    totals = choices.totals
    changes = changes_since(seen, cart_at(cart, totals), totals.shipping, language)
    title = gettext("Something has changed since you opened this page")
    return _show(request, cart, form, Refusal(title, changes), status=409)


def _unpaid(
    request: HttpRequest, cart: CartView, form: CheckoutInput, error: Exception
) -> HttpResponse:
    refusal = Refusal(payment=payment_text(error))
    return told_when(_show(request, cart, form, refusal, status=status_of(error)), error)


def _once_more(request: HttpRequest, cart: CartView) -> HttpResponse:
    """The form cannot be used as it is (an old or a forged one): offer a fresh one."""
    said = {**request.POST.dict(), "idempotency_key": new_secret()}
    fresh = settled(CheckoutInput.from_post(said), buyer_of(request, cart.currency))
    text = gettext("This page had become too old. Please check it and place your order again.")
    return _show(request, cart, fresh, Refusal(message=text), status=409)


def _empty_fields(form: CheckoutInput, request: HttpRequest) -> dict[str, str]:
    shown = (*contact_fields(form, {}), *address_fields(form, {}, (), language_of(request)))
    empty = {field.name: "" for field in shown if field.required and not field.value}
    return error_texts(empty, form)


def _to_cart(request: HttpRequest) -> HttpResponse:
    return _go_to(request, links.page_url("cart", language_of(request)))


def _to_order_of(request: HttpRequest, cart: CartView) -> HttpResponse:
    """A second click, a reload or the back button after the order: the same thank-you."""
    order = order_of_cart(cart.id)
    return _thank(request, order.token) if order else _to_cart(request)


def _go_to(request: HttpRequest, url: str) -> HttpResponse:
    """A redirect that htmx follows as a page, not as a fragment."""
    if is_partial(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url, status=303)


def _thank(request: HttpRequest, token: str) -> HttpResponse:
    response = _go_to(request, links.thanks_url(token, language_of(request)))
    # The cart's cookie stays: with it, a second click finds the order that the first one made.
    keep_count(response, 0)
    response["Cache-Control"] = "private, no-store"
    return response
