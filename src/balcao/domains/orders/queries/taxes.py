"""What was taxed, by jurisdiction and by day: the figures of a tax return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from balcao.domains.orders.errors import BadTaxPeriod
from balcao.plumbing.sql import run_sql

MOST_DAYS = 731


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxReportRow:
    """One tax at one rate in a period. Amounts are minor units of ``currency``.

    Gross figures are those of all orders that were placed; what cancelled ones had comes off. What
    was free of tax has the rate 0. ``orders`` counts those that were not cancelled.
    """

    currency: str
    jurisdiction: str
    name: str
    rate_ppm: int
    is_included: bool
    orders: int
    gross_base_minor: int
    gross_tax_minor: int
    cancelled_base_minor: int
    cancelled_tax_minor: int

    @property
    def base_minor(self) -> int:
        """What was taxed and not cancelled; free of tax where the rate is 0."""
        return self.gross_base_minor - self.cancelled_base_minor

    @property
    def tax_minor(self) -> int:
        """The tax that is owed."""
        return self.gross_tax_minor - self.cancelled_tax_minor


@dataclass(frozen=True, slots=True)
class TaxDay:
    """The tax of the orders of one day of the store's calendar, in minor units."""

    day: date
    tax_minor: int


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
