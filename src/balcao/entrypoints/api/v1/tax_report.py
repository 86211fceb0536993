"""Taxes by jurisdiction: the figures of a tax return, as JSON or as a file."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from ninja import Router

from balcao.domains.orders.errors import BadTaxPeriod
from balcao.domains.orders.queries import tax_report
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.v1.tax_answers import TaxReportOut, TaxReportRowOut
from balcao.entrypoints.papers.taxreport import csv_of

router = Router()


@router.get("/taxes/report", response=TaxReportOut, **staff(Capability.EDIT_TAXES, BadTaxPeriod))
def get_tax_report(
    request: StaffRequest, first: date | None = None, last: date | None = None
) -> HttpResponse:
    """Taxes of the orders placed from one day to another, both within; this month by default."""
    store = store_of(request)
    today = moment().astimezone(ZoneInfo(store.time_zone)).date()
    first, last = first or today.replace(day=1), last or today
    rows = tax_report(store.id, first=first, last=last, zone=store.time_zone)
    items = [TaxReportRowOut.model_validate(one) for one in rows]
    return reply(TaxReportOut(first=first, last=last, time_zone=store.time_zone, items=items))


@router.get("/taxes/report/export", response=str, **staff(Capability.EDIT_TAXES, BadTaxPeriod))
def export_tax_report(request: StaffRequest, first: date, last: date) -> HttpResponse:
    """The same as CSV, amounts in major units with a dot, rates in percent."""
    store = store_of(request)
    rows = tax_report(store.id, first=first, last=last, zone=store.time_zone)
    return HttpResponse(
        csv_of(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="taxes.csv"'},
    )
