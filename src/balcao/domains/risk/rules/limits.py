"""How often a payment may be tried, and when a shop is under attack. Pure.

Who tests stolen cards tries many small payments that are mostly declined; a shopper who mistypes
tries a few. Counted are attempts that ask a provider, by cart, device, network, card and mail
address, and those that were declined.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

QUARTER: Final = timedelta(minutes=15)
HOUR: Final = timedelta(hours=1)
ATTEMPTS: Final = {"cart": 8, "card": 5, "device": 10, "mail": 10, "network": 30}
DECLINES: Final = {"cart": 4, "card": 3, "device": 5, "mail": 5, "network": 12}
ALARM_DECLINES: Final = 10
ALARM_PERCENT: Final = 50
TIGHTER: Final = 3


def is_alarm(attempts: int, declined: int) -> bool:
    """Whether so many payments of a quarter of an hour were declined that it is no chance."""
    return declined >= ALARM_DECLINES and declined * 100 >= attempts * ALARM_PERCENT


def tightened(most: int, *, alarm: bool) -> int:
    """A limit as it is now: a third of it while there is an alarm, and one at least."""
    return max(1, most // TIGHTER) if alarm else most
