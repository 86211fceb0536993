"""Giving uses back. Taking them is part of the purchase, see checkout/sql."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.promotions.locks import lock_used_by
from balcao.plumbing.sql import run_sql_dicts


@transaction.atomic
def give_back(*, order_id: UUID, now: datetime) -> int:
    """Let every promotion and code that an order used be used again; returns how many were.

    Called by whoever cancels the order, in that transaction. Repeating it gives nothing back: the
    rows of the uses decide, not the counters.
    """
    lock_used_by(order_id)
    return len(run_sql_dicts("promotions/give_back", order_id=order_id, now=now))
