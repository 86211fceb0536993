"""Taxes of a period by jurisdiction: what is owed to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.orders import queries
from balcao.domains.orders.errors import BadTaxPeriod
from balcao.domains.orders.queries import TaxDay, TaxReportRow
from balcao.entrypoints.console.boards.taxes.typed import day_of
from balcao.entrypoints.console.pages import link, now_of, show, store_of
from balcao.entrypoints.papers.taxreport import csv_of, percent_of
from balcao.kernel.money import Money

FRAME: Final = 100
MOST_BARS: Final = 92


@dataclass(frozen=True, slots=True)
class DayBar:
    """The tax of one day; ``y`` and ``height`` are percent of the frame."""

    day: date
    tax: Money
    y: int
    height: int


def report(request: HttpRequest) -> HttpResponse:
    """Show the report of a period; this month by default."""
    store, (first, last) = store_of(request), _period(request)
    wrong, rows, days = "", [], []
    asked: dict[str, Any] = {"first": first, "last": last, "zone": store.time_zone}
    try:
        rows = queries.tax_report(store.id, **asked)
        days = queries.tax_days(store.id, **asked, currency=store.currency)
    except BadTaxPeriod as error:
        wrong = error.message
    shown: dict[str, Any] = {
        "rows": [_row(row) for row in rows],
        "bars": bars_of(days, first, last, store.currency),
        **_sums(rows, store.currency),
    }
    page, title = "taxes/report.html", "Tax report"
    return show(request, page, title, first=first, last=last, wrong=wrong, **shown)


def export(request: HttpRequest) -> HttpResponse:
    """The same as a file for the accountant."""
    store, (first, last) = store_of(request), _period(request)
    try:
        rows = queries.tax_report(store.id, first=first, last=last, zone=store.time_zone)
    except BadTaxPeriod:
        return HttpResponseRedirect(link("tax-report"), status=302)
    response = HttpResponse(csv_of(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="taxes-{first}-{last}.csv"'
    return response


def bars_of(days: list[TaxDay], first: date, last: date, currency: str) -> list[DayBar]:
    """One bar for each day; none for a period that is too long to tell days apart."""
    span = (last - first).days + 1
    if not days or span > MOST_BARS:
        return []
    known = {one.day: one.tax_minor for one in days}
    most = max(known.values()) or 1
    every = [first + timedelta(days=nr) for nr in range(span)]
    heights = [FRAME * known.get(day, 0) // most for day in every]
    return [
        DayBar(day, Money(known.get(day, 0), currency), FRAME - height, height)
        for day, height in zip(every, heights, strict=True)
    ]


def _sums(rows: list[TaxReportRow], currency: str) -> dict[str, Money]:
    own = [row for row in rows if row.currency == currency]
    return {
        "owed": Money(sum(row.tax_minor for row in own), currency),
        "taken_off": Money(sum(row.cancelled_tax_minor for row in own), currency),
        "free": Money(sum(row.base_minor for row in own if not row.rate_ppm), currency),
    }


def _period(request: HttpRequest) -> tuple[date, date]:
    today = now_of(request).astimezone(ZoneInfo(store_of(request).time_zone)).date()
    first = day_of(request.GET.get("first", ""), today.replace(day=1))
    return first, day_of(request.GET.get("last", ""), today)


def _row(row: TaxReportRow) -> tuple[TaxReportRow, str, Money, Money, Money, Money]:
    amounts = (
        row.base_minor, row.tax_minor, row.cancelled_base_minor, row.cancelled_tax_minor
    )  # fmt: skip
    base, tax, off_base, off_tax = (Money(amount, row.currency) for amount in amounts)
    return row, percent_of(row.rate_ppm), base, tax, off_base, off_tax
