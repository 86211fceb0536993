"""Back-tests take a minute, so they are jobs; how far they are stands on their own row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import structlog
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from balcao.domains.analytics.operations import run_back_test
from balcao.domains.analytics.queries import left_back_tests
from balcao.entrypoints.jobs.queue import Patience
from balcao.plumbing.audit import acting

QUEUE: Final = "backtests"
log = structlog.get_logger("balcao.backtests")


@app.task(name="backtests.run", queue=QUEUE, retry=Patience())
def run_job(*, back_test_id: str) -> None:
    """Go on with a back-test until it is over; begun twice, it still ends in one result."""
    with acting("system", source="job"):
        state = run_back_test(back_test_id=UUID(back_test_id), clock=lambda: datetime.now(UTC))
    log.info("backtest.ended", back_test_id=back_test_id, state=state.value)


@app.periodic(cron="*/5 * * * *", queueing_lock="backtests")
@app.task(name="backtests.resume", queue="clock", queueing_lock="backtests", lock="backtests")
def resume_left(**_: int) -> None:
    """Go on with what a worker left behind when it was killed."""
    for back_test_id in left_back_tests(datetime.now(UTC)):
        queue_back_test(back_test_id)


def queue_back_test(back_test_id: UUID) -> None:
    """Let the worker go on with a back-test, once however often it is asked for.

    Part of the transaction that is open.
    """
    lock = f"backtest:{back_test_id}"
    try:
        # A refusal must not end the transaction that somebody else may have open.
        with transaction.atomic():
            run_job.configure(queueing_lock=lock).defer(back_test_id=str(back_test_id))
    except AlreadyEnqueued:
        return
