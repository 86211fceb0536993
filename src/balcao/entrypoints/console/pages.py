"""What every board needs: the shop, the clock, a page around a template, an answer to a post."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from balcao.domains.stores.queries import store_for_host
from balcao.domains.stores.values import StoreInfo
from balcao.domains.team.values import Capability
from balcao.entrypoints.console.look import site_context
from balcao.kernel.errors import BalcaoError

STORE: Final = "_console_store"


def now_of(_: HttpRequest) -> datetime:
    """The moment of a request, aware UTC: the one place where the console looks at the clock."""
    return datetime.now(UTC)


def store_of(request: HttpRequest) -> StoreInfo:
    """The shop that answers to this host; asked for once per request.

    :raises NoSuchStore: there is no shop at all yet.
    """
    kept = vars(request)
    if STORE not in kept:
        kept[STORE] = store_for_host(request.get_host().partition(":")[0])
    found: StoreInfo = kept[STORE]
    return found


def actor_of(request: HttpRequest) -> str:
    """The mail address of who is signed in."""
    return request.user.get_username()


def show(
    request: HttpRequest, template: str, title: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the console. ``context`` holds frozen values only."""
    whole = {
        **site_context(request),
        "title": title,
        "store": store_of(request),
        "may": {c.name.lower(): request.user.can(c) for c in Capability},
        **context,
    }
    return render(request, f"console/{template}", whole, status=status)


def act(request: HttpRequest, do: Callable[[], object], *, done: str, back: str) -> HttpResponse:
    """Run one operation, say what came of it, and go back to a page."""
    try:
        do()
    except BalcaoError as error:
        messages.error(request, said(error))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(back, status=303)


def said(error: BalcaoError) -> str:
    """A refusal in the words of the console."""
    known = {
        "order_changed": "Somebody else changed this order while you had it open. "
        "You are looking at it as it is now; check it and repeat your step.",
        "product_changed": "Somebody else saved this product while you had it open. "
        "What you typed is still here and nothing was overwritten: open the product "
        "in another tab to compare, then save again to put your version on top.",
        "draft_moved": "Somebody else changed this draft while you had it open. You are looking "
        "at it as it is now; check it and repeat your step.",
        "purchase_order_changed": "Somebody else changed this purchase order while you had it "
        "open. You are looking at it as it is now; check it and repeat your step.",
        "customer_changed": "Somebody else changed this customer while you had the page open. "
        "You are looking at it as it is now; check it and repeat your step.",
        "segment_changed": "Somebody else changed this segment while you had it open. Nothing was "
        "overwritten: open it in another tab to compare, then repeat your step there.",
        "collection_changed": "Somebody else changed this collection while you had it open. "
        "Nothing was overwritten: look at it as it is now and repeat your step.",
        "promised_away": "So many units are promised to orders that on-hand cannot go this low. "
        "Cancel orders first, or count again.",
    }
    return known.get(error.code, error.message)


def link(name: str, *args: object) -> str:
    """The address of a page of the console."""
    return reverse(f"console:{name}", args=args)


def forbidden(
    request: HttpRequest, needs: Capability | None = None, said: str = ""
) -> HttpResponse:
    """The page for those who lack a permission."""
    words = said or "Your role does not include this page or step."
    return show(request, "refused.html", "Not allowed", status=403, words=words, needs=needs or "")


def missing(request: HttpRequest, words: str) -> HttpResponse:
    """The page for what is not there."""
    return show(request, "refused.html", "Not found", status=404, words=words, needs="")


def refused(request: HttpRequest, words: str) -> HttpResponse:
    """The page for an address or a form that no page of ours makes."""
    return show(request, "refused.html", "Not possible", status=400, words=words, needs="")
