"""Paying for an order: the card form, the bank's question, or another way."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from balcao.domains.checkout.operations import pay_another_way
from balcao.domains.orders.values import OrderView
from balcao.domains.payments import errors
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.pages.order import order_here, order_page, private
from balcao.entrypoints.storefront.payforms import (
    allow_forms,
    open_payment,
    pay_panel,
    standing_of,
)
from balcao.entrypoints.storefront.shell import answer, language_of, now_of, shell_of, store_of
from balcao.entrypoints.storefront.viewmodels.paying import PayPage


@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, token: str) -> HttpResponse:
    """Show how an order can be paid, or take the shopper's choice of another way.

    Whoever comes here from the provider's form or from a bank is believed nothing: the provider is
    asked, by the same operation that its messages and the sweeper use.
    """
    order = order_here(request, token)
    if request.method == "POST" and request.POST.get("way"):
        return _pay_by(request, order, request.POST["way"][:40])
    return _show(request, order)


def _pay_by(request: HttpRequest, order: OrderView, way: str) -> HttpResponse:
    payment, language = open_payment(order), language_of(request)
    if payment is None:
        return _to_order(order, language)
    back = request.build_absolute_uri(links.pay_url(order.token, language))
    try:
        pay_another_way(
            payment_id=payment.id, provider=way, token="", now=now_of(request), return_url=back
        )
    except errors.NoSuchProvider:
        text = gettext("Please choose how you want to pay.")
        return _show(request, order, ways_error=text, status=422)
    except (errors.ProviderSilent, errors.ProviderSaidNo):
        text = gettext("Your way to pay cannot be changed just now. Please try again in a moment.")
        return _show(request, order, message=text, status=409)
    except errors.NotPayable:
        pass  # the money has come meanwhile, or a second click was faster
    return _to_order(order, language)


def _show(
    request: HttpRequest,
    order: OrderView,
    *,
    ways_error: str = "",
    message: str = "",
    status: int = 200,
) -> HttpResponse:
    store, language = store_of(request), language_of(request)
    standing = standing_of(order, now_of(request))
    if standing is None:
        return _to_order(order, language)
    panel = pay_panel(order, standing, language, ways_error=ways_error, message=message)
    title = gettext("Pay for order %(number)s") % {"number": order.number}
    shown = order_page(order, store, language, heading=title, lead="")
    lead = gettext("Everything in it is set aside for you. Only the payment is missing.")
    page = PayPage(title, lead, shown, panel)
    response = answer(request, "pay.html", page, shell_of(request), status=status)
    return private(allow_forms(response, [standing.provider]))


def _to_order(order: OrderView, language: str) -> HttpResponse:
    # 303: after a form, the browser asks for the page and sends nothing again.
    return HttpResponseRedirect(links.thanks_url(order.token, language), status=303)
