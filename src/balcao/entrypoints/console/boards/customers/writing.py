"""Writing a segment: conditions one by one, a look at whom they find, then save."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.customers import operations, queries
from balcao.domains.customers.values import Preview
from balcao.entrypoints.console.boards.customers.drafting import (
    LANGUAGE,
    MODES,
    Draft,
    as_json,
    draft_of,
    draft_typed,
    drafted_rule,
    edit_of,
    mode_of,
)
from balcao.entrypoints.console.boards.customers.ruleform import tell
from balcao.entrypoints.console.boards.customers.worded import in_words
from balcao.entrypoints.console.pages import link, now_of, said, show, store_of
from balcao.kernel.errors import BalcaoError

KINDS: Final = [(code, title) for code, (title, _) in LANGUAGE.kinds.items()]
FIXED: Final = {"kinds": KINDS, "modes": MODES}


def new(request: HttpRequest) -> HttpResponse:
    """The form of a new segment."""
    return _page(request, Draft(mode=mode_of(request)), None)


def edit(request: HttpRequest, segment_id: UUID) -> HttpResponse:
    """The form of a segment."""
    store = store_of(request)
    found = queries.segment_by_id(store.id, segment_id)
    return _page(request, draft_of(found, store), segment_id)


def create(request: HttpRequest) -> HttpResponse:
    """Make a segment, or show the form again one step further."""
    return _write(request, None)


def save(request: HttpRequest, segment_id: UUID) -> HttpResponse:
    """Change a segment, or show the form again one step further."""
    return _write(request, segment_id)


def delete(request: HttpRequest, segment_id: UUID) -> HttpResponse:
    """Remove a segment that nothing names."""
    found = queries.segment_by_id(store_of(request).id, segment_id)
    try:
        operations.delete_segment(
            store_id=found.store_id,
            segment_id=segment_id,
            expected_version=draft_typed(request).version,
        )
    except BalcaoError as error:
        messages.error(request, said(error))
        return HttpResponseRedirect(link("segment", segment_id), status=303)
    messages.success(request, f"“{found.name}” is deleted.")
    return HttpResponseRedirect(link("segments"), status=303)


def _write(request: HttpRequest, segment_id: UUID | None) -> HttpResponse:
    draft, step = draft_typed(request), request.POST.get("step", "save")
    if step == "add" or step.startswith("remove-"):
        return _page(request, draft.after(step, request.POST.get("new", "")), segment_id)
    if draft.mode == "json" and "rule_json" not in request.POST:
        return _page(request, as_json(draft, store_of(request)), segment_id)
    try:
        if step == "preview":
            return _page(request, draft, segment_id, preview=True)
        kept = _save(request, draft, segment_id)
    except BalcaoError as error:
        return _page(request, draft, segment_id, status=tell(request, error))
    messages.success(request, "Saved. Who is in it is worked out within seconds.")
    return HttpResponseRedirect(link("segment", kept), status=303)


def _save(request: HttpRequest, draft: Draft, segment_id: UUID | None) -> UUID:
    store, now = store_of(request), now_of(request)
    wanted = edit_of(draft, store)
    about = {"store_id": store.id, "edit": wanted, "currency": store.currency, "now": now}
    if segment_id is None:
        return operations.create_segment(slug=draft.slug, **about)
    operations.change_segment(segment_id=segment_id, expected_version=draft.version, **about)
    return segment_id


def _page(
    request: HttpRequest,
    draft: Draft,
    segment_id: UUID | None,
    *,
    preview: bool = False,
    status: int = 200,
) -> HttpResponse:
    found, words = _preview(request, draft) if preview else (None, "")
    return show(
        request,
        "customers/segment_edit.html",
        f"Change “{draft.name}”" if segment_id else "New segment",
        status=status,
        draft=draft,
        segment_id=segment_id,
        **FIXED,
        found=found,
        words=words,
    )


def _preview(request: HttpRequest, draft: Draft) -> tuple[Preview | None, str]:
    store = store_of(request)
    rule = drafted_rule(draft, store)
    if rule is None:
        return None, ""
    found = queries.preview(store.id, rule, currency=store.currency, now=now_of(request))
    return found, in_words(store.id, rule)
