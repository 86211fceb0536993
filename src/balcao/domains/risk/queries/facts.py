"""What is known about orders when they are scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from balcao.domains.risk.rules.mail import is_disposable
from balcao.domains.risk.values import Facts
from balcao.domains.stores.queries import store_by_id
from balcao.plumbing.sql import run_sql, run_sql_dicts


def facts_of(order_ids: Sequence[UUID]) -> list[Facts]:
    """The facts of orders, the latest first. ``usual_minor`` is of each order's own moment."""
    homes: dict[int, str] = {}

    def row(**columns: Any) -> Facts:
        store_id = columns["store_id"]
        if store_id not in homes:
            homes[store_id] = store_by_id(store_id).country
        disposable = is_disposable(columns["email"])
        return Facts(home=homes[store_id], is_disposable=disposable, **columns)

    return run_sql("risk/facts", row, orders=list(order_ids))


def with_usual(facts: Facts) -> Facts:
    """Facts with what was usual in the shop before."""
    return replace(facts, usual_minor=usual(facts.store_id, facts.currency, facts.placed_at))


def usual(store_id: int, currency: str, before: datetime) -> int | None:
    """What nine of ten orders did not exceed; None where there are fewer than twenty."""
    rows = run_sql_dicts("risk/usual", store_id=store_id, currency=currency, before=before)
    return int(rows[0]["usual"]) or None if rows else None
