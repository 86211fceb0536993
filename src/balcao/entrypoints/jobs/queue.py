"""The queue: jobs wait in PostgreSQL, put there by the transaction that makes them necessary.

``app`` speaks through Django's connection, so ``task.defer(...)`` inside a transaction is part of
it: rolled back with it, seen by workers only after its commit.
"""

from __future__ import annotations

from typing import Final

import structlog
from procrastinate import App, BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.jobs import Job

from balcao.adapters.mail.letter import Unmailable
from balcao.kernel.errors import NotFound

FIRST_PAUSE_SECONDS: Final = 15
LONGEST_PAUSE_SECONDS: Final = 4 * 60 * 60
GIVE_UP_AFTER: Final = 12  # with the pauses below: after a little more than a day
MADE_UP_FOR_SECONDS: Final = 26 * 60 * 60
HOPELESS: Final = (Unmailable, NotFound)
log = structlog.get_logger("balcao.jobs")


class Patience(BaseRetryStrategy):
    """Try again after 15 s, 30 s, 1 min … at most 4 h; what cannot get better is given up at once.

    A job that was given up stays in the queue as ``failed``, where the console shows it.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try again; None gives up."""
        about = {"task": job.task_name, "job_id": job.id, "attempts": job.attempts + 1}
        why = f"{type(exception).__name__}: {exception}"
        if isinstance(exception, HOPELESS) or job.attempts >= GIVE_UP_AFTER:
            log.error("job.given_up", error=why, **about)
            return None
        pause = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2**job.attempts)
        log.warning("job.failed", error=why, again_in=pause, **about)
        return RetryDecision(retry_in={"seconds": pause})


def app_for_worker() -> App:
    """An app with the same tasks whose own bookkeeping runs on a connection fit for a worker.

    The tasks stay bound to ``app``: what the relay, or a job, puts into the queue is part of its
    own transaction. Replacing the connector of ``app`` itself would put jobs into the queue
    through another connection, before the event that asks for them is settled, or twice.
    """
    worker = DjangoApp(
        connector=app.connector.get_worker_connector(),
        import_paths=app.import_paths,
        periodic_defaults={"max_delay": MADE_UP_FOR_SECONDS},
    )
    worker.tasks = app.tasks
    worker.periodic_registry = app.periodic_registry
    return worker
