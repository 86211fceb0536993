"""Four ways to choose from where an order is served.

Choosing a set of places is exact for up to six: all sets are tried, 63 at most. With more, the six
that rank first are tried; if these cannot serve the order, nothing is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain, combinations
from typing import Final
from uuid import UUID

from balcao.adapters.geography.distance import nearness
from balcao.domains.inventory.ports import Destination, Ranking
from balcao.domains.inventory.values import LocationInfo, PlaceStock

MOST_TRIED: Final = 6
Group = tuple[LocationInfo, ...]


class ByPriority:
    """As the shop has numbered its places."""

    code = "priority"
    reads_stock = False

    def label(self) -> str:
        """What staff read when they choose."""
        return "By priority of the location"

    def rank(
        self,
        places: Sequence[LocationInfo],
        to: Destination,
        *,
        wanted: Mapping[UUID, int],
        stock: Sequence[PlaceStock],
    ) -> Ranking:
        """The places as they come."""
        return _all_of(places)


class Nearest:
    """From the place nearest to the shopper."""

    code = "nearest"
    reads_stock = False

    def label(self) -> str:
        """What staff read when they choose."""
        return "Nearest to the shopper, by postal geography"

    def rank(
        self,
        places: Sequence[LocationInfo],
        to: Destination,
        *,
        wanted: Mapping[UUID, int],
        stock: Sequence[PlaceStock],
    ) -> Ranking:
        """By distance; by what the addresses share where it is not known; then by priority."""
        return _all_of(sorted(places, key=lambda place: nearness(place, to)))


class FewestParcels:
    """From as few places as possible; among as few, the nearest."""

    code = "fewest_parcels"
    reads_stock = True

    def label(self) -> str:
        """What staff read when they choose."""
        return "Fewest parcels"

    def rank(
        self,
        places: Sequence[LocationInfo],
        to: Destination,
        *,
        wanted: Mapping[UUID, int],
        stock: Sequence[PlaceStock],
    ) -> Ranking:
        """The smallest set that has it all, then the others by distance."""
        near = sorted(places, key=lambda place: nearness(place, to))
        place_no = {place.id: nr for nr, place in enumerate(near)}

        def cost(group: Group) -> tuple[int, ...]:
            return (len(group), *sorted(place_no[place.id] for place in group))

        return _best(near, wanted, stock, cost)


class LowestCost:
    """From the places whose parcels cost least to prepare; among as cheap, the fewest."""

    code = "lowest_cost"
    reads_stock = True

    def label(self) -> str:
        """What staff read when they choose."""
        return "Lowest cost of handling"

    def rank(
        self,
        places: Sequence[LocationInfo],
        to: Destination,
        *,
        wanted: Mapping[UUID, int],
        stock: Sequence[PlaceStock],
    ) -> Ranking:
        """The set that has it all for the least handling, then the others by handling."""
        cheap = sorted(places, key=lambda place: (place.handling_minor, nearness(place, to)))
        place_no = {place.id: nr for nr, place in enumerate(cheap)}

        def cost(group: Group) -> tuple[int, ...]:
            handling = sum(place.handling_minor for place in group)
            return (handling, len(group), *sorted(place_no[place.id] for place in group))

        return _best(cheap, wanted, stock, cost)


def built_in() -> list[ByPriority | Nearest | FewestParcels | LowestCost]:
    """All four, in the order they are offered."""
    return [ByPriority(), Nearest(), FewestParcels(), LowestCost()]


def _best(
    ranked: Sequence[LocationInfo],
    wanted: Mapping[UUID, int],
    stock: Sequence[PlaceStock],
    cost: Callable[[Group], tuple[int, ...]],
) -> Ranking:
    """The cheapest set that has all that is wanted, before the rest; nothing chosen if none has."""
    has = {here.location_id: here.units for here in stock}
    tried = ranked[:MOST_TRIED]
    groups = chain.from_iterable(combinations(tried, n) for n in range(1, len(tried) + 1))
    fitting = [
        group
        for group in groups
        if all(
            sum(has.get(place.id, {}).get(variant, 0) for place in group) >= units
            for variant, units in wanted.items()
        )
    ]
    if not fitting:
        return _all_of(ranked)
    chosen = min(fitting, key=cost)
    rest = [place for place in ranked if place not in chosen]
    return Ranking(tuple(place.id for place in (*chosen, *rest)), enough=len(chosen))


def _all_of(places: Sequence[LocationInfo]) -> Ranking:
    return Ranking(tuple(place.id for place in places), enough=len(places))
