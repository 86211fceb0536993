"""Schedules of the books: partitions for the months to come, and what nobody told them."""

from __future__ import annotations

from datetime import UTC, datetime

import structlog
from procrastinate.contrib.django import app

from balcao.domains.ledger.operations import catch_up, ensure_ledger_partitions
from balcao.domains.stores.queries import all_stores
from balcao.plumbing.audit import acting

log = structlog.get_logger("balcao.ledger")


@app.periodic(cron="5 3 * * *")
@app.task(name="ledger.partitions", queue="clock", lock="ledger-partitions")
def make_room_in_books(**_: int) -> None:
    """The partitions of entries for the months to come."""
    ensure_ledger_partitions(now=datetime.now(UTC))


@app.periodic(cron="*/15 * * * *", queueing_lock="ledger-catch-up")
@app.task(
    name="ledger.catch_up", queue="clock", queueing_lock="ledger-catch-up", lock="ledger-catch-up"
)
def catch_up_books(**_: int) -> None:
    """Post what an event that was given up on, or a hold that waits, has left out."""
    with acting("system", source="job"):
        for store in all_stores():
            written = catch_up(store_id=store.id, now=datetime.now(UTC))
            if written:
                log.info("books.caught_up", store=store.slug, journals=written)
