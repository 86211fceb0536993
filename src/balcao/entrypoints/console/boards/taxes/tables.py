"""Tables of rates that come with the product: what they would change, and loading them."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.pricing import operations, queries
from balcao.domains.pricing.values import Difference
from balcao.entrypoints.console.pages import link, said, show, store_of
from balcao.entrypoints.papers.taxreport import percent_of
from balcao.kernel.errors import BalcaoError


def tables(request: HttpRequest) -> HttpResponse:
    """Show them with their source and date."""
    found = queries.tax_tables()
    rows = [(one, len({row.zone for row in one.rows}), len(one.rows)) for one in found]
    return show(request, "taxes/tables.html", "Tables of rates", rows=rows)


def table(request: HttpRequest, table: str) -> HttpResponse:
    """Show one, and what loading it would do."""
    found = queries.tax_table(table)
    changes = queries.table_changes(store_of(request).id, table)
    counts = Counter(one.what for one in changes)
    return show(
        request,
        "taxes/table.html",
        found.title,
        table=found,
        rows=[(one, percent_of(one.row.rate_ppm), percent_of(one.now_ppm or 0)) for one in changes],
        counts=[(what.value, counts[what]) for what in Difference],
    )


def load(request: HttpRequest, table: str) -> HttpResponse:
    """Load it; what people edited is kept."""
    try:
        done = operations.load_tax_table(store_id=store_of(request).id, code=table)
    except BalcaoError as error:
        messages.error(request, said(error))
        return HttpResponseRedirect(link("tax-tables"), status=303)
    words = f"{done.added} rates added, {done.updated} brought up to date, {done.kept} kept."
    messages.success(request, words)
    return HttpResponseRedirect(link("tax-table", table), status=303)
