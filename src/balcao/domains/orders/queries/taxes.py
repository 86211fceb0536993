"""What was taxed, by jurisdiction and by day: the figures of a tax return."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from balcao.domains.orders.errors import BadTaxPeriod
from balcao.domains.orders.values import TaxDay, TaxReportRow
from balcao.plumbing.sql import run_sql

MOST_DAYS = 731


def tax_report(store_id: int, *, first: date, last: date, zone: str) -> list[TaxReportRow]:
    """Taxes of the orders placed from one day to another, both within, in the store's time zone.

    Orders that were never placed are left out; those cancelled since are counted and taken off in
    columns of their own. An order refunded in part keeps its taxes.

    :raises BadTaxPeriod: it ends before it begins, or is longer than two years.
    """
    since, until = _period(first, last, zone)
    return run_sql("orders/tax_report", TaxReportRow, store_id=store_id, since=since, until=until)


def tax_days(store_id: int, *, first: date, last: date, zone: str, currency: str) -> list[TaxDay]:
    """The tax of each day that had any, in one currency. :raises BadTaxPeriod: as tax_report."""
    since, until = _period(first, last, zone)
    return run_sql(
        "orders/tax_days",
        TaxDay,
        store_id=store_id,
        since=since,
        until=until,
        zone=zone,
        currency=currency,
    )


def _period(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    if last < first:
        raise BadTaxPeriod("The period ends before it begins.", field="last")
    if (last - first).days >= MOST_DAYS or last == date.max or first.year < 1900:
        raise BadTaxPeriod("A report is of at most two years.", field="first")
    place = ZoneInfo(zone)
    since = datetime.combine(first, time(), place).astimezone(UTC)
    after = date.fromordinal(last.toordinal() + 1)
    return since, datetime.combine(after, time(), place).astimezone(UTC)
