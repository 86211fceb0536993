"""Places, and room in the ledger for the months to come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import connection

from balcao.domains.inventory.errors import BadLocation
from balcao.domains.inventory.models import Location
from balcao.domains.inventory.queries.allocation import PLANS
from balcao.domains.inventory.values import LocationKind
from balcao.kernel.money import Money

LONGEST_NAME: Final = 80
ADDRESS: Final = ("country", "region", "city", "postal_code")

MONTHS_AHEAD: Final = 3
PARTITION: Final = """
CREATE TABLE IF NOT EXISTS inventory_stockmovement_{name}
PARTITION OF inventory_stockmovement FOR VALUES FROM ('{start}') TO ('{end}')
"""


def create_location(
    *,
    store_id: int,
    code: str,
    name: str,
    priority: int = 1,
    kind: LocationKind = LocationKind.WAREHOUSE,
    sells: bool | None = None,
    address: Mapping[str, str] | None = None,
    coordinates: tuple[float, float] | None = None,
    handling: Money | None = None,
) -> int:
    """Make a place where stock lies, or bring it up to date by its code; returns its id.

    ``sells`` defaults to yes where goods lie, and no on the road or under inspection. ``address``
    may say country, region, city and postal_code; ``coordinates`` are WGS 84 degrees of latitude
    and longitude; ``handling`` is what a parcel from here costs before postage. What is not given
    stays as it is.

    :raises BadLocation: no name, a name too long, coordinates not on earth, or a place on the road
        that sells.
    """
    road = kind in (LocationKind.TRANSIT, LocationKind.QUARANTINE)
    if not 0 < len(name.strip()) <= LONGEST_NAME or (road and sells):
        raise BadLocation(field="sells" if name.strip() else "name")
    defaults: dict[str, Any] = {"name": name.strip(), "priority": priority, "kind": kind.value}
    if sells is not None or road:
        defaults["sells"] = bool(sells) and not road
    defaults |= {key: (address or {})[key] for key in ADDRESS if key in (address or {})}
    if coordinates is not None:
        latitude, longitude = coordinates
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            raise BadLocation("These coordinates are not on earth.", field="latitude")
        defaults |= {"latitude": Decimal(str(latitude)), "longitude": Decimal(str(longitude))}
    if handling is not None:
        defaults["handling_minor"] = handling.minor
    row, _ = Location.objects.update_or_create(store_id=store_id, code=code, defaults=defaults)
    PLANS.forget()
    return row.pk


def road_of(store_id: int) -> int:
    """The place where goods lie while they are on the road; made when first asked for."""
    row, _ = Location.objects.get_or_create(
        store_id=store_id,
        kind=LocationKind.TRANSIT.value,
        defaults={"code": "in-transit", "name": "In transit", "priority": 1000, "sells": False},
    )
    return row.pk


def ensure_partitions(*, now: datetime) -> None:
    """Make the ledger's partitions for this month and the next; run daily, safe to repeat.

    A month whose movements lie in the default partition already keeps them there.
    """
    with connection.cursor() as cursor:
        for ahead in range(MONTHS_AHEAD + 1):
            start, end = _month(now, ahead), _month(now, ahead + 1)
            cursor.execute(
                "SELECT count(*) FROM inventory_stockmovement_default WHERE at >= %s AND at < %s",
                [start, end],
            )
            if not cursor.fetchone()[0]:
                sql = PARTITION.format(name=f"{start:%Y_%m}", start=start, end=end)
                cursor.execute(sql)


def _month(now: datetime, ahead: int) -> datetime:
    months = now.year * 12 + now.month - 1 + ahead
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)
