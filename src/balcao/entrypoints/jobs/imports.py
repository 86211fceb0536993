"""Imports take their time, so they are jobs. What went wrong is written on the import itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import structlog
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from balcao.domains.imports.operations import apply_import, plan_import, undo_import
from balcao.kernel.errors import BalcaoError, Conflict
from balcao.plumbing.audit import acting

QUEUE: Final = "imports"
log = structlog.get_logger("balcao.imports")


class AlreadyQueued(Conflict):
    """This is waiting for the worker already."""

    code = "already_queued"


@app.task(name="imports.plan", queue=QUEUE)
def plan_job(*, run_id: str) -> None:
    """Make the dry run."""
    _do("plan", run_id, lambda: plan_import(run_id=UUID(run_id), now=datetime.now(UTC)))


@app.task(name="imports.apply", queue=QUEUE)
def apply_job(*, run_id: str, actor: str) -> None:
    """Bring the file into the shop."""
    with acting(actor, source="job"):
        _do(
            "apply",
            run_id,
            lambda: apply_import(run_id=UUID(run_id), actor=actor, now=datetime.now(UTC)),
        )


@app.task(name="imports.undo", queue=QUEUE)
def undo_job(*, run_id: str, actor: str) -> None:
    """Take the file back out."""
    with acting(actor, source="job"):
        _do(
            "undo",
            run_id,
            lambda: undo_import(run_id=UUID(run_id), actor=actor, now=datetime.now(UTC)),
        )


def queue_plan(run_id: UUID) -> None:
    """Let the worker make the dry run. :raises AlreadyQueued: it is about to."""
    _queue(plan_job, run_id)


def queue_apply(run_id: UUID, actor: str) -> None:
    """Let the worker apply the import. :raises AlreadyQueued: it is about to."""
    _queue(apply_job, run_id, actor=actor)


def queue_undo(run_id: UUID, actor: str) -> None:
    """Let the worker undo the import. :raises AlreadyQueued: it is about to."""
    _queue(undo_job, run_id, actor=actor)


def is_queued(run_id: UUID) -> bool:
    """Whether the worker has this import before it or in hand."""
    jobs = ProcrastinateJob.objects.filter(queue_name=QUEUE, args__run_id=str(run_id))
    return jobs.filter(status__in=["todo", "doing"]).exists()


def _queue(task: Any, run_id: UUID, **more: str) -> None:
    lock = f"import:{run_id}"
    try:
        # A refusal must not end the transaction that somebody else may have open.
        with transaction.atomic():
            task.configure(lock=lock, queueing_lock=lock).defer(run_id=str(run_id), **more)
    except AlreadyEnqueued:
        raise AlreadyQueued from None


def _do(what: str, run_id: str, work: Any) -> None:
    try:
        work()
    except BalcaoError as error:
        # The import keeps what stood against it; trying again would end the same way.
        log.warning("import.refused", step=what, run_id=run_id, code=error.code, why=error.message)
