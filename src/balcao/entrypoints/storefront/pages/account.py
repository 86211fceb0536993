"""A shopper's account: orders, addresses, what they agreed to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from balcao.domains.customers import operations, queries
from balcao.domains.customers.values import ConsentKind, SavedAddressInfo, Shopper
from balcao.domains.orders.queries import orders_of_shopper
from balcao.domains.orders.values import OrderView
from balcao.domains.payments.queries import saved_cards
from balcao.entrypoints.storefront import flash, links
from balcao.entrypoints.storefront.account import signed_in
from balcao.entrypoints.storefront.consents import marketing_text, marketing_words
from balcao.entrypoints.storefront.pages.order import state_text
from balcao.entrypoints.storefront.parcels import address_lines
from balcao.entrypoints.storefront.savedcards import saved_card_row
from balcao.entrypoints.storefront.shell import answer, language_of, now_of, shell_of, store_of
from balcao.entrypoints.storefront.storedvalue import stored_value_of
from balcao.entrypoints.storefront.viewmodels import AccountPage, KeptAddress, PastOrder
from balcao.entrypoints.storefront.viewmodels.paying import SavedCardRow
from balcao.entrypoints.storefront.words import date_text, price_text
from balcao.plumbing.audit import acting
from balcao.plumbing.keyset import BadCursor, Page

SHOWN = 4


def shoppers_only(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that gets the shopper as its second argument; guests sign in first."""

    @wraps(page)
    def guarded(request: HttpRequest, **parts: Any) -> HttpResponse:
        shopper = signed_in(request)
        if shopper is None:
            onward = urlencode({"onward": request.path})
            url = f"{links.page_url('sign-in', language_of(request))}?{onward}"
            return HttpResponseRedirect(url, status=303)
        if request.method == "POST":
            with acting(shopper.email, source="storefront"):
                response = page(request, shopper, **parts)
        else:
            response = page(request, shopper, **parts)
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@shoppers_only
def account(request: HttpRequest, shopper: Shopper) -> HttpResponse:
    """Show everything, or change whether the shopper is written to."""
    if request.method == "POST":
        return _change_consent(request, shopper)
    response = answer(request, "account.html", _page(request, shopper), shell_of(request))
    flash.was_said(request, response)
    return response


def _change_consent(request: HttpRequest, shopper: Shopper) -> HttpResponse:
    is_given = "marketing" in request.POST
    language = language_of(request)
    operations.record_consent(
        store_id=shopper.store_id,
        email=shopper.email,
        kind=ConsentKind.MARKETING,
        is_given=is_given,
        words=marketing_words(language),
        source="account",
        now=now_of(request),
    )
    response = HttpResponseRedirect(links.page_url("account", language), status=303)
    flash.say_next(response, gettext("Saved."))
    return response


def _page(request: HttpRequest, shopper: Shopper) -> AccountPage:
    language, zone = language_of(request), store_of(request).time_zone
    found, url = _orders(request, shopper), links.page_url("account", language)
    whose = (shopper.store_id, shopper.customer_id)
    return AccountPage(
        title=_greeting(shopper),
        email=shopper.email,
        orders=tuple(_past(order, language, zone) for order in found.items),
        addresses=tuple(kept_address(one, language) for one in queries.saved_addresses(*whose)),
        marketing_text=marketing_text(),
        is_told_news=queries.has_consented(shopper.store_id, shopper.email, ConsentKind.MARKETING),
        url=url,
        new_address_url=links.page_url("address-new", language),
        sign_out_url=links.page_url("sign-out", language),
        devices=queries.count_sessions(*whose, now=now_of(request)),
        older_url=f"{url}?cursor={found.next_cursor}" if found.next_cursor else "",
        said=flash.said(request),
        cards=_cards(shopper, language, now_of(request)),
        values=stored_value_of(shopper, store_of(request), language, now_of(request)),
    )


def _cards(shopper: Shopper, language: str, now: datetime) -> tuple[SavedCardRow, ...]:
    return tuple(
        saved_card_row(one, now, url=links.card_removal_url(str(one.id), language))
        for one in saved_cards(shopper.store_id, shopper.customer_id)
    )


def _greeting(shopper: Shopper) -> str:
    first = shopper.name.split(" ")[0]
    return gettext("Hello, %(name)s") % {"name": first} if first else gettext("Your account")


def _orders(request: HttpRequest, shopper: Shopper) -> Page[OrderView]:
    cursor = request.GET.get("cursor") or None
    try:
        return orders_of_shopper(shopper.store_id, shopper.email, cursor=cursor)
    except BadCursor:
        return orders_of_shopper(shopper.store_id, shopper.email)


def kept_address(one: SavedAddressInfo, language: str) -> KeptAddress:
    """A saved address as the account and the checkout show it."""
    url = links.page_url("address", language, str(one.id))
    return KeptAddress(str(one.id), address_lines(one.address, language), one.is_default, url)


def _past(order: OrderView, language: str, zone: str) -> PastOrder:
    units = sum(line.quantity for line in order.lines)
    return PastOrder(
        number=order.number,
        url=links.order_url(order.token, language),
        placed=date_text(order.placed_at, language, zone),
        state=state_text(order),
        total=price_text(order.total, language),
        summary=ngettext("%(n)d piece", "%(n)d pieces", units) % {"n": units},
        again_url=links.again_url(order.token, language),
        pictures=tuple(links.picture_of(line.image, line.title) for line in order.lines[:SHOWN]),
    )
