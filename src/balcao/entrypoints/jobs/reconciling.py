"""Files of providers and banks are read and matched by the worker; how far stands on the file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import structlog
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from balcao.domains.reconciliation.operations import (
    look_again,
    match_statement,
    read_statement,
)
from balcao.domains.reconciliation.queries import unfinished_statements
from balcao.domains.stores.queries import all_stores
from balcao.entrypoints.jobs.queue import Patience
from balcao.plumbing.audit import acting

QUEUE: Final = "imports"
log = structlog.get_logger("balcao.reconciliation")


@app.task(name="reconciliation.match", queue=QUEUE, retry=Patience())
def match_job(*, statement_id: str) -> None:
    """Read a file and match its lines; begun twice, each line is still booked once."""
    with acting("system", source="job"):
        state = read_statement(statement_id=UUID(statement_id))
        matched = match_statement(statement_id=UUID(statement_id), now=datetime.now(UTC))
    log.info("statement.matched", statement_id=statement_id, state=state.value, matched=matched)


@app.periodic(cron="50 * * * *", queueing_lock="reconciliation")
@app.task(
    name="reconciliation.again",
    queue="clock",
    queueing_lock="reconciliation",
    lock="reconciliation",
)
def look_again_every_hour(**_: int) -> None:
    """Match what had to wait for something, and go on with files that a worker left behind."""
    for statement_id in unfinished_statements():
        queue_match(statement_id)
    with acting("system", source="job"):
        for store in all_stores():
            matched = look_again(store_id=store.id, now=datetime.now(UTC))
            if matched:
                log.info("lines.matched", store=store.slug, lines=matched)


def queue_match(statement_id: UUID) -> None:
    """Let the worker read and match a file, once however often it is asked for."""
    lock = f"statement:{statement_id}"
    try:
        # A refusal must not end the transaction that somebody else may have open.
        with transaction.atomic():
            match_job.configure(queueing_lock=lock).defer(statement_id=str(statement_id))
    except AlreadyEnqueued:
        return
