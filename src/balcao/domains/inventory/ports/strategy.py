"""From which places an order is served: a strategy ranks them, the purchase takes in that order.

A strategy decides before the purchase and without locks, so what it knows of stock may be some
milliseconds old. It may be wrong about the best place, never about how much there is: units are
taken under the locks, from the next place where there are none left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from balcao.domains.inventory.values import LocationInfo, PlaceStock


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a parcel goes; country is ISO 3166-1 alpha-2, region its subdivision."""

    country: str
    region: str = ""
    city: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Ids of places, the best first. The first ``enough`` were chosen to serve the whole order.

    Where ``enough`` is the number of all, nothing was chosen: the first place that has all of a
    line serves it.
    """

    places: tuple[int, ...]
    enough: int


class AllocationStrategy(Protocol):
    """Ranks the places an order could be served from. Pure: the same question, the same answer."""

    code: str
    reads_stock: bool
    """Whether ``rank`` wants to know what lies where; it costs a purchase one more query."""

    def label(self) -> str:
        """What staff read when they choose."""
        ...

    def rank(
        self,
        places: Sequence[LocationInfo],
        to: Destination,
        *,
        wanted: Mapping[UUID, int],
        stock: Sequence[PlaceStock],
    ) -> Ranking:
        """The places in the order to take from. ``places`` come by priority, and all of them sell.

        :param wanted: units of each variant that the order wants.
        :param stock: what lies where, of these variants; nothing when ``reads_stock`` is false.
        """
        ...
