"""One account: why its balance is what it is, and the steps staff take."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.wallet import operations, queries
from balcao.domains.wallet.values import AccountKind
from balcao.entrypoints.console.boards.wallet.shown import entry_row, row_of
from balcao.entrypoints.console.boards.wallet.typed import do_once, units_of
from balcao.entrypoints.console.listing import PAGE, onward
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, show, store_of
from balcao.kernel.ids import new_secret


def account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Show it with its entries, the latest first."""
    store_id = store_of(request).id
    found = queries.account_by_id(store_id, account_id)
    page = queries.entries_page(store_id, account_id, cursor=request.GET.get("cursor"), limit=PAGE)
    row = row_of(found, now_of(request))
    return show(
        request,
        "wallet/account.html",
        row.title,
        row=row,
        rows=[entry_row(found, line) for line in page.items],
        lots=queries.lots_left(account_id) if found.kind == AccountKind.POINTS else [],
        more=onward(request, page),
        key=new_secret(),
    )


def disable(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Let it pay nothing until it is enabled again."""
    store_id, now = store_of(request).id, now_of(request)
    return _step(
        request,
        account_id,
        lambda: operations.disable(store_id=store_id, account_id=account_id, now=now),
        "Disabled. It pays nothing now; its balance stays.",
    )


def enable(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Let it pay again."""
    store_id = store_of(request).id
    return _step(
        request,
        account_id,
        lambda: operations.enable(store_id=store_id, account_id=account_id),
        "Enabled.",
    )


def adjust(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Correct the balance, for a reason."""
    found = queries.account_by_id(store_of(request).id, account_id)

    def adjusted() -> UUID:
        return operations.adjust(
            store_id=found.store_id,
            account_id=account_id,
            amount=units_of(request, found.kind, found.currency),
            reason=request.POST.get("reason", ""),
            actor=actor_of(request),
            now=now_of(request),
        ).id

    return _step(request, account_id, lambda: do_once(request, adjusted), "Corrected.")


def _step(
    request: HttpRequest, account_id: UUID, do: Callable[[], object], done: str
) -> HttpResponse:
    return act(request, do, done=done, back=link("wallet-account", account_id))
