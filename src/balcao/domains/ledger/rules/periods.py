"""Months of the books. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


def day_in(zone: str, moment: datetime) -> date:
    """The day of the store's calendar that a moment falls on."""
    return moment.astimezone(ZoneInfo(zone)).date()


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return month_of(month_of(month) + timedelta(days=31))


def last_day(month: date) -> date:
    """The last day of a month."""
    return next_month(month) - timedelta(days=1)


def previous_month(month: date) -> date:
    """The first day of the month before."""
    return month_of(month_of(month) - timedelta(days=1))
