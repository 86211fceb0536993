"""The form of a promotion: filled in, changed by clicks, checked, saved."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from balcao.domains.checkout.queries import names_in
from balcao.domains.promotions import operations, queries
from balcao.domains.promotions.errors import BadRule
from balcao.domains.promotions.values import PromotionDraft
from balcao.entrypoints.console.boards.promotions.choices import Choices
from balcao.entrypoints.console.boards.promotions.drawing import Drawer
from balcao.entrypoints.console.boards.promotions.outside import Form, form_of, typed_form
from balcao.entrypoints.console.boards.promotions.shapes import BENEFITS, STARTS
from balcao.entrypoints.console.boards.promotions.steps import (
    add_chosen,
    add_row,
    drop,
    shaped,
)
from balcao.entrypoints.console.listing import number_of, word_of
from balcao.entrypoints.console.pages import link, now_of, said, show, store_of
from balcao.kernel.errors import BalcaoError
from balcao.kernel.ids import new_secret
from balcao.plumbing.idempotency import once

SHOWN = "document"
LOOSE = {"rule", "form", "document"}


def new(request: HttpRequest) -> HttpResponse:
    """An empty form, begun at one of the usual kinds."""
    start = STARTS[word_of(request, "start", list(STARTS), "percent")]
    draft = PromotionDraft(name="", rule=start, currency=store_of(request).currency)
    return _page(request, form_of(draft, store_of(request)), None, version=0)


def edit(request: HttpRequest, promotion_id: UUID) -> HttpResponse:
    """The form of a stored promotion."""
    found = queries.promotion_by_id(store_of(request).id, promotion_id)
    return _page(request, form_of(found, store_of(request)), promotion_id, version=found.version)


def build(request: HttpRequest, promotion_id: UUID | None = None) -> HttpResponse:
    """One click in the form: add, take out, check, show as JSON, or save."""
    store, do = store_of(request), str(request.POST.get("do", ""))[:500]
    if promotion_id is not None:
        queries.promotion_by_id(store.id, promotion_id)
    form = typed_form(request, store)
    if do == "save":
        return _save(request, form, promotion_id)
    if do == "words":
        return render(request, "console/promotions/words.html", _words(request, form))
    fresh = _change(request, form, do)
    if do == "check":
        _find(form)
    version = number_of(request.POST.get("version", ""))
    return _page(request, form, promotion_id, version=version, fresh=fresh, do=do)


def build_new(request: HttpRequest) -> HttpResponse:
    """One click in the form of a promotion that is not stored yet."""
    return build(request)


def _change(request: HttpRequest, form: Form, do: str) -> str:
    step, _, pointer = do.partition(":")
    fresh = ""
    if isinstance(form.rule, dict) and step in {"", "row", "drop", "add"}:
        form.rule = shaped(form.rule)
        fresh = add_chosen(form.rule, request.POST)
        if step == "row":
            add_row(form.rule, pointer)
        if step == "drop":
            drop(form.rule, pointer)
        form.findings = {k: v for k, v in form.findings.items() if step != "drop"}
    return fresh


def _save(request: HttpRequest, form: Form, promotion_id: UUID | None) -> HttpResponse:
    version = number_of(request.POST.get("version", ""))
    if form.draft is not None:
        try:
            kept = _keep(request, form.draft, promotion_id, version)
        except BadRule as error:
            _take(form, error.facts.get("findings"))
        except BalcaoError as error:
            form.findings[str(error.facts.get("field") or "form")] = said(error)
        else:
            messages.success(request, "Saved.")
            return HttpResponseRedirect(link("promotion", kept), status=303)
    return _page(request, form, promotion_id, version=version, do="save", status=422)


def _keep(
    request: HttpRequest, draft: PromotionDraft, promotion_id: UUID | None, version: int
) -> UUID:
    store_id, now = store_of(request).id, now_of(request)
    if promotion_id is not None:
        operations.change_promotion(
            store_id=store_id,
            promotion_id=promotion_id,
            draft=draft,
            now=now,
            expected_version=version,
        )
        return promotion_id
    return create_once(
        draft,
        store_id=store_id,
        key=request.POST.get("key", ""),
        said=[request.path, repr(draft)],
        now=now,
    )


def create_once(
    draft: PromotionDraft, *, store_id: int, key: str, said: list[str], now: datetime
) -> UUID:
    """Write a promotion down once for the key of its form; returns its id."""
    _, made, _ = once(
        store_id=store_id,
        scope="console.promotions",
        key=key,
        request=said,
        now=now,
        effect=lambda: (
            200,
            str(operations.create_promotion(store_id=store_id, draft=draft, now=now)),
        ),
    )
    return UUID(made)


def _find(form: Form) -> None:
    """All that the engine has to say about the rule; what could not be read was said already."""
    _take(form, queries.findings_in(form.rule, currency=form.texts["currency"]))
    if not form.texts["name"]:
        form.findings.setdefault("name", "Give it a name.")


def _take(form: Form, found: Any) -> None:
    for one in found or ():
        pointer = str(one["pointer"]) or "rule"
        known = [
            at for at in form.findings if at.removesuffix(":off") == pointer.rpartition("/")[0]
        ]
        if pointer not in form.findings and not (known and known[0].endswith(":off")):
            form.findings[pointer] = str(one["says"])


def _words(request: HttpRequest, form: Form) -> dict[str, Any]:
    """The rule as a sentence in both languages; nothing while it cannot be understood."""
    currency = form.texts["currency"]
    if form.findings or queries.findings_in(form.rule, currency=currency):
        return {"words": []}
    store_id = store_of(request).id
    return {"words": words_of(store_id, form.rule, currency)}


def words_of(store_id: int, rule: Any, currency: str) -> list[tuple[str, str]]:
    """A checked rule as a sentence in English and Brazilian Portuguese, with names."""
    try:
        return [
            (tongue, queries.in_words(
                rule, language=tongue, currency=currency, names=names_in(store_id, [rule], tongue)
            ))
            for tongue in ("en", "pt-br")
        ]  # fmt: skip
    except KeyError:
        return [("en", "This rule uses a kind that is not installed.")]


def _page(
    request: HttpRequest,
    form: Form,
    promotion_id: UUID | None,
    *,
    version: int,
    fresh: str = "",
    do: str = "",
    status: int = 200,
) -> HttpResponse:
    as_json = SHOWN in request.POST and do != "fields"
    as_json = as_json or do == "json" or "document" in form.findings
    choices, found = Choices(store_of(request)), dict(form.findings)
    drawer = Drawer(choices, form.texts["currency"], found, request.POST, fresh)
    title = "New promotion" if promotion_id is None else f"Change “{form.texts['name']}”"
    kept = {"promotion_id": promotion_id, "version": version, "checked": do == "check"}
    kept["key"] = request.POST.get("key") or new_secret()
    context = {**kept, **_words(request, form), **_drawn(form, drawer, as_json=as_json)}
    return show(request, "promotions/build.html", title, status=status, **context)


def _drawn(form: Form, drawer: Drawer, *, as_json: bool) -> dict[str, Any]:
    """The form as its template wants it; findings without a field of their own are loose."""
    rule = shaped(form.rule) if isinstance(form.rule, dict) else {}
    as_text = json.dumps(form.rule, indent=2, ensure_ascii=False)
    fields = {} if as_json else {
        "then": drawer.benefit(rule.get("then")),
        "when": drawer.group(rule.get("when"), "/when", of_lines=False),
        "most": drawer.text("money", rule.get("at_most_minor")),
        "most_says": drawer.said("/at_most_minor"),
        "stacking_says": drawer.said("/stacking", "/stacking/group"),
    }  # fmt: skip
    loose = [one for one in drawer.findings.items() if one[0][0] == "/" or one[0] in LOOSE]
    return {
        **fields,
        "form": form,
        "texts": form.texts,
        "findings": form.findings,
        "loose": loose,
        "rule": rule,
        "as_json": as_json,
        "document": form.document if "document" in form.findings else as_text,
        "benefits": [(kind, one.title) for kind, one in BENEFITS.items()],
    }
