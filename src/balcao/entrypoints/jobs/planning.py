"""Planning takes large libraries, so it runs in a process of its own that ends when it is done."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from typing import Final

from procrastinate.contrib.django import app

from balcao.domains.replenishment.operations import ask_for_plan
from balcao.domains.stores.queries import all_stores
from balcao.plumbing.audit import acting

LONGEST_SECONDS: Final = 60 * 60
PROGRAM: Final = [sys.executable, "-m", "balcao.entrypoints.cli.main", "plan"]


@app.task(name="replenishment.plan", queue="plan", lock="plan")
def plan_job(*, run_id: int) -> None:
    """Do a look that was asked for; what goes wrong is written on it."""
    subprocess.run([*PROGRAM, f"--run={run_id}"], check=True, timeout=LONGEST_SECONDS)


@app.periodic(cron="40 3 * * *")
@app.task(name="replenishment.nightly", queue="clock", lock="plan-nightly")
def plan_every_night(**_: int) -> None:
    """Ask for a look at every store."""
    for store in all_stores():
        queue_planning(store.id, "nightly")


def queue_planning(store_id: int, by: str) -> bool:
    """Let the worker plan a store; False while that is under way already."""
    with acting(by, source="job"):
        run_id = ask_for_plan(store_id=store_id, by=by, now=datetime.now(UTC))
    if run_id is not None:
        plan_job.defer(run_id=run_id)
    return run_id is not None
