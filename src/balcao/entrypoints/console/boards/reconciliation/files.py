"""Files of providers and banks: upload, progress, findings."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from balcao.domains.reconciliation import operations, queries
from balcao.domains.reconciliation.values import StatementState
from balcao.entrypoints.console.boards.reconciliation.shown import row_of
from balcao.entrypoints.console.listing import PAGE, onward
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, said, show, store_of
from balcao.entrypoints.jobs.reconciling import queue_match
from balcao.kernel.errors import BalcaoError

MOVING = (StatementState.WAITING, StatementState.TAKEN)


def files(request: HttpRequest) -> HttpResponse:
    """Show the files so far and where to bring one in."""
    store_id = store_of(request).id
    return show(
        request,
        "reconciliation/files.html",
        "Reports and statements",
        files=queries.statements(store_id),
        sources=[("stripe", "Stripe: itemized balance or payout report")]
        + [(f"bank:{one.code}", f"Bank: {one.name}") for one in queries.bank_accounts(store_id)],
    )


def upload(request: HttpRequest) -> HttpResponse:
    """Keep the file and let the worker match it."""
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, "Choose a CSV file first.")
        return HttpResponseRedirect(link("reconciliation-files"), status=303)
    try:
        statement_id = operations.take_in(
            store_id=store_of(request).id,
            source=request.POST.get("source", "")[:60],
            file_name=file.name or "report.csv",
            content=file.read(),
            actor=actor_of(request),
            now=now_of(request),
        )
    except BalcaoError as error:
        messages.error(request, said(error))
        return HttpResponseRedirect(link("reconciliation-files"), status=303)
    queue_match(statement_id)
    return HttpResponseRedirect(link("reconciliation-file", statement_id), status=303)


def file(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """Show one file: how far it is, what is wrong with it, its lines."""
    store_id = store_of(request).id
    found = queries.statement_by_id(store_id, statement_id)
    page = queries.lines_page(
        store_id,
        state="",
        statement_id=statement_id,
        cursor=request.GET.get("cursor"),
        limit=PAGE,
    )
    return show(
        request,
        "reconciliation/file.html",
        found.file_name,
        file=found,
        moving=found.state in MOVING,
        rows=[row_of(one) for one in page.items],
        more=onward(request, page),
    )


def progress(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """The bar alone, asked for every second; tells the page to reload when the work is done."""
    found = queries.statement_by_id(store_of(request).id, statement_id)
    moving = found.state in MOVING
    bar = {"file": found, "moving": moving}
    response = render(request, "console/reconciliation/progress.html", bar)
    if not moving:
        response["HX-Refresh"] = "true"
    return response


def again(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """Read a file once more, after its bank account was changed."""
    found = queries.statement_by_id(store_of(request).id, statement_id)
    return act(
        request,
        lambda: queue_match(found.id),
        done="It is being read again.",
        back=link("reconciliation-file", statement_id),
    )
