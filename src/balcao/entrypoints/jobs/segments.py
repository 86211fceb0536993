"""Working out who is in the segments: after a rule was saved, and every hour, for days pass."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import structlog
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from balcao.domains.customers.errors import NoSuchSegment
from balcao.domains.customers.operations import refresh_segment
from balcao.domains.customers.queries import rule_segments
from balcao.domains.stores.queries import all_stores
from balcao.entrypoints.jobs.queue import Patience
from balcao.plumbing.audit import acting

QUEUE: Final = "segments"
log = structlog.get_logger("balcao.segments")


@app.task(name="segments.refresh", queue=QUEUE, retry=Patience())
def refresh_job(*, store_id: int, segment_id: str) -> None:
    """Work out one segment; one that was deleted meanwhile needs nothing."""
    with acting("system", source="job"):
        try:
            found = refresh_segment(
                store_id=store_id, segment_id=UUID(segment_id), now=datetime.now(UTC)
            )
        except NoSuchSegment:
            return
    log.info("segments.refreshed", segment=segment_id, members=found)


@app.periodic(cron="35 * * * *", queueing_lock="segments")
@app.task(name="segments.hourly", queue="clock", queueing_lock="segments", lock="segments")
def refresh_all(**_: int) -> None:
    """Have every segment by rule worked out again."""
    for store in all_stores():
        for segment_id in rule_segments(store.id):
            queue_refresh(store.id, segment_id)


def queue_refresh(store_id: int, segment_id: UUID) -> None:
    """Let the worker work a segment out soon; once, however often it is asked for."""
    lock = f"segment:{segment_id}"
    try:
        # A refusal must not end the transaction that somebody else may have open.
        with transaction.atomic():
            refresh_job.configure(lock=lock, queueing_lock=lock).defer(
                store_id=store_id, segment_id=str(segment_id)
            )
    except AlreadyEnqueued:
        return
