"""What goods cost: those that were sold, and those that lie here. Minor units, store's currency."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from balcao.plumbing.sql import run_sql_dicts


class AverageCost(NamedTuple):
    """So many units cost so much together: an average without a fraction lost."""

    value_minor: int
    units: int


def costs_of_sales(store_id: int, documents: Collection[str], *, since: datetime) -> dict[str, int]:
    """What the goods of these documents cost when they were shipped, by weighted average.

    Documents whose goods were not shipped are left out. ``since`` is aware UTC: none of the goods
    left before it.
    """
    rows = run_sql_dicts(
        "inventory/costs_of_sales", store_id=store_id, documents=list(documents), since=since
    )
    return {row["document"]: row["cost_minor"] for row in rows}


def average_costs(store_id: int, variant_ids: Collection[UUID]) -> dict[UUID, AverageCost]:
    """The average cost of the units that lie at all places; variants without any are left out."""
    rows = run_sql_dicts("inventory/average_costs", store_id=store_id, variants=list(variant_ids))
    return {row["variant_id"]: AverageCost(row["value_minor"], row["units"]) for row in rows}
