"""Running the whole installation: web server, job worker, embedded database."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connections

from balcao.entrypoints.cli.ports import answers
from balcao.entrypoints.cli.server import embedded_cluster
from balcao.entrypoints.cli.supervisor import Program, Supervisor
from balcao.plumbing.observability.metrics import FOLDER_VARIABLE, fresh_folder
from balcao.plumbing.postgres import Lease
from balcao.plumbing.processes import SUPERVISOR


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run: where to listen, how many web workers with how many threads, jobs or not."""

    host: str
    port: int
    workers: int
    threads: int
    jobs: bool


def serve(plan: Plan, *, announce: Callable[[], None]) -> int:
    """Serve until told to stop; the exit status.

    The lease taken here outlives the one of the command: the server stops after its users.
    """
    if settings.DATABASE_URL:
        return _run(plan, None, announce)
    with Lease(embedded_cluster()) as lease:
        return _run(plan, lease, announce)


def _run(plan: Plan, lease: Lease | None, announce: Callable[[], None]) -> int:
    # The children connect for themselves; this process only watches.
    connections.close_all()
    sys.stdout.flush()
    counters = _counters_folder()
    os.environ[FOLDER_VARIABLE] = str(counters)
    os.environ[SUPERVISOR] = str(os.getpid())
    try:
        return Supervisor(_programs(plan), lease).run(
            once_ready=lambda: answers(plan.host, plan.port), announce=announce
        )
    finally:
        shutil.rmtree(counters, ignore_errors=True)


def _programs(plan: Plan) -> list[Program]:
    web = [f"--host={plan.host}", f"--port={plan.port}"]
    web += [f"--workers={plan.workers}", f"--threads={plan.threads}"]
    programs = [Program("web", "balcao.entrypoints.cli.web", web)]
    if plan.jobs:
        programs.append(Program("worker", "balcao.entrypoints.cli.main", ["worker"]))
    return programs


def _counters_folder() -> Path:
    """A folder for this run's counters; those of runs that were killed are removed."""
    parent: Path = settings.DATA_DIR / "metrics"
    parent.mkdir(parents=True, exist_ok=True)
    for old in parent.iterdir():
        if old.name.isdigit() and not psutil.pid_exists(int(old.name)):
            shutil.rmtree(old, ignore_errors=True)
    folder = parent / str(os.getpid())
    fresh_folder(folder)
    return folder
