"""Writing a draft; what was typed is never lost to a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.catalog.queries import find_variants
from balcao.domains.customers.errors import BadAddress
from balcao.domains.drafts.errors import BadDraft
from balcao.domains.drafts.operations import change_draft, open_draft
from balcao.domains.drafts.values import DraftView
from balcao.domains.orders.queries import order_by_id, orders_page
from balcao.domains.payments.queries import payment_choices
from balcao.domains.shipping.queries import rate_names
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.console.boards.drafts.draft import mine
from balcao.entrypoints.console.boards.drafts.typed import (
    TEXTS,
    TypedUnits,
    edit_of,
    rows_of,
    texts_of,
    typed_rows,
)
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.once import form_once
from balcao.entrypoints.console.pages import actor_of, link, now_of, said, show, store_of
from balcao.kernel.errors import BalcaoError
from balcao.kernel.ids import new_id

BLANK_ROWS: Final = 4
SUGGESTED: Final = 200


def new(request: HttpRequest) -> HttpResponse:
    """An empty form; with a mail address in the link, what that customer's last order says."""
    store = store_of(request)
    texts = dict.fromkeys(TEXTS, "") | {"locale": store.language, "country": store.country}
    texts |= _from_last_order(store.id, request.GET.get("email", "").strip()[:254])
    rows = [TypedUnits(sku, "1") for sku in request.GET.getlist("sku")[:50]]
    return _form(request, rows, texts, [], action=link("draft-create"))


def create(request: HttpRequest) -> HttpResponse:
    """Write the draft, once for the form's key."""
    try:
        made = form_once(request, "console.draft-create", lambda: str(_open(request)))
    except BalcaoError as error:
        return _again(request, error, action=link("draft-create"))
    messages.success(request, "Draft written. Nothing was sent yet.")
    return HttpResponseRedirect(link("draft", made), status=303)


def edit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show the draft as a form."""
    draft = mine(request, draft_id)
    return _form(
        request,
        rows_of(draft),
        texts_of(draft),
        draft.said.providers,
        action=link("draft-save", draft_id),
        draft=draft,
    )


def save(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Write the draft anew, unless somebody changed it since."""
    draft = mine(request, draft_id)
    try:
        change_draft(
            draft_id=draft_id,
            edit=edit_of(request.POST, store_of(request)),
            now=now_of(request),
            expected_version=number_of(request.POST.get("version", "")),
        )
    except BalcaoError as error:
        return _again(request, error, action=link("draft-save", draft_id), draft=draft)
    messages.success(request, "Saved.")
    return HttpResponseRedirect(link("draft", draft_id), status=303)


def _open(request: HttpRequest) -> UUID:
    store = store_of(request)
    return open_draft(
        store_id=store.id,
        currency=store.currency,
        edit=edit_of(request.POST, store),
        author=actor_of(request),
        now=now_of(request),
    )


def _again(
    request: HttpRequest, error: BalcaoError, *, action: str, draft: DraftView | None = None
) -> HttpResponse:
    """The form as it was typed, with what is wrong beside the fields."""
    messages.error(request, said(error))
    given = error.facts.get("fields") if isinstance(error, BadAddress | BadDraft) else {}
    texts = {name: request.POST.get(name, "") for name in TEXTS}
    return _form(
        request,
        typed_rows(request.POST),
        texts,
        request.POST.getlist("providers"),
        action=action,
        draft=draft,
        wrong=given if isinstance(given, Mapping) else {},
        status=422,
    )


def _form(
    request: HttpRequest,
    rows: list[TypedUnits],
    texts: Mapping[str, str],
    providers: Any,
    *,
    action: str,
    draft: DraftView | None = None,
    wrong: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    typed = {"rows": [*rows, *[TypedUnits()] * BLANK_ROWS], "texts": texts, "wrong": wrong or {}}
    about = {"draft": draft, "action": action, "ticked": list(providers)}
    kept = {
        "key": request.POST.get("key") or str(new_id()),
        "version": request.POST.get("version") or (draft.version if draft else ""),
    }
    whole = _around(store_of(request)) | typed | about | kept
    title = f"Draft {draft.number}" if draft else "New draft"
    return show(request, "drafts/form.html", title, status=status, **whole)


def _around(store: StoreInfo) -> dict[str, Any]:
    """What can be chosen in the form."""
    return {
        "payments": payment_choices("en"),
        "rates": rate_names(store.id, "en").items(),
        "languages": store.languages,
        "offered": _offered(store.id),
    }


def _offered(store_id: int) -> list[tuple[str, str]]:
    """Some SKUs to pick from; any other can be typed."""
    cards = find_variants(store_id, "-", limit=SUGGESTED)
    return [(card.sku, card.title) for card in cards]


def _from_last_order(store_id: int, email: str) -> dict[str, str]:
    if not email:
        return {}
    found = orders_page(store_id, text=email, limit=1).items
    if not found or found[0].email.lower() != email.lower():
        return {"email": email}
    last = order_by_id(found[0].id)
    return {"email": email, "locale": last.locale, "tax_id": last.tax_id, **last.address.as_json()}
