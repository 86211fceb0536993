"""What stock is worth, now or at a past moment, and where its value came from and went to."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from balcao.domains.inventory import queries
from balcao.domains.inventory.errors import BadPeriod
from balcao.domains.inventory.values import Worth
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.console.boards.moving.typed import moment_of
from balcao.entrypoints.console.pages import now_of, show, store_of
from balcao.kernel.money import Money

MONTH: Final = timedelta(days=30)
COLUMNS: Final = (
    "location", "variants", "units", "damaged", "currency", "value_average", "value_fifo",
    "ledger_average", "ledger_fifo", "ties",
)  # fmt: skip


def valuation(request: HttpRequest) -> HttpResponse:
    """Show the report."""
    store = store_of(request)
    asked, wrong = _asked(request, store)
    rows = queries.valuation(store.id, at=asked["at"])
    accounts = queries.value_by_account(store.id, since=asked["since"], until=asked["until"])
    return show(
        request,
        "moving/valuation.html",
        "What stock is worth",
        rows=rows,
        accounts=[(name, *both) for name, both in sorted(accounts.items())],
        sums=[_sum(rows, name, store.currency) for name in ("value", "fifo")],
        ties=all(row.ties for row in rows),
        method=queries.stock_settings(store.id).valuation,
        wrong=wrong,
        typed=request.GET,
        **asked,
    )


def export(request: HttpRequest) -> HttpResponse:
    """The same as a file, amounts in major units with a dot."""
    store = store_of(request)
    asked, _ = _asked(request, store)
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in queries.valuation(store.id, at=asked["at"]):
        amounts = (row.value, row.fifo, row.ledger_value, row.ledger_fifo)
        # A cell that begins like a formula would be one in a spreadsheet.
        name = f"'{row.location}" if row.location[:1] in "=+-@\t\r" else row.location
        plain = [name, row.variants, row.units, row.damaged, store.currency]
        writer.writerow([*plain, *(amount.major for amount in amounts), row.ties])
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="stock-value.csv"'
    return response


def _asked(request: HttpRequest, store: StoreInfo) -> tuple[dict[str, Any], str]:
    """The moment and the period asked for; what cannot be is said, and the default shown."""
    now = now_of(request)
    default: dict[str, Any] = {"at": None, "since": now - MONTH, "until": now}
    found, wrong = dict(default), ""
    for name, usual in default.items():
        try:
            typed = moment_of(request.GET.get(name, ""), store.time_zone, now=now)
        except BadPeriod as error:
            wrong = error.message
        else:
            found[name] = typed or usual
    if found["since"] >= found["until"]:
        return default, "The period ends before it begins."
    return found, wrong


def _sum(rows: list[Worth], name: str, currency: str) -> Money:
    return sum((getattr(row, name) for row in rows), Money.zero(currency))
