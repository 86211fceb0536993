"""Back-tests take a minute, so they are jobs; how far they are stands on their own row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import structlog
from procrastinate.contrib.django import app

from balcao.domains.analytics.operations import run_back_test
from balcao.entrypoints.jobs.queue import Patience
from balcao.plumbing.audit import acting

QUEUE: Final = "backtests"
log = structlog.get_logger("balcao.backtests")


# One at a time: whoever asks for ten leaves the other jobs a worker.
@app.task(name="backtests.run", queue=QUEUE, retry=Patience(), lock="backtests")
def run_job(*, back_test_id: str) -> None:
    """Go on with a back-test until it is over; begun again, it ends in the same result."""
    with acting("system", source="job"):
        state = run_back_test(back_test_id=UUID(back_test_id), clock=lambda: datetime.now(UTC))
    log.info("backtest.ended", back_test_id=back_test_id, state=state.value)


def queue_back_test(back_test_id: UUID) -> None:
    """Let the worker run a back-test; part of the transaction that is open."""
    run_job.defer(back_test_id=str(back_test_id))
