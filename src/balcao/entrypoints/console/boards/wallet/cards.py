"""Making a gift card, and the one page that shows its code."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from balcao.domains.wallet import operations
from balcao.domains.wallet.errors import BadStoredValue
from balcao.domains.wallet.ports import mail_card
from balcao.domains.wallet.values import IssuedCard
from balcao.entrypoints.console.boards.wallet.shown import row_of
from balcao.entrypoints.console.boards.wallet.typed import do_once, end_of, money_of
from balcao.entrypoints.console.pages import actor_of, link, now_of, said, store_of
from balcao.kernel.errors import BalcaoError

SENT = "It was mailed to {}."
FAILED = "The mail to {} could not be sent."


def issue(request: HttpRequest) -> HttpResponse:
    """Make a card and show its code this once, to be printed; mail it when that was asked for."""
    made: list[IssuedCard] = []
    try:
        account_id = do_once(request, lambda: _issued(request, made))
    except BalcaoError as error:
        messages.error(request, said(error))
        return HttpResponseRedirect(link("wallet"), status=303)
    if not made:
        messages.info(request, "This card was made before; its code was shown then.")
        return HttpResponseRedirect(link("wallet-account", account_id), status=303)
    post = request.POST
    words = ""
    if post.get("mail"):
        is_sent = mail_card(made[0], post.get("language", ""), post.get("message", "")[:500])
        words = (SENT if is_sent else FAILED).format(made[0].account.owner)
    return _show(request, made[0], words)


def replace_code(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Give a card another code and show it this once; the old one ends."""
    card = operations.replace_code(store_id=store_of(request).id, account_id=account_id)
    return _show(request, card, "")


def _issued(request: HttpRequest, made: list[IssuedCard]) -> UUID:
    post = request.POST
    if post.get("mail") and not post.get("email", "").strip():
        raise BadStoredValue("Say whom to mail the card to.", field="email")
    card = operations.issue_gift_card(
        store_id=store_of(request).id,
        amount=money_of(request),
        owner=post.get("email", "").strip(),
        expires_at=end_of(request),
        note=post.get("note", "").strip(),
        actor=actor_of(request),
        now=now_of(request),
    )
    made.append(card)
    return card.account.id


def _show(request: HttpRequest, card: IssuedCard, mailed: str) -> HttpResponse:
    shown = {
        "card": row_of(card.account, now_of(request)),
        "code": card.written,
        "store": store_of(request),
        "mailed": mailed,
        "failed": mailed.startswith(FAILED[:8]),
    }
    response = render(request, "console/wallet/card.html", shown)
    response["Cache-Control"] = "no-store"
    return response
