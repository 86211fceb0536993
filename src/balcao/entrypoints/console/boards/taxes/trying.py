"""Taxes of any purchase to any place, tried out; nothing is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from balcao.domains.pricing import queries
from balcao.domains.pricing.ports import taxes_of
from balcao.domains.pricing.queries import note_in_words
from balcao.domains.pricing.values import CLASSES, Place, TaxableLine, TaxRequest, TaxResult
from balcao.entrypoints.console.boards.taxes.typed import midnight_of, minor_of, text_of
from balcao.entrypoints.console.pages import now_of, said, show, store_of
from balcao.entrypoints.papers.taxreport import percent_of
from balcao.kernel.errors import BalcaoError
from balcao.kernel.money import Money

LINES = (1, 2, 3)


def trying(request: HttpRequest) -> HttpResponse:
    """Show the empty form."""
    return _page(request, {})


def tried(request: HttpRequest) -> HttpResponse:
    """Show what a purchase would be taxed, or what is wrong with it."""
    try:
        asked = _asked(request)
        result = taxes_of(asked, queries.tax_rules_of(store_of(request).id))
    except BalcaoError as error:
        return _page(request, {"wrong": said(error)}, status=422)
    return _page(request, _shown(asked, result))


def _asked(request: HttpRequest) -> TaxRequest:
    store, at = store_of(request), midnight_of(request, "day") or now_of(request)
    country = text_of(request, "country").upper()[:2]
    lines = [
        TaxableLine(nr, minor, text_of(request, f"class{nr}") or "standard")
        for nr in LINES
        if (minor := minor_of(request, f"amount{nr}"))
    ]
    shipping = minor_of(request, "shipping")
    return TaxRequest(
        currency=store.currency,
        lines=(*lines, *([TaxableLine(None, shipping)] if shipping else [])),
        ship_to=Place(country, text_of(request, "region"), text_of(request, "postal_code")),
        at=at,
        buyer_tax_id=text_of(request, "tax_id"),
        is_exempt=queries.is_tax_exempt(
            store.id, text_of(request, "email"), country=country, at=at
        ),
    )


def _shown(asked: TaxRequest, result: TaxResult) -> dict[str, Any]:
    def money(minor: int) -> Money:
        return Money(minor, asked.currency)

    paid = sum(one.amount_minor for one in asked.lines)
    return {
        "result": result,
        "rows": [
            (one, percent_of(one.rate_ppm), money(one.base_minor), money(one.amount_minor))
            for one in result.lines
        ],
        "notes": [note_in_words(one) for one in result.notes],
        "asked": money(paid),
        "added": money(result.added_minor),
        "included": money(result.included_minor),
        "freed": money(result.exemption_minor),
        "pays": money(paid - result.exemption_minor + result.added_minor),
    }


def _page(request: HttpRequest, found: dict[str, Any], *, status: int = 200) -> HttpResponse:
    post = request.POST
    usual = {} if post else {1: "100.00"}
    lines = [
        (nr, post.get(f"amount{nr}", usual.get(nr, "")), post.get(f"class{nr}")) for nr in LINES
    ]
    country = post.get("country", store_of(request).country)
    return show(
        request, "taxes/try.html", "Try taxes", status=status, typed=post, country=country,
        lines=lines, classes=CLASSES, **found,
    )  # fmt: skip
