"""Bringing the books up to date with what nobody told them, the past of a shop for instance."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from balcao.domains.inventory.queries import worth_of_movements
from balcao.domains.ledger.locks import lock_books
from balcao.domains.ledger.models import Books
from balcao.domains.ledger.operations.posting import post_order, post_stock, post_value
from balcao.domains.ledger.queries.missing import missing_facts

# Holds and events are over long before; older gaps are found each night.
LOOKS_BACK: Final = timedelta(days=3)


def catch_up(
    *, store_id: int, now: datetime, since: datetime | None = None, limit: int = 500
) -> int:
    """Post some facts that are missing; returns how many journals were new. Call until it says 0.

    Each fact is a transaction of its own, so a run that ends half-way has done half of the work.
    ``since`` reaches back before the books were begun and moves their beginning; without it the
    last three days are looked at.
    """
    if since is not None:
        _begin(store_id, since)
    facts = missing_facts(store_id=store_id, since=since or now - LOOKS_BACK, limit=limit)
    written = 0
    for order_id in dict.fromkeys(fact.order_id for fact in facts if fact.order_id):
        written += post_order(order_id=order_id)
    for fact in facts:
        if fact.order_id is None and fact.entry_id is not None:
            written += post_value(entry_id=fact.entry_id)
    moved = [fact.movement_id for fact in facts if fact.movement_id]
    return written + post_stock(store_id=store_id, movements=worth_of_movements(store_id, moved))


@transaction.atomic
def _begin(store_id: int, since: datetime) -> None:
    Books.objects.bulk_create([Books(store_id=store_id, since=since)], ignore_conflicts=True)
    row = lock_books(store_id)
    if row is not None and since < row.since:
        row.since = since
        row.save(update_fields=["since"])
