"""Facts that are not in the books yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from balcao.plumbing.sql import run_sql

STATEMENTS: Final = (
    "ledger/missing_orders",
    "ledger/missing_payments",
    "ledger/missing_value",
    "ledger/missing_stock",
)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that happened and has no journal: an order, stored value, or stock that moved.

    ``at`` is aware UTC. ``entry_id`` and ``movement_id`` are given where there is no order.
    """

    store_id: int
    what: str
    detail: str
    at: datetime
    order_id: UUID | None = None
    entry_id: int | None = None
    movement_id: UUID | None = None


def missing_facts(
    *,
    store_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    told: bool = False,
    limit: int = 1000,
) -> list[Missing]:
    """What is missing, the oldest first, at most ``limit`` of each kind.

    ``store_id`` None means all stores, ``since`` None the moment since which the books are kept.
    With ``told`` only what subscribers have been told of already, which they ought to have posted.
    """
    found: list[Missing] = []
    for statement in STATEMENTS:
        found += run_sql(
            statement,
            Missing,
            store_id=store_id,
            since=since,
            until=until,
            told=told,
            limit=limit,
        )
    return found
