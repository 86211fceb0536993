"""Paying what an order owes by a link; whoever has it sees what is owed and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from balcao.domains.checkout.operations import pay_by_link
from balcao.domains.orders.queries import order_by_id
from balcao.domains.orders.values import OrderView
from balcao.domains.payments import errors
from balcao.domains.payments.ports import Outcome, offered
from balcao.domains.payments.queries import link_by_token, payments_of
from balcao.domains.payments.values import LinkInfo, PaymentInfo
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.pages.order import ENDED, private
from balcao.entrypoints.storefront.payforms import (
    Standing,
    allow_forms,
    open_payment,
    pay_panel,
    standing_of,
)
from balcao.entrypoints.storefront.shell import answer, language_of, now_of, shell_of, store_of
from balcao.entrypoints.storefront.viewmodels import Link, MessagePage, OwedPage, Sum
from balcao.entrypoints.storefront.viewmodels.paying import PayPanel
from balcao.entrypoints.storefront.words import price_text
from balcao.kernel.money import total_of


@require_http_methods(["GET", "HEAD", "POST"])
def owed(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is owed and how to pay it; ask for it by another way when that is sent."""
    link = _link_of(request, token)
    order = order_by_id(link.order_id)
    if open_payment(order) is None:
        return _settled(request, order)
    if not link.is_live(now_of(request)):
        return _ended(request)
    if request.method == "POST" and "way" in request.POST:
        return _ask(request, link, order)
    return _show(request, link, order)


def _ask(request: HttpRequest, link: LinkInfo, order: OrderView) -> HttpResponse:
    """Ask once, then show the page: a reload asks for nothing."""
    back = links.owed_url(link.token, language_of(request))
    return_url = request.build_absolute_uri(back)
    now, way, said = now_of(request), _chosen(request), ""
    try:
        asked = pay_by_link(token=link.token, provider=way, return_url=return_url, now=now)
        if asked.outcome is Outcome.DECLINED:
            said = gettext("The payment was declined. Please choose another way to pay.")
    except errors.NoSuchProvider:
        text = gettext("Please choose how you want to pay.")
        return _show(request, link, order, ways_error=text)
    except (errors.ProviderSilent, errors.ProviderSaidNo):
        said = gettext("We cannot reach this way to pay right now. Please try again shortly.")
    except errors.NotPayable:
        pass  # paid, or asked for on another device, in this very moment
    if said:
        return _show(request, link, order, message=said)
    return private(HttpResponseRedirect(back, status=303))


def _show(
    request: HttpRequest,
    link: LinkInfo,
    order: OrderView,
    *,
    ways_error: str = "",
    message: str = "",
) -> HttpResponse:
    language, now = language_of(request), now_of(request)
    standing = standing_of(order, now)
    if standing is None:  # asking has found it paid
        return _settled(request, order_by_id(order.id))
    said = {"ways_error": ways_error, "message": message}
    panel = _panel(link, order, standing, language, now=now, **said)
    page = _page(order, standing.payment, panel, language)
    status = 422 if ways_error else 409 if message else 200
    response = answer(request, "owed.html", page, shell_of(request), status=status)
    return private(allow_forms(response, [standing.provider]))


def _page(order: OrderView, payment: PaymentInfo, panel: PayPanel, language: str) -> OwedPage:
    amount = price_text(payment.amount, language)
    return OwedPage(
        title=gettext("Pay for order %(number)s") % {"number": order.number},
        lead=gettext("%(owed)s is still to be paid.") % {"owed": amount},
        owed=amount,
        sums=_sums(order, payment, language),
        panel=panel,
    )


def _panel(
    link: LinkInfo,
    order: OrderView,
    standing: Standing,
    language: str,
    *,
    now: datetime,
    ways_error: str,
    message: str,
) -> PayPanel:
    """The panel of the order's own page, coming back here; who pays a courier needs no link."""
    back = links.owed_url(link.token, language)
    panel = pay_panel(order, standing, language, now=now, ways_error=ways_error, message=message)
    at_the_door = _at_the_door()
    ways = tuple(way for way in panel.ways if way.value not in at_the_door)
    return replace(panel, url=back, back_url=back, ways=ways)


def _sums(order: OrderView, payment: PaymentInfo, language: str) -> tuple[Sum, ...]:
    """How what is asked for now came about, where it is not simply the order's total."""
    if payment.amount == order.total:
        return ()
    rows = [Sum(gettext("Total of the order"), price_text(order.total, language))]
    captured = total_of((one.captured for one in payments_of(order.id)), order.total.currency)
    paid = captured + order.credit
    if paid:
        rows.append(Sum(gettext("Paid so far"), f"−{price_text(paid, language)}"))
    later = order.total - paid - payment.amount
    if later:
        rows.append(Sum(gettext("To be paid later"), f"−{price_text(later, language)}"))
    return tuple(rows)


def _chosen(request: HttpRequest) -> str:
    code = request.POST.get("way", "")[:40]
    return "" if code in _at_the_door() else code


def _at_the_door() -> set[str]:
    return {one.code for one in offered() if one.pays_on_delivery}


def _settled(request: HttpRequest, order: OrderView) -> HttpResponse:
    if order.state in ENDED:
        title = gettext("This order was cancelled")
        words = gettext("Nothing has to be paid for order %(number)s.")
    else:
        title = gettext("Paid. Thank you!")
        words = gettext("Nothing is left to pay for order %(number)s.")
    return _message(request, title, words % {"number": order.number}, 200)


def _ended(request: HttpRequest) -> HttpResponse:
    title = gettext("This link is not valid any more")
    words = gettext("Write to %(email)s and we send you a new one.")
    return _message(request, title, words % {"email": store_of(request).email}, 410)


def _message(request: HttpRequest, title: str, words: str, status: int) -> HttpResponse:
    home = Link(gettext("Back to the shop"), links.page_url("home", language_of(request)))
    page = MessagePage(title, words, (home,))
    return private(answer(request, "message.html", page, shell_of(request), status=status))


def _link_of(request: HttpRequest, token: str) -> LinkInfo:
    try:
        link = link_by_token(token)
    except errors.NoSuchPaymentLink:
        raise Http404 from None
    if link.store_id != store_of(request).id:
        raise Http404
    return link
