"""Places, and room in the ledger for the months to come."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.db import connection

from balcao.domains.inventory.models import Location

MONTHS_AHEAD: Final = 3
PARTITION: Final = """
CREATE TABLE IF NOT EXISTS inventory_stockmovement_{name}
PARTITION OF inventory_stockmovement FOR VALUES FROM ('{start}') TO ('{end}')
"""


def create_location(*, store_id: int, code: str, name: str, priority: int = 1) -> int:
    """Make a place where stock lies, or bring it up to date by its code; returns its id."""
    row, _ = Location.objects.update_or_create(
        store_id=store_id, code=code, defaults={"name": name, "priority": priority}
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
