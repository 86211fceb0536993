"""Exchange rates by day, and what the store chose about prices."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.pricing import operations, queries
from balcao.domains.pricing.values.rates import PriceChoices
from balcao.entrypoints.console.boards.prices.typed import text_of, whole_of
from balcao.entrypoints.console.pages import act, link, now_of, said, show, store_of
from balcao.kernel.errors import BalcaoError, Invalid

SHOWS = (
    ("auto", "Where the law asks for it (EU and EEA)"),
    ("always", "Always"),
    ("never", "Never"),
)


def rates(request: HttpRequest) -> HttpResponse:
    """Show the rates, the youngest day first, and the settings."""
    return _page(request)


def load(request: HttpRequest) -> HttpResponse:
    """Take rates over from rows or a file, all or none."""
    try:
        count = operations.load_rates(
            store_id=store_of(request).id, text=text_of(request), now=now_of(request)
        )
    except BalcaoError as error:
        messages.error(request, said(error))
        findings = error.facts.get("findings", [])
        return _page(request, status=422, findings=findings, rows=request.POST.get("rows", ""))
    messages.success(request, f"Taken over: {count:,} rate{'' if count == 1 else 's'}.")
    return HttpResponseRedirect(link("exchange-rates"), status=303)


def add(request: HttpRequest) -> HttpResponse:
    """Enter one rate; the one of the same pair and day is replaced."""
    names = ("day", "base", "quote", "rate", "source")
    row = ";".join(request.POST.get(name, "").replace(";", " ") for name in names)
    enter = partial(
        operations.load_rates, store_id=store_of(request).id, text=row, now=now_of(request)
    )
    return act(request, enter, done="Entered.", back=link("exchange-rates"))


def delete(request: HttpRequest) -> HttpResponse:
    """Take a rate away that was entered wrongly."""
    return act(request, partial(_delete, request), done="Gone.", back=link("exchange-rates"))


def save(request: HttpRequest) -> HttpResponse:
    """Save what the store chose."""
    return act(request, partial(_save, request), done="Saved.", back=link("exchange-rates"))


def _delete(request: HttpRequest) -> None:
    post = request.POST
    try:
        day = date.fromisoformat(post.get("day", ""))
    except ValueError:
        raise Invalid("This is not a day.", field="day") from None
    base, quote = post.get("base", "")[:3], post.get("quote", "")[:3]
    operations.delete_rate(store_id=store_of(request).id, base=base, quote=quote, day=day)


def _save(request: HttpRequest) -> None:
    days = whole_of(request.POST.get("rate_days", ""), "rate_days", usual=-1)
    choices = PriceChoices(request.POST.get("lowest_price", ""), days)
    operations.set_price_choices(store_id=store_of(request).id, choices=choices)


def _page(request: HttpRequest, *, status: int = 200, **more: object) -> HttpResponse:
    store_id = store_of(request).id
    return show(
        request,
        "prices/rates.html",
        "Exchange rates",
        status=status,
        rates=[(one, f"{one.rate.normalize():f}") for one in queries.rates_of(store_id)],
        choices=queries.choices_of(store_id),
        shows=SHOWS,
        **more,
    )
