"""The queue as tests see it: what waits in it, and a worker that works it off."""

from __future__ import annotations

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.periodic import PeriodicRegistry

from balcao.entrypoints.jobs.queue import app_for_worker


def waiting() -> Counter[str]:
    """Jobs to do, by task."""
    rows = ProcrastinateJob.objects.filter(status="todo")
    return Counter(rows.values_list("task_name", flat=True))


def failed() -> list[str]:
    """Tasks of jobs that were given up."""
    rows = ProcrastinateJob.objects.filter(status="failed")
    return list(rows.values_list("task_name", flat=True))


def work_off(*queues: str) -> None:
    """Run everything that is due with a real worker; needs committed data."""
    work = _work_off(list(queues) or ["mails", "money", "imports"])
    # In a thread, because a browser's driver may have an event loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def empty() -> None:
    """Begin with nothing in the queue; its tables are not Django's to empty between tests."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


async def _work_off(queues: list[str]) -> None:
    worker = app_for_worker()
    worker.periodic_registry = PeriodicRegistry()  # what runs by the clock is not due
    async with worker.open_async():
        await worker.run_worker_async(
            wait=False,
            concurrency=1,
            install_signal_handlers=False,
            listen_notify=False,
            delete_jobs="successful",
            queues=queues,
        )
