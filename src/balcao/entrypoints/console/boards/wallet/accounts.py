"""Cards, credit and points: lists, finding one by its code, what one shopper has, giving credit."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.wallet import operations, queries
from balcao.domains.wallet.values import AccountKind
from balcao.entrypoints.console.boards.wallet.shown import row_of
from balcao.entrypoints.console.boards.wallet.typed import do_once, money_of
from balcao.entrypoints.console.listing import PAGE, onward, word_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, show, store_of
from balcao.kernel.ids import new_secret

KINDS = {"gift_card": "Gift cards", "store_credit": "Store credit", "points": "Points"}


def accounts(request: HttpRequest) -> HttpResponse:
    """Show accounts of one kind, the newest first, and the forms to make one."""
    kind = word_of(request, "kind", list(KINDS), "gift_card")
    text, cursor = request.GET.get("q", "").strip()[:254], request.GET.get("cursor")
    page = queries.accounts_page(
        store_of(request).id, kind=AccountKind(kind), text=text, cursor=cursor, limit=PAGE
    )
    return show(
        request,
        "wallet/accounts.html",
        KINDS[kind],
        rows=[row_of(one, now_of(request)) for one in page.items],
        more=onward(request, page),
        tabs=[(code, title, code == kind) for code, title in KINDS.items()],
        kind=kind,
        q=text,
        key=new_secret(),
    )


def find(request: HttpRequest) -> HttpResponse:
    """Open the card with a code; a form, so that codes are in no address."""
    card = queries.card_by_code(store_of(request).id, request.POST.get("code", ""))
    if card is None:
        messages.error(request, "No gift card has this code. Compare its 16 characters.")
        return HttpResponseRedirect(link("wallet"), status=303)
    return HttpResponseRedirect(link("wallet-account", card.id), status=303)


def shopper(request: HttpRequest) -> HttpResponse:
    """Show everything one shopper has."""
    email = request.GET.get("email", "").strip().lower()[:254]
    now, found = now_of(request), queries.accounts_of(store_of(request).id, email)
    return show(
        request,
        "wallet/shopper.html",
        f"What {email} has" if email else "What a shopper has",
        email=email,
        rows=[row_of(one, now) for one in found],
        key=new_secret(),
    )


def grant(request: HttpRequest) -> HttpResponse:
    """Give a shopper credit, for a reason."""
    email = request.POST.get("email", "").strip().lower()[:254]
    back = link("wallet-shopper") + "?" + urlencode({"email": email})
    return act(request, lambda: do_once(request, _granting(request)), done="Given.", back=back)


def _granting(request: HttpRequest) -> Any:
    def granted() -> UUID:
        account = operations.grant_credit(
            store_id=store_of(request).id,
            shopper=request.POST.get("email", ""),
            amount=money_of(request),
            reason=request.POST.get("reason", ""),
            actor=actor_of(request),
            now=now_of(request),
        )
        return account.id

    return granted
