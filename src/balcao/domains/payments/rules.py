"""When a provider that did not answer is asked again. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

FIRST: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(hours=4)
MOST_TRIES: Final = 12


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to ask again after so many tries: twice as long each time, four hours at most.

    None after the twelfth, which is about a day after the first: a person has to look.
    """
    if tries >= MOST_TRIES:
        return None
    doublings: int = 2 ** max(tries - 1, 0)
    return now + min(FIRST * doublings, LONGEST)
