"""When a parcel arrives that is ordered at a moment. Pure.

A parcel is handed over on a sending day of the store, by the calendar of its own country; what the
carrier then needs are working days of the country it goes to.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from balcao.domains.shipping.rules.calendars import is_public_holiday, working_day
from balcao.domains.shipping.values import Arrival, Deliveries, Sender

ONE_DAY: Final = timedelta(days=1)
MOST_DAYS: Final = 365


def arrival_of(
    sender: Sender | None, days: tuple[int, int], *, country: str, region: str, now: datetime
) -> Arrival | None:
    """When it arrives in a country (ISO 3166-1 alpha-2) by a rate of so many working days.

    None where the store promises no dates, or for a rate of more than 365 working days.
    """
    fewest, most = days
    if sender is None or not 0 <= fewest <= most <= MOST_DAYS:
        return None
    sent = handed_over(sender, now)
    return Arrival(
        working_day(sent, fewest, country, region), working_day(sent, most, country, region)
    )


def arrival_by(
    deliveries: Deliveries, *, country: str, region: str, currency: str, code: str, now: datetime
) -> Arrival | None:
    """As ``arrival_of``, by a rate that is named by its code; None where it is not offered."""
    for rate in deliveries.rates:
        if rate.code == code and rate.serves(country, currency):
            sender = deliveries.sender
            return arrival_of(sender, rate.days, country=country, region=region, now=now)
    return None


def handed_over(sender: Sender, now: datetime) -> date:
    """The day on which the carrier gets what is ordered now, in the store's time zone."""
    zone = ZoneInfo(sender.time_zone)
    day = now.astimezone(zone).date()
    # As moments, not as what a clock shows: an hour that comes twice would else turn back.
    until = datetime.combine(day, sender.rules.cutoff, zone).astimezone(UTC)
    return _sent_on(day if now.astimezone(UTC) < until else day + ONE_DAY, sender)


@lru_cache(maxsize=1024)
def _sent_on(day: date, sender: Sender) -> date:
    day = _sending_day(day, sender)
    for _ in range(sender.rules.packing_days):
        day = _sending_day(day + ONE_DAY, sender)
    return day


def _sending_day(day: date, sender: Sender) -> date:
    """The day itself, or the first after it on which the store sends."""
    rules = sender.rules
    while (
        day.isoweekday() not in rules.weekdays
        or day in rules.closed_on
        or is_public_holiday(day, sender.country, rules.region)
    ):
        day += ONE_DAY
    return day
