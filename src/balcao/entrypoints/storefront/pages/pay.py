"""Paying for an order: the card form, a saved card, the bank's question, or another way."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from balcao.domains.checkout.errors import PricedForAnotherWay
from balcao.domains.orders.values import OrderView
from balcao.domains.payments import errors
from balcao.domains.payments.values import PaymentInfo
from balcao.domains.risk.errors import TooManyPayments
from balcao.domains.risk.operations import pay_another_way
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.account import signed_in
from balcao.entrypoints.storefront.pages.order import order_here, order_page, private
from balcao.entrypoints.storefront.paycards import keep_or_not, pay_saved
from balcao.entrypoints.storefront.payforms import (
    Standing,
    allow_forms,
    open_payment,
    pay_panel,
    standing_of,
)
from balcao.entrypoints.storefront.payrefusals import (
    UNPAID,
    payment_text,
    status_of,
    told_when,
)
from balcao.entrypoints.storefront.shell import (
    answer,
    language_of,
    now_of,
    shell_of,
    store_of,
    visitor_of,
)
from balcao.entrypoints.storefront.viewmodels.paying import PayPage

REFUSALS = (
    PricedForAnotherWay,
    errors.NoSuchProvider,
    errors.NoSuchSavedCard,
    errors.CardsNotKept,
    errors.ProviderSilent,
    errors.ProviderSaidNo,
    TooManyPayments,
)


@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, token: str) -> HttpResponse:
    """Show how an order can be paid, or take what the shopper chose.

    Whoever comes here from the provider's form or from a bank is believed nothing: the provider is
    asked, by the same operation that its messages and the sweeper use.
    """
    order = order_here(request, token)
    if request.method == "POST":
        return _taken(request, order)
    return _show(request, order)


def _taken(request: HttpRequest, order: OrderView) -> HttpResponse:
    payment = open_payment(order)
    try:
        if payment is not None:
            return _carry_out(request, order, payment)
    except errors.NotPayable:
        pass  # the money has come meanwhile, or a second click was faster
    except REFUSALS as refusal:
        return _refused(request, order, refusal)
    return _to_order(order, language_of(request))


def _carry_out(request: HttpRequest, order: OrderView, payment: PaymentInfo) -> HttpResponse:
    said, now, shopper = request.POST, now_of(request), signed_in(request)
    if "keep" in said:
        keep_or_not(payment, shopper, wants=said["keep"] == "1", now=now)
        return HttpResponse(status=204)
    language = language_of(request)
    back = request.build_absolute_uri(links.pay_url(order.token, language))
    if said.get("card"):
        pay_saved(payment, shopper, said, now=now, return_url=back)
    elif said.get("way"):
        way = said["way"][:40]
        pay_another_way(
            payment_id=payment.id,
            provider=way,
            token="",
            visitor=visitor_of(request),
            now=now,
            return_url=back,
        )
    return _to_order(order, language)


def _refused(request: HttpRequest, order: OrderView, refusal: Exception) -> HttpResponse:
    if isinstance(refusal, UNPAID):
        text = payment_text(refusal)
        return told_when(_show(request, order, ways_error=text, status=status_of(refusal)), refusal)
    if isinstance(refusal, PricedForAnotherWay):
        text = gettext("The price was made for the way to pay that you chose. Please pay that way.")
        return _show(request, order, ways_error=text, status=409)
    if isinstance(refusal, (errors.NoSuchSavedCard, errors.CardsNotKept)):
        text = gettext("This card is not kept any more. Please take another one.")
        return _show(request, order, message=text, status=422)
    text = gettext("That did not work just now. Nothing was charged twice; please try again.")
    return _show(request, order, message=text, status=409)


def _show(
    request: HttpRequest, order: OrderView, *, status: int = 200, **refusal: str
) -> HttpResponse:
    now = now_of(request)
    standing = standing_of(order, now, signed_in(request))
    if standing is None:
        return _to_order(order, language_of(request))
    page = pay_page(order, standing, store_of(request), language_of(request), now, **refusal)
    response = answer(request, "pay.html", page, shell_of(request), status=status)
    return private(allow_forms(response, [standing.provider]))


def pay_page(
    order: OrderView,
    standing: Standing,
    store: StoreInfo,
    language: str,
    now: datetime,
    **refusal: str,
) -> PayPage:
    """An order and how to pay for it; ``refusal`` is why what was just tried did not work."""
    title = gettext("Pay for order %(number)s") % {"number": order.number}
    lead = gettext("Everything in it is set aside for you. Only the payment is missing.")
    shown = order_page(order, store, language, heading=title, lead="")
    return PayPage(title, lead, shown, pay_panel(order, standing, language, now=now, **refusal))


def _to_order(order: OrderView, language: str) -> HttpResponse:
    # 303: after a form, the browser asks for the page and sends nothing again.
    return HttpResponseRedirect(links.thanks_url(order.token, language), status=303)
