"""Writing a collection: words, and how products get in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.catalog import operations, queries
from balcao.entrypoints.console.boards.collections.drafting import (
    LANGUAGE,
    MODES,
    Draft,
    draft_of,
    draft_typed,
    edit_of,
)
from balcao.entrypoints.console.boards.customers.ruleform import tell
from balcao.entrypoints.console.listing import word_of
from balcao.entrypoints.console.pages import link, now_of, said, show, store_of
from balcao.kernel.errors import BalcaoError


def new(request: HttpRequest) -> HttpResponse:
    """The form of a new collection."""
    return _page(request, Draft(mode=word_of(request, "mode", list(MODES), "hand")), None)


def edit(request: HttpRequest, collection_id: UUID) -> HttpResponse:
    """The form of a collection."""
    store = store_of(request)
    found = queries.collection_by_id(store.id, collection_id)
    return _page(request, draft_of(found, store), collection_id)


def create(request: HttpRequest) -> HttpResponse:
    """Make a collection, or show the form again one step further."""
    return _write(request, None)


def save(request: HttpRequest, collection_id: UUID) -> HttpResponse:
    """Change a collection, or show the form again one step further."""
    return _write(request, collection_id)


def delete(request: HttpRequest, collection_id: UUID) -> HttpResponse:
    """Remove a collection that nothing names."""
    found = queries.collection_by_id(store_of(request).id, collection_id)
    try:
        operations.delete_collection(
            store_id=found.store_id,
            collection_id=collection_id,
            expected_version=draft_typed(request).version,
        )
    except BalcaoError as error:
        messages.error(request, said(error))
        return HttpResponseRedirect(link("collection", collection_id), status=303)
    messages.success(request, f"“{found.name}” is deleted; its products stay.")
    return HttpResponseRedirect(link("collections"), status=303)


def _write(request: HttpRequest, collection_id: UUID | None) -> HttpResponse:
    draft, step = draft_typed(request), request.POST.get("step", "save")
    if step == "add" or step.startswith("remove-"):
        return _page(request, draft.after(step, request.POST.get("new", "")), collection_id)
    try:
        kept = _save(request, draft, collection_id)
    except BalcaoError as error:
        return _page(request, draft, collection_id, status=tell(request, error))
    messages.success(request, "Saved.")
    return HttpResponseRedirect(link("collection", kept), status=303)


def _save(request: HttpRequest, draft: Draft, collection_id: UUID | None) -> UUID:
    store, now = store_of(request), now_of(request)
    if collection_id is None:
        wanted = edit_of(draft, store, None)
        return operations.create_collection(
            store_id=store.id, edit=wanted, slug=draft.slug, now=now
        )
    known = queries.collection_by_id(store.id, collection_id)
    operations.change_collection(
        store_id=store.id,
        collection_id=collection_id,
        expected_version=draft.version,
        edit=edit_of(draft, store, known),
        now=now,
    )
    return collection_id


def _page(
    request: HttpRequest, draft: Draft, collection_id: UUID | None, *, status: int = 200
) -> HttpResponse:
    return show(
        request,
        "collections/edit.html",
        f"Change “{draft.name}”" if collection_id else "New collection",
        status=status,
        draft=draft,
        collection_id=collection_id,
        kinds=[(code, title) for code, (title, _) in LANGUAGE.kinds.items()],
        modes=MODES,
    )
