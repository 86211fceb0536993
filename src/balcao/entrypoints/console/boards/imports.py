"""Bringing a file of products into the shop: upload, look, apply, undo."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from balcao.domains.imports.errors import RunNotFound
from balcao.domains.imports.operations import upload_products_file
from balcao.domains.imports.queries import plan_page, run_by_id, runs_page
from balcao.domains.imports.values.runs import RunInfo
from balcao.entrypoints.console.listing import number_of, onward, word_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, said, show, store_of
from balcao.entrypoints.jobs.imports import is_queued, queue_apply, queue_plan, queue_undo
from balcao.kernel.errors import BalcaoError

STEPS: Final = 50
KINDS: Final = ("create", "change", "leave")


def imports(request: HttpRequest) -> HttpResponse:
    """Show the imports so far and where to begin one."""
    page = runs_page(store_of(request).id, cursor=request.GET.get("cursor"), limit=20)
    return show(
        request, "imports.html", "Import products", runs=page.items, more=onward(request, page)
    )


def upload(request: HttpRequest) -> HttpResponse:
    """Keep the file and begin its dry run."""
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, "Choose a CSV file first.")
        return HttpResponseRedirect(link("imports"), status=303)
    try:
        run_id = upload_products_file(
            store_id=store_of(request).id,
            file_name=file.name or "products.csv",
            size=file.size or 0,
            stream=file.file,
            actor=actor_of(request),
            now=now_of(request),
        )
    except BalcaoError as error:
        messages.error(request, said(error))
        return HttpResponseRedirect(link("imports"), status=303)
    queue_plan(run_id)
    return HttpResponseRedirect(link("import", run_id), status=303)


def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show what an import would do, does, or did."""
    found = mine(request, run_id)
    kind = word_of(request, "kind", KINDS, "")
    offset = number_of(request.GET.get("from", ""))
    plan = plan_page(run_id, offset=offset, limit=STEPS, kinds=[kind] if kind else ())
    return show(
        request,
        "import.html",
        f"Import of {found.file_name}",
        run=found,
        moving=is_queued(run_id),
        plan=plan,
        kind=kind,
        kinds=[(code, plan.kinds.get(code, 0), code == kind) for code in KINDS],
        before=max(0, offset - STEPS) if offset else None,
        after=offset + STEPS
        if offset + STEPS < max(plan.total_steps, plan.total_problems)
        else None,
    )


def progress(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The bar alone, asked for every second; tells the page to reload when the work is done."""
    found = mine(request, run_id)
    moving = is_queued(run_id)
    bar = {"run": found, "moving": moving}
    response = render(request, "console/partials/progress.html", bar)
    if not moving:
        response["HX-Refresh"] = "true"
    return response


def plan(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Compare the file with the shop once more."""
    mine(request, run_id)
    done = "The dry run is being made again."
    return act(request, partial(queue_plan, run_id), done=done, back=link("import", run_id))


def apply(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Bring the file into the shop."""
    mine(request, run_id)
    begin = partial(queue_apply, run_id, actor_of(request))
    return act(request, begin, done="The import has begun.", back=link("import", run_id))


def undo(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Take the file back out."""
    mine(request, run_id)
    begin = partial(queue_undo, run_id, actor_of(request))
    done = "The import is being undone."
    return act(request, begin, done=done, back=link("import", run_id))


def mine(request: HttpRequest, run_id: UUID) -> RunInfo:
    """The import, if it is one of this store's. :raises RunNotFound: it is not."""
    found = run_by_id(run_id)
    if found.store_id != store_of(request).id:
        raise RunNotFound
    return found
