"""Steps of one draft: prices by hand, sending, taking back, completing, the end."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.checkout.errors import Incomplete
from balcao.domains.checkout.operations import complete_draft, send_quote
from balcao.domains.checkout.values import Purchase
from balcao.domains.drafts.errors import BadOverride
from balcao.domains.drafts.operations import cancel_draft, give_terms, override_price, take_back
from balcao.domains.drafts.values import DraftView
from balcao.entrypoints.console.boards.drafts.draft import mine
from balcao.entrypoints.console.boards.drafts.typed import end_typed, money_typed
from balcao.entrypoints.console.boards.payments.steps import key_of
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, said, store_of
from balcao.kernel.errors import BalcaoError
from balcao.kernel.money import Money


def price(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Give a line a price by hand; an empty field means the shop's price again."""

    def give(draft: DraftView, seen: int) -> None:
        override_price(
            draft_id=draft_id,
            variant_id=_variant(request),
            unit=money_typed(request.POST.get("price", ""), draft.currency, "unit"),
            reason=request.POST.get("reason", ""),
            by=actor_of(request),
            now=now_of(request),
            expected_version=seen,
        )

    return _step(request, draft_id, give, "The price is as you said.")


def given(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Take an amount off the whole, and say what shipping costs; empty fields say nothing."""

    def give(draft: DraftView, seen: int) -> None:
        off = money_typed(request.POST.get("discount", ""), draft.currency, "discount")
        give_terms(
            draft_id=draft_id,
            discount=off or Money.zero(draft.currency),
            shipping=money_typed(request.POST.get("shipping", ""), draft.currency, "shipping"),
            reason=request.POST.get("reason", ""),
            by=actor_of(request),
            now=now_of(request),
            expected_version=seen,
        )

    return _step(request, draft_id, give, "The draft is priced anew.")


def send(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Fix the prices and mail the quote."""
    zone = store_of(request).time_zone

    def go(_: DraftView, seen: int) -> None:
        send_quote(
            draft_id=draft_id,
            expires_at=end_typed(request.POST.get("expires", ""), zone),
            now=now_of(request),
            expected_version=seen,
        )

    return _step(request, draft_id, go, "Sent. The customer gets it by mail.")


def back(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Make it a draft again."""

    def go(_: DraftView, seen: int) -> None:
        take_back(draft_id=draft_id, now=now_of(request), expected_version=seen)

    return _step(request, draft_id, go, "Taken back. Its link says that it is being changed.")


def cancel(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """End it for good."""

    def go(_: DraftView, seen: int) -> None:
        cancel_draft(draft_id=draft_id, now=now_of(request), expected_version=seen)

    return _step(request, draft_id, go, "Cancelled.")


def complete(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Order it for the customer, and go to the order."""
    mine(request, draft_id)
    try:
        made = _completed(request, draft_id)
    except BalcaoError as error:
        messages.error(request, _why(error))
        return HttpResponseRedirect(link("draft", draft_id), status=303)
    messages.success(request, f"Ordered as {made.number}.")
    return HttpResponseRedirect(link("order", made.order_id), status=303)


def _completed(request: HttpRequest, draft_id: UUID) -> Purchase:
    return complete_draft(
        draft_id=draft_id,
        provider=request.POST.get("payment", ""),
        key=key_of(request),
        by=actor_of(request),
        now=now_of(request),
        expected_version=number_of(request.POST.get("version", "")),
    )


def _step(
    request: HttpRequest, draft_id: UUID, take: Callable[[DraftView, int], None], done: str
) -> HttpResponse:
    """Take a draft one step on, unless somebody changed it since the page was opened."""
    draft = mine(request, draft_id)
    seen = number_of(request.POST.get("version", ""))

    def go() -> None:
        try:
            take(draft, seen)
        except Incomplete as error:
            raise Incomplete(_why(error)) from None

    return act(request, go, done=done, back=link("draft", draft_id))


def _why(error: BalcaoError) -> str:
    """What is missing, by name, where the refusal knows."""
    fields = error.facts.get("fields")
    if isinstance(error, Incomplete) and isinstance(fields, dict):
        return " ".join(f"{name.capitalize()} {text}." for name, text in fields.items())
    return said(error)


def _variant(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("variant", ""))
    except ValueError:
        raise BadOverride("The draft has no such line.", field="variant_id") from None
