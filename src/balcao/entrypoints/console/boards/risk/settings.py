"""Thresholds and weights, tried on past orders while they are changed."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from balcao.domains.risk import operations, queries
from balcao.domains.risk.values import TermsInfo
from balcao.entrypoints.console.boards.risk.shown import in_words, spread_of
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import link, now_of, said, show, store_of
from balcao.entrypoints.console.templatetags.console_words import minor
from balcao.kernel.errors import BalcaoError

BEYOND = 999  # what is no number is refused by the operation, not taken for another


def settings(request: HttpRequest) -> HttpResponse:
    """Show thresholds and weights, and what they would have held in 30 days."""
    terms = _typed(request, request.GET)
    if request.headers.get("HX-Request"):
        return render(request, "console/risk/preview.html", _preview(request, terms))
    return _form(request, terms)


def save(request: HttpRequest) -> HttpResponse:
    """Save them; what was typed stays in the form when it is refused."""
    terms = _typed(request, request.POST)
    try:
        operations.save_terms(store_id=store_of(request).id, terms=terms)
    except BalcaoError as error:
        messages.error(request, said(error))
        return _form(request, terms, field=str(error.facts.get("field", "")), status=422)
    messages.success(request, "Saved. Orders from now on are scored by it.")
    return HttpResponseRedirect(link("risk-settings"), status=303)


def _typed(request: HttpRequest, typed: QueryDict) -> TermsInfo:
    saved = queries.terms_of(store_of(request).id)
    if "review_at" not in typed:
        return saved
    refuse = typed.get("refuse_at", "").strip()
    weights = {
        rule.value: weight
        for rule, (_, usual) in queries.rules_and_weights().items()
        if (weight := number_of(typed.get(rule.value, ""), BEYOND)) != usual
    }
    return replace(
        saved,
        review_at=number_of(typed.get("review_at", ""), BEYOND),
        refuse_at=number_of(refuse, BEYOND) if refuse else None,
        weights=weights,
        version=number_of(typed.get("version", ""), saved.version),
    )


def _preview(request: HttpRequest, terms: TermsInfo) -> dict[str, object]:
    store = store_of(request)
    tried = queries.try_terms(store.id, terms, now=now_of(request))
    return {
        "store": store,
        "tried": tried,
        "held_total": minor(tried.held_minor, store.currency),
        "bars": spread_of(tried, terms.review_at, terms.refuse_at),
        "held": [
            (facts, score, minor(facts.total_minor, facts.currency), in_words(reasons))
            for facts, score, reasons in tried.held
        ],
    }


def _form(
    request: HttpRequest, terms: TermsInfo, *, field: str = "", status: int = 200
) -> HttpResponse:
    rules = [
        (rule.value, title, terms.weights.get(rule.value, usual), usual)
        for rule, (title, usual) in queries.rules_and_weights().items()
    ]
    return show(
        request,
        "risk/settings.html",
        "When an order is held",
        status=status,
        terms=terms,
        rules=rules,
        field=field,
        **{name: value for name, value in _preview(request, terms).items() if name != "store"},
    )
