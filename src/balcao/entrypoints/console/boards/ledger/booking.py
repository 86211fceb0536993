"""What people book: a journal by hand, and giving up what nobody will pay."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.ledger import operations, queries
from balcao.entrypoints.console.boards.ledger.typed import ROWS, day_typed, lines_typed, today_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, said, show, store_of
from balcao.kernel.errors import BalcaoError
from balcao.kernel.ids import new_secret


def form(request: HttpRequest) -> HttpResponse:
    """Show the empty form."""
    return _form(request, {"day": today_of(request).isoformat(), "key": new_secret()})


def save(request: HttpRequest) -> HttpResponse:
    """Write the journal; what was typed stays in the form when it is refused."""
    try:
        journal_id = operations.book_by_hand(
            store_id=store_of(request).id,
            key=request.POST.get("key", ""),
            day=day_typed(request, "day"),
            lines=lines_typed(request),
            reason=request.POST.get("reason", ""),
            actor=actor_of(request),
            now=now_of(request),
        )
    except BalcaoError as error:
        messages.error(request, said(error))
        return _form(request, {name: text[:300] for name, text in request.POST.items()}, 422)
    messages.success(request, "Booked.")
    return HttpResponseRedirect(link("ledger-journal", journal_id), status=303)


def write_off(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Give up what is open on an order, for a reason."""
    return act(
        request,
        lambda: operations.write_off_order(
            store_id=store_of(request).id,
            order_id=order_id,
            reason=request.POST.get("reason", ""),
            actor=actor_of(request),
            now=now_of(request),
        ),
        done="Written off.",
        back=link("ledger-order", order_id),
    )


def _form(request: HttpRequest, typed: dict[str, str], status: int = 200) -> HttpResponse:
    fields = ("account", "debit", "credit")
    return show(
        request,
        "ledger/book.html",
        "Book by hand",
        status=status,
        typed=typed,
        rows=[(nr, *(typed.get(f"{name}{nr}", "") for name in fields)) for nr in range(ROWS)],
        accounts=queries.accounts_by_hand(store_of(request).id),
    )
