"""The last answer of a task: done once for the key of its form, and said in the next page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import variant_card
from balcao.domains.catalog.values import VariantCard
from balcao.domains.inventory.errors import BadQuantity, LotMissing
from balcao.entrypoints.console.boards.floor.asking import place_of
from balcao.entrypoints.console.pages import actor_of, now_of, said, store_of
from balcao.kernel.errors import BalcaoError
from balcao.plumbing.idempotency import once

Effect = Callable[..., Any]


def answer(
    request: HttpRequest, do: Callable[[], str], *, next_page: str, again: str
) -> HttpResponse:
    """Do the step; ``do`` returns what to say. On a refusal the question is asked ``again``."""
    try:
        words = do()
    except BalcaoError as error:
        messages.error(request, said(error))
        return HttpResponseRedirect(again, status=303)
    messages.success(request, words)
    return HttpResponseRedirect(next_page, status=303)


def do_once(request: HttpRequest, scope: str, effect: Effect, **asked: Any) -> Any:
    """Run an operation at the person's place, once for the form's key; returns its answer."""
    store_id, now, place = store_of(request).id, now_of(request), place_of(request)
    do = partial(
        effect, store_id=store_id, location_id=place.id, actor=actor_of(request), now=now, **asked
    )
    _, result, _ = once(
        store_id=store_id,
        scope=f"console.floor.{scope}",
        key=request.POST.get("key", ""),
        request=[place.id, {name: str(value) for name, value in asked.items()}],
        now=now,
        effect=lambda: (200, do()),
    )
    return result


def card_of(request: HttpRequest) -> VariantCard:
    """The variant that the form names.

    :raises NoSuchVariant: there is none in this store.
    """
    try:
        return variant_card(store_of(request).id, UUID(request.POST.get("variant", "")))
    except ValueError:
        raise NoSuchVariant from None


def units_of(request: HttpRequest, name: str = "units", *, default: str = "") -> int:
    """A number of units of the form.

    :raises BadQuantity: it is not a whole number.
    """
    given = request.POST.get(name, "").strip() or default
    if not (given.isascii() and given.isdecimal() and len(given) < 9):
        raise BadQuantity("Give the number of units in digits.", field=name)
    return int(given)


def day_of(request: HttpRequest, name: str) -> date | None:
    """A date of the form; None when none was given.

    :raises LotMissing: it is not a date.
    """
    given = request.POST.get(name, "").strip()
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise LotMissing(f"“{given[:20]}” is not a date.", field=name) from None
