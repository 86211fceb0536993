"""Repricing many prices takes its time, so it is a job; a few are set at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import structlog
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from balcao.domains.pricing.errors import RepricingState
from balcao.domains.pricing.operations import apply_repricing
from balcao.domains.pricing.queries import repricing_by_id
from balcao.domains.pricing.values.changes import RepricingInfo
from balcao.plumbing.audit import acting

QUEUE: Final = "imports"
AT_ONCE: Final = 2000
log = structlog.get_logger("balcao.pricing")


@app.task(name="pricing.reprice", queue=QUEUE)
def reprice_job(*, store_id: int, repricing_id: str, actor: str) -> None:
    """Set the planned prices of a repricing."""
    with acting(actor, source="job"):
        try:
            apply_repricing(
                store_id=store_id, repricing_id=UUID(repricing_id), now=datetime.now(UTC)
            )
        except RepricingState:
            # Somebody asked twice; it is done.
            log.info("repricing.done_already", repricing_id=repricing_id)


def apply_or_queue(
    *, store_id: int, repricing_id: UUID, actor: str, now: datetime
) -> RepricingInfo:
    """Set the planned prices now when they are few, else let the worker; asking twice is safe.

    :raises NoSuchRepricing: there is none in this store.
    :raises RepricingState: it was applied or undone already.
    """
    found = repricing_by_id(store_id, repricing_id)
    if found.status not in {"planned", "applying"}:
        raise RepricingState("This repricing was applied already.", status=found.status)
    if found.total <= AT_ONCE:
        apply_repricing(store_id=store_id, repricing_id=repricing_id, now=now)
    else:
        _queue(store_id, repricing_id, actor)
    return repricing_by_id(store_id, repricing_id)


def _queue(store_id: int, repricing_id: UUID, actor: str) -> None:
    lock = f"reprice:{repricing_id}"
    try:
        # A refusal must not end the transaction that somebody else may have open.
        with transaction.atomic():
            reprice_job.configure(lock=lock, queueing_lock=lock).defer(
                store_id=store_id, repricing_id=str(repricing_id), actor=actor
            )
    except AlreadyEnqueued:
        return
