"""A quote, behind a link that only its customer has: looked at, and accepted once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods

from balcao.domains.checkout import errors
from balcao.domains.checkout.operations import accept_quote
from balcao.domains.checkout.queries import method_of, option_of, quote_draft
from balcao.domains.checkout.values import Purchase
from balcao.domains.drafts.errors import NoSuchDraft
from balcao.domains.drafts.queries import draft_by_token
from balcao.domains.drafts.values import DraftState, DraftView
from balcao.domains.orders.queries import order_of_draft
from balcao.domains.payments.errors import NoSuchProvider, PaymentDeclined
from balcao.domains.payments.queries import payment_choices
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.arrivals import arrival_text
from balcao.entrypoints.storefront.legal import (
    TERMS_CHANGED,
    agreement_of,
    is_what_was_shown,
    versions_of,
)
from balcao.entrypoints.storefront.pages.order import private
from balcao.entrypoints.storefront.parcels import address_lines
from balcao.entrypoints.storefront.quotelines import quote_lines
from balcao.entrypoints.storefront.savings import quote_sums
from balcao.entrypoints.storefront.shell import answer, language_of, now_of, shell_of, store_of
from balcao.entrypoints.storefront.sums import tax_sums
from balcao.entrypoints.storefront.viewmodels import Link, MessagePage, Pick, QuotePage
from balcao.entrypoints.storefront.words import moment_text, price_text
from balcao.kernel.errors import BalcaoError
from balcao.kernel.ids import new_secret
from balcao.plumbing.idempotency import KeyInvalid, KeyReused

LONGEST_VERSION = 9
SAID: Final[Mapping[type[BalcaoError], str]] = {
    errors.SoldOut: gettext_noop(
        "Not enough is left of something in this quote. Please write to us."
    ),
    errors.NoLongerForSale: gettext_noop(
        "Something in this quote is not for sale any more. Please write to us."
    ),
    errors.TotalChanged: gettext_noop(
        "A discount in this quote has been used up. Please write to us."
    ),
    errors.QuoteMoved: gettext_noop(
        "This quote was changed since you opened it. Please look at it again."
    ),
    PaymentDeclined: gettext_noop("The payment was declined. Please choose another way to pay."),
    NoSuchProvider: gettext_noop("Please choose how you want to pay."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def quote(request: HttpRequest, token: str) -> HttpResponse:
    """Show a quote that can be accepted, or say what became of it; accept it when that is sent."""
    draft, now = _draft_of(request, token), now_of(request)
    if draft.state == DraftState.ORDERED:
        return _to_order(request, draft)
    if not draft.is_open(now):
        return _over(request, draft, now)
    if request.method == "POST":
        return _accept(request, draft, now)
    return _show(request, draft, now)


def _accept(request: HttpRequest, draft: DraftView, now: datetime) -> HttpResponse:
    if not is_what_was_shown(request, request.POST.get("agreed", "")):
        return _show(request, draft, now, message=gettext(TERMS_CHANGED))
    try:
        made = _accepted(request, draft, now)
    except errors.QuoteOver:
        return _over(request, draft, draft.expires_at or now)
    except (errors.PurchaseRefused, NoSuchProvider, PaymentDeclined) as error:
        fresh = draft_by_token(draft.token)
        if not fresh.is_open(now):
            return _over(request, fresh, now)
        return _show(request, fresh, now, message=_said(error))
    except (KeyReused, KeyInvalid):
        text = gettext("This page had become too old. Please check it and press the button again.")
        return _show(request, draft, now, message=text)
    return private(_go_to(links.thanks_url(made.token, language_of(request))))


def _accepted(request: HttpRequest, draft: DraftView, now: datetime) -> Purchase:
    version = request.POST.get("version", "")
    is_number = version.isascii() and version.isdecimal() and len(version) <= LONGEST_VERSION
    return accept_quote(
        draft_id=draft.id,
        version=int(version) if is_number else 0,
        provider=request.POST.get("payment", ""),
        key=request.POST.get("idempotency_key", ""),
        agreed=versions_of(request.POST.get("agreed", "")),
        now=now,
    )


def _show(
    request: HttpRequest, draft: DraftView, now: datetime, *, message: str = ""
) -> HttpResponse:
    payments = _payments(draft, request.POST.get("payment", ""), language_of(request))
    page = _page(draft, store_of(request), language_of(request), payments, message, now)
    status = 409 if message else 200
    terms, shell = agreement_of(request), shell_of(request)
    return private(answer(request, "quote.html", page, shell, status=status, agreement=terms))


def _page(
    draft: DraftView,
    store: StoreInfo,
    language: str,
    payments: tuple[Pick, ...],
    message: str,
    now: datetime,
) -> QuotePage:
    priced, address = quote_draft(draft, now=now), draft.said.address
    option = option_of(draft, priced, now=now)
    return QuotePage(
        number=draft.number,
        until=moment_text(draft.expires_at or now, language, store.time_zone),
        note=draft.said.note,
        lines=quote_lines(store.id, priced, language),
        sums=quote_sums(priced, language),
        total=price_text(priced.total, language),
        included=tax_sums(priced.taxes, language, are_included=True),
        address=address_lines(address, language) if address else (),
        shipping=method_of(draft, priced, now=now),
        arrival=arrival_text(option, language),
        payments=payments,
        version=draft.version,
        idempotency_key=new_secret(),
        message=message,
    )


def _payments(draft: DraftView, chosen: str, language: str) -> tuple[Pick, ...]:
    allowed = draft.said.providers
    choices = [one for one in payment_choices(language) if not allowed or one.code in allowed]
    known = {one.code for one in choices}
    first = chosen if chosen in known else next((one.code for one in choices), "")
    return tuple(
        Pick(one.code, one.label, one.explanation, "", one.code == first) for one in choices
    )


def _over(request: HttpRequest, draft: DraftView, now: datetime) -> HttpResponse:
    """What became of a quote that cannot be accepted."""
    store, language = store_of(request), language_of(request)
    if draft.state_at(now) == DraftState.EXPIRED and draft.expires_at:
        title = gettext("This quote has expired")
        until = moment_text(draft.expires_at, language, store.time_zone)
        words = gettext(
            "It could be accepted until %(until)s. Write to %(email)s and we make you a new one."
        ) % {"until": until, "email": store.email}
    elif draft.state == DraftState.CANCELLED:
        title = gettext("This quote was cancelled")
        words = gettext("Questions? Write to %(email)s.") % {"email": store.email}
    else:
        title = gettext("This quote is being changed")
        words = gettext("You will get it again by mail when it is ready. Nothing was ordered.")
    home = Link(gettext("Back to the shop"), links.page_url("home", language))
    page = MessagePage(title, words, (home,))
    return private(answer(request, "message.html", page, shell_of(request), status=410))


def _said(error: BalcaoError) -> str:
    busy = gettext_noop("Your order is being placed. Please press the button again in a moment.")
    return gettext(SAID.get(type(error), busy))


def _to_order(request: HttpRequest, draft: DraftView) -> HttpResponse:
    order = order_of_draft(draft.id)
    if order is None:
        return _show(request, draft_by_token(draft.token), now_of(request))
    return private(_go_to(links.order_url(order.token, language_of(request))))


def _go_to(url: str) -> HttpResponse:
    return HttpResponseRedirect(url, status=303)


def _draft_of(request: HttpRequest, token: str) -> DraftView:
    try:
        draft = draft_by_token(token)
    except NoSuchDraft:
        raise Http404 from None
    if draft.store_id != store_of(request).id:
        raise Http404
    return draft
