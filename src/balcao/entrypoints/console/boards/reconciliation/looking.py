"""What reconciles, lines, and one line with its decisions."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.reconciliation import operations, queries
from balcao.domains.reconciliation.values import BookAs
from balcao.entrypoints.console.boards.reconciliation.shown import explained, row_of
from balcao.entrypoints.console.listing import PAGE, onward, word_of
from balcao.entrypoints.console.pages import act, link, now_of, show, store_of
from balcao.entrypoints.console.templatetags.console_words import minor

TABS: Final = (
    ("open", "To decide"),
    ("matched", "Matched"),
    ("booked", "Booked by hand"),
    ("noted", "With a note"),
)
WAYS: Final = (
    (BookAs.FEE.value, "a fee"),
    (BookAs.CHARGEBACK.value, "a chargeback"),
    (BookAs.WRITE_OFF.value, "written off"),
)
LATE_SHOWN: Final = 50


def overview(request: HttpRequest) -> HttpResponse:
    """Show each provider's balance, explained, and what banks say."""
    store, now = store_of(request), now_of(request)
    late = [
        one for one in queries.missing_facts(store.id, now=now, limit=LATE_SHOWN) if one.is_late
    ]
    banks = [
        (name, minor(booked, currency), "" if told is None else minor(told, currency), at)
        for name, currency, booked, told, at in queries.banks(store.id)
    ]
    return show(
        request,
        "reconciliation/overview.html",
        "What reconciles",
        providers=[explained(one) for one in queries.clearing(store.id, now=now)],
        banks=banks,
        open=queries.open_lines(store.id),
        late=[(one, minor(one.amount_minor, one.currency)) for one in late],
        terms=queries.terms_of(store.id),
    )


def lines(request: HttpRequest) -> HttpResponse:
    """Show lines of one state, the latest first."""
    state = word_of(request, "state", [code for code, _ in TABS], "open")
    page = queries.lines_page(
        store_of(request).id, state=state, cursor=request.GET.get("cursor"), limit=PAGE
    )
    return show(
        request,
        "reconciliation/lines.html",
        "Lines of providers and banks",
        rows=[row_of(one) for one in page.items],
        tabs=[(code, title, code == state) for code, title in TABS],
        state=state,
        more=onward(request, page),
    )


def line(request: HttpRequest, statement_line_id: UUID) -> HttpResponse:
    """Show one line, what it may stand for, and what was decided."""
    store_id = store_of(request).id
    found = queries.line_by_id(store_id, statement_line_id)
    limit = queries.terms_of(store_id).write_off_limit_minor
    return show(
        request,
        "reconciliation/line.html",
        f"{row_of(found).what} of {found.source}",
        row=row_of(found),
        off=minor(found.off_minor, found.fact_currency or found.currency)
        if found.off_minor
        else "",
        ours=minor(found.fact_minor, found.fact_currency) if found.fact_minor else "",
        paid=minor(found.paid_minor, found.paid_currency) if found.paid_minor else "",
        decisions=queries.decisions_of(store_id, statement_line_id),
        ways=WAYS,
        limit=minor(limit, found.currency),
    )


def again(request: HttpRequest) -> HttpResponse:
    """Match open lines once more."""
    return act(
        request,
        lambda: operations.look_again(store_id=store_of(request).id, now=now_of(request)),
        done="Looked at all open lines again.",
        back=link("reconciliation-lines"),
    )
