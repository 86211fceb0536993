"""What day it is where the real clock decides, for tests of pages and of the API."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

MONTH = timedelta(days=30)
# Longer than any one test lasts.
SOON = timedelta(seconds=30)


def today(zone: str = "America/Sao_Paulo") -> datetime:
    """This moment in the store's calendar, never within the last seconds of a day.

    A test that books today and then asks for it would otherwise fail if midnight came between.
    """
    while (now := datetime.now(ZoneInfo(zone))).date() != (now + SOON).date():
        time.sleep(0.5)
    return now


def next_month() -> datetime:
    """A moment that has not come yet on whatever day the tests run: when an offer ends, say."""
    return datetime.now(UTC) + MONTH
