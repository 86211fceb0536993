"""Many prices by one rule: look at what it would do, apply it, take it back."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.catalog.queries import variant_cards
from balcao.domains.pricing import operations, queries
from balcao.entrypoints.console.boards.prices.rules import form_of, rule_of, words_of
from balcao.entrypoints.console.boards.prices.typed import do_once, uuid_of
from balcao.entrypoints.console.listing import word_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, said, show, store_of
from balcao.entrypoints.jobs.repricing import apply_or_queue
from balcao.kernel.errors import BalcaoError
from balcao.kernel.ids import new_id

SHOWN: Final = 100
OUTCOMES: Final = (
    ("", "All"),
    ("planned", "To be set"),
    ("below", "Margin too low"),
    ("applied", "Set"),
    ("changed", "Changed by somebody before"),
    ("undone", "Put back"),
    ("kept", "Changed since, kept"),
)


def repricings(request: HttpRequest) -> HttpResponse:
    """Show the form of a rule and the past repricings."""
    return _page(request)


def plan(request: HttpRequest) -> HttpResponse:
    """Work out what the rule would do and show it; no price changes yet."""
    try:
        made = do_once(request, partial(_plan, request))
    except BalcaoError as error:
        messages.error(request, said(error))
        return _page(request, status=422)
    return HttpResponseRedirect(link("repricing", made), status=303)


def one(request: HttpRequest, repricing_id: UUID) -> HttpResponse:
    """Show what a repricing would do or did, price by price."""
    store_id = store_of(request).id
    found = queries.repricing_by_id(store_id, repricing_id)
    outcome = word_of(request, "outcome", [code for code, _ in OUTCOMES], "")
    after = uuid_of(request.GET.get("after", "")[:36], "after")
    rows = queries.repriced_rows(found.id, outcome=outcome, after=after, limit=SHOWN + 1)
    (what, whom), counts = words_of(request, found.rule), dict(found.outcomes)
    return show(
        request,
        "prices/repricing.html",
        what,
        found=found,
        whom=whom,
        rows=rows[:SHOWN],
        after=rows[SHOWN - 1].variant_id if len(rows) > SHOWN else "",
        cards=variant_cards(store_id, {row.variant_id for row in rows}),
        counts=counts,
        **_tabs(counts, outcome),
    )


def apply(request: HttpRequest, repricing_id: UUID) -> HttpResponse:
    """Set the planned prices: a few at once, many by the worker."""
    work = partial(
        apply_or_queue,
        store_id=store_of(request).id,
        repricing_id=repricing_id,
        actor=actor_of(request),
        now=now_of(request),
    )
    return act(
        request, work, done="The prices are being set.", back=link("repricing", repricing_id)
    )


def undo(request: HttpRequest, repricing_id: UUID) -> HttpResponse:
    """Put the old prices back wherever nobody changed the price since."""
    work = partial(
        operations.undo_repricing,
        store_id=store_of(request).id,
        repricing_id=repricing_id,
        now=now_of(request),
    )
    return act(request, work, done="Put back.", back=link("repricing", repricing_id))


def _tabs(counts: dict[str, int], outcome: str) -> dict[str, object]:
    tabs = [
        (code, words, counts.get(code, sum(counts.values())), code == outcome)
        for code, words in OUTCOMES
        if not code or counts.get(code)
    ]
    return {"tabs": tabs, "outcomes": dict(OUTCOMES), "outcome": outcome}


def _plan(request: HttpRequest) -> UUID:
    store = store_of(request)
    return operations.plan_repricing(
        store_id=store.id,
        currency=store.currency,
        rule=rule_of(request),
        actor=actor_of(request),
        now=now_of(request),
    )


def _page(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    past = queries.repricings_of(store_of(request).id)
    return show(
        request,
        "prices/repricings.html",
        "Repricing",
        status=status,
        past=[(one, *words_of(request, one.rule)) for one in past],
        key=str(new_id()),
        **form_of(request),
    )
