"""Journals: all of them, one of them, and those of an order."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.ledger import queries
from balcao.domains.orders.errors import NoSuchOrder
from balcao.domains.orders.queries import order_by_id
from balcao.entrypoints.console.boards.ledger.shown import WHAT, journal_row, sided
from balcao.entrypoints.console.listing import PAGE, onward, word_of
from balcao.entrypoints.console.pages import show, store_of
from balcao.kernel.ids import new_secret


def journals(request: HttpRequest) -> HttpResponse:
    """Show the journals, the latest day first."""
    kinds = {kind.value: title for kind, title in WHAT.items()}
    kind, cursor = word_of(request, "kind", list(kinds), ""), request.GET.get("cursor")
    page = queries.journals_page(store_of(request).id, kind=kind, cursor=cursor, limit=PAGE)
    return show(
        request,
        "ledger/journals.html",
        "Journals",
        rows=[journal_row(view) for view in page.items],
        kinds=kinds,
        kind=kind,
        more=onward(request, page),
    )


def journal(request: HttpRequest, journal_id: UUID) -> HttpResponse:
    """Show one journal with both sides."""
    row = journal_row(queries.journal_by_id(store_of(request).id, journal_id))
    return show(request, "ledger/journal.html", row.what, row=row)


def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Show what an order did to the books, and what is open on it."""
    found = order_by_id(order_id)
    if found.store_id != store_of(request).id:
        raise NoSuchOrder(id=str(order_id))
    left = queries.order_balances(order_id)
    due = next((one for one in left if one.code == "receivable" and one.balance_minor), None)
    return show(
        request,
        "ledger/order.html",
        f"Order {found.number} in the books",
        order=found,
        rows=[journal_row(view) for view in queries.journals_of_order(order_id)],
        balances=[
            sided(0, one.title, one.code, one.balance_minor, one.currency)
            for one in left
            if one.balance_minor
        ],
        due=due,
        key=new_secret(),
    )
