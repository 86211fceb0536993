"""The lowest price before a reduction. Pure.

Directive 98/6/EC, article 6a, as inserted by Directive (EU) 2019/2161, article 2: whoever announces
a price reduction indicates the prior price, which is the lowest price that was asked during a
period of not less than 30 days before the reduction was applied. Guidance: Commission notice
2021/C 526/02. Prices that only some groups get, and tiers above one unit, are not public prices.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final
from uuid import UUID

from balcao.domains.pricing.rules.lists import unit_price
from balcao.domains.pricing.values.changes import PricePoint
from balcao.domains.pricing.values.lists import PriceListHead, Tier

DAYS: Final = timedelta(days=30)
NOBODY: Final[frozenset[str]] = frozenset()
# European Union (27) and the European Economic Area (Iceland, Liechtenstein, Norway), to which the
# directive is extended by the EEA Joint Committee.
COUNTRIES: Final = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
        *("IS", "LI", "NO"),
    }
)


def must_show(country: str, choice: str) -> bool:
    """Whether a store of this country shows the lowest price; ``choice`` is the store's own."""
    return choice == "always" or (choice == "auto" and country in COUNTRIES)


def public_prices(
    points: Sequence[PricePoint], heads: Sequence[PriceListHead], now: datetime
) -> list[tuple[datetime, int | None]]:
    """What everybody paid for one unit, by the moment from which on, up to now; only changes."""
    public = [head for head in heads if head.is_for_everybody]
    moments = {point.at for point in points}
    for head in public:
        moments |= {head.window.starts_at, head.window.ends_at or head.window.starts_at}
    told = sorted(points, key=lambda point: point.at)
    first = told[0].at if told else now
    line: list[tuple[datetime, int | None]] = []
    base: int | None = None
    entries: dict[UUID, list[Tier]] = {}
    place = 0
    for moment in sorted(m for m in moments if first <= m <= now):
        while place < len(told) and told[place].at <= moment:
            base = _take(told[place], base, entries)
            place += 1
        found = unit_price(base, entries, public, NOBODY, 1, moment)
        amount = found.amount_minor if found else None
        if not line or line[-1][1] != amount:
            line.append((moment, amount))
    return line


def lowest_before(
    points: Sequence[PricePoint], heads: Sequence[PriceListHead], now: datetime
) -> int | None:
    """The lowest public price of the 30 days before the present price came, None for a first price.

    A product that is younger than 30 days answers for the days it had.
    """
    line = public_prices(points, heads, now)
    if len(line) < 2:
        return None
    since = line[-1][0] - DAYS
    prices = [
        amount for (_, amount), (until, _) in pairwise(line) if until > since and amount is not None
    ]
    return min(prices, default=None)


def _take(point: PricePoint, base: int | None, entries: dict[UUID, list[Tier]]) -> int | None:
    if point.list_id is None:
        return point.amount_minor
    if point.min_quantity == 1:
        is_there = point.amount_minor is not None
        entries[point.list_id] = [Tier(1, point.amount_minor or 0)] if is_there else []
    return base
