"""Working days by country: Monday to Friday without public holidays. Pure.

Public holidays are those of the library ``holidays``. Making a year of them takes a millisecond,
so each calendar is made once in a process.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from holidays import country_holidays, list_supported_countries

SATURDAY: Final = 6
# Days that are no public holidays by law, and on which nothing is delivered all the same.
ALSO_FREE: Final[Mapping[str, frozenset[str]]] = {"BR": frozenset({"Carnival", "Corpus Christi"})}
REGIONS: Final[Mapping[str, frozenset[str]]] = {
    country: frozenset(regions) for country, regions in list_supported_countries().items()
}


def knows_region(country: str, region: str) -> bool:
    """Whether a region (the code after the hyphen in ISO 3166-2) has a calendar of its own."""
    return region in REGIONS.get(country, ())


@lru_cache(maxsize=1024)
def _public(country: str, region: str, year: int) -> frozenset[date]:
    if country not in REGIONS:
        return frozenset()
    subdiv = region or None
    found = set(country_holidays(country, subdiv=subdiv, years=year))
    if country in ALSO_FREE:
        optional = country_holidays(
            country, subdiv=subdiv, years=year, categories=("optional",), language="en_US"
        )
        found |= {day for day, name in optional.items() if name in ALSO_FREE[country]}
    return frozenset(found)


def is_public_holiday(day: date, country: str, region: str = "") -> bool:
    """Whether nobody works on a day; a country without a calendar has no public holidays."""
    return day in _public(country, region if knows_region(country, region) else "", day.year)


def is_working(day: date, country: str, region: str = "") -> bool:
    """Whether carriers deliver in a country (ISO 3166-1 alpha-2) on a day."""
    return day.isoweekday() < SATURDAY and not is_public_holiday(day, country, region)


@lru_cache(maxsize=512)
def _working_days(country: str, region: str, year: int) -> tuple[date, ...]:
    """The working days of a year and of the two after it, in order."""
    first, last = date(year, 1, 1), date(year + 2, 12, 31)
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(day for day in every if is_working(day, country, region))


def working_day(after: date, count: int, country: str, region: str = "") -> date:
    """The working day that is ``count`` working days (365 at most) after a day.

    For 0 it is the day itself, or the first working day after it.
    """
    known = region if knows_region(country, region) else ""
    days = _working_days(country, known, after.year)
    if count == 0:
        return days[bisect_left(days, after)]
    return days[bisect_right(days, after) + count - 1]
