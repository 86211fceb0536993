"""Every row of the shop that an import may touch."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
TABLES = (
    "catalog_category",
    "catalog_product",
    "catalog_variant",
    "catalog_media",
    "pricing_price",
    "inventory_stocklevel",
)


def every_row() -> dict[str, list[str]]:
    """All rows an import may touch, as text, so that nothing is overlooked.

    Only the number of a level's last movement goes on: the ledger keeps what was undone.
    """
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                f"SELECT (to_jsonb(t) - 'turn' - 'moved_at')::text FROM {table} t ORDER BY id"
            )
            found[table] = [row[0] for row in cursor.fetchall()]
    return found
