"""Which promotions name a segment or a collection."""

from __future__ import annotations

from uuid import UUID

from balcao.kernel.naming import Naming
from balcao.plumbing.sql import run_sql_dicts


def naming_group(store_id: int, slug: str) -> list[Naming]:
    """The promotions that have not ended and name a segment, by name."""
    return _naming(store_id, "group", slug)


def naming_collection(store_id: int, collection_id: UUID) -> list[Naming]:
    """The promotions that have not ended and name a collection, by name."""
    return _naming(store_id, "collection", str(collection_id))


def _naming(store_id: int, kind: str, value: str) -> list[Naming]:
    rows = run_sql_dicts("promotions/naming", store_id=store_id, kind=kind, value=value)
    return [Naming("promotion", row["id"], row["name"]) for row in rows]
