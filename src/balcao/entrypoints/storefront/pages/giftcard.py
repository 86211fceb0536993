"""What is left on a gift card, for whoever knows its code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from balcao.domains.wallet.errors import NoSuchCard, TooManyCardAttempts
from balcao.domains.wallet.operations import look_up_card
from balcao.domains.wallet.values import Account, AccountState
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.shell import answer, language_of, now_of, shell_of, store_of
from balcao.entrypoints.storefront.viewmodels import GiftCardPage
from balcao.entrypoints.storefront.words import date_text, minor_text
from balcao.plumbing.web.callers import network_address_of

LONGEST: Final = 60


@require_http_methods(["GET", "HEAD", "POST"])
def balance(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and say what is left on its card; the code is in no address and no log."""
    url = links.page_url("gift-card", language_of(request))
    page, status = GiftCardPage(gettext("Gift card balance"), url), 200
    if request.method == "POST":
        page, status = _asked(request, page)
    return answer(request, "gift_card.html", page, shell_of(request), status=status)


def _asked(request: HttpRequest, page: GiftCardPage) -> tuple[GiftCardPage, int]:
    code = request.POST.get("code", "")[:LONGEST]
    now = now_of(request)
    try:
        card = look_up_card(
            store_id=store_of(request).id, code=code, who=network_address_of(request), now=now
        )
    except NoSuchCard:
        wrong = gettext("No gift card has this code. Please compare its 16 letters and digits.")
        return replace(page, code=code, error=wrong), 404
    except TooManyCardAttempts:
        many = gettext("Too many codes were wrong. Please try again in a quarter of an hour.")
        return replace(page, error=many), 429
    return replace(page, **_found(request, card)), 200


def _found(request: HttpRequest, card: Account) -> dict[str, Any]:
    language, ends = language_of(request), card.expires_at
    state = card.state(now_of(request))
    words = {
        AccountState.LIVE: "",
        AccountState.EXPIRED: gettext("This card is past its end and pays nothing any more."),
        AccountState.DISABLED: gettext("This card has been disabled. Please write to us."),
    }
    until = date_text(ends, language, store_of(request).time_zone) if ends else ""
    return {
        "balance": minor_text(card.balance, card.currency, language),
        "state": words[state],
        "ends": gettext("Valid until %(day)s") % {"day": until} if until else "",
        "is_good": state == AccountState.LIVE,
    }
