"""Reads about changes of rules."""

from __future__ import annotations

from balcao.plumbing.sql import run_sql_dicts


def revision_of(store_id: int) -> int:
    """How often rules about prices have changed in a store; rules in memory are of one number."""
    for row in run_sql_dicts("pricing/revision", store_id=store_id):
        return int(row["number"])
    return 0
