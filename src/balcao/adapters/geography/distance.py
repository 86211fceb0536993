"""How near a place is to an address: kilometers where both are known, else what they share."""

from __future__ import annotations

from itertools import takewhile
from math import asin, cos, inf, radians, sin, sqrt
from typing import Final

from balcao.adapters.geography.brazil import area_of
from balcao.domains.inventory.ports import Destination
from balcao.domains.inventory.values import LocationInfo

EARTH_KM: Final = 6371.0088  # mean radius, IUGG
Point = tuple[float, float]


def nearness(place: LocationInfo, to: Destination) -> tuple[float, ...]:
    """A key to sort by, the nearest first; 0 is the best value of each part."""
    here, there = point_of(place), _area(to.country, to.postal_code)
    distance = kilometers(here, there) if here and there else inf
    unlike = [
        place.country != to.country,
        _fold(place.region) != _fold(to.region),
        _fold(place.city) != _fold(to.city),
    ]
    codes = zip(_fold(place.postal_code), _fold(to.postal_code), strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], codes))
    return (unlike[0], distance, *unlike[1:], -shared)


def point_of(place: LocationInfo) -> Point | None:
    """Latitude and longitude in degrees: as the merchant has said, else of its postal area."""
    if place.latitude is not None and place.longitude is not None:
        return place.latitude, place.longitude
    return _area(place.country, place.postal_code)


def kilometers(one: Point, other: Point) -> float:
    """The way over the ground as the crow flies (haversine formula, a ball for the earth)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def _area(country: str, postal_code: str) -> Point | None:
    return area_of(postal_code) if country == "BR" else None


def _fold(text: str) -> str:
    return "".join(text.casefold().replace("-", "").split())
