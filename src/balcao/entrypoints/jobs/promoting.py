"""Codes are made and counted beside the requests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import structlog
from procrastinate.contrib.django import app

from balcao.domains.promotions.operations import forget_attempts, make_codes
from balcao.entrypoints.jobs.queue import Patience
from balcao.plumbing.audit import acting

QUEUE: Final = "imports"
log = structlog.get_logger("balcao.promotions")


@app.task(name="promotions.make_codes", queue=QUEUE, retry=Patience())
def make_codes_job(*, batch_id: str) -> None:
    """Make what a batch still lacks; begun twice, it still ends in its size."""
    with acting("system", source="job"):
        made = make_codes(batch_id=UUID(batch_id), now=datetime.now(UTC))
    log.info("codes.made", batch_id=batch_id, made=made)


def queue_codes(batch_id: UUID) -> None:
    """Let the worker make the codes of a batch; part of the transaction that is open."""
    make_codes_job.defer(batch_id=str(batch_id))


@app.periodic(cron="10 * * * *")
@app.task(name="promotions.attempts", queue="clock", lock="attempts")
def forget_guesses(**_: int) -> None:
    """Drop the counts of those who guessed codes and have waited long enough."""
    forget_attempts(now=datetime.now(UTC))
