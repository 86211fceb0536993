"""One look at the whole store at a time, with its progress; a look that died is given up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from balcao.domains.replenishment.locks import hold_planning
from balcao.domains.replenishment.models import PlanningRun
from balcao.domains.replenishment.operations.planning import plan_store
from balcao.domains.replenishment.ports import Forecaster

GIVEN_UP_AFTER: Final = timedelta(hours=2)
DIED: Final = "It ended without a word; the process may have been stopped."


@transaction.atomic
def ask_for_plan(*, store_id: int, by: str, now: datetime) -> int | None:
    """Write down that the store should be planned; None while that is under way already."""
    hold_planning(store_id)
    open_ones = PlanningRun.objects.filter(store_id=store_id, ended_at=None)
    open_ones.filter(asked_at__lt=now - GIVEN_UP_AFTER).update(ended_at=now, problem=DIED)
    if open_ones.exists():
        return None
    return PlanningRun.objects.create(store_id=store_id, asked_by=by, asked_at=now).pk


def run_plan(*, run_id: int, by: Forecaster, now: datetime) -> int:
    """Plan as asked for, and keep how far it is; returns how many variants were planned.

    What goes wrong is written on the run and raised again.
    """
    run = PlanningRun.objects.get(pk=run_id)
    rows = PlanningRun.objects.filter(pk=run_id)

    def tell(done: int, total: int) -> None:
        rows.update(done=done, total=total)

    try:
        many = plan_store(store_id=run.store_id, by=by, now=now, on_progress=tell)
    except Exception as error:
        rows.update(ended_at=now, problem=f"{type(error).__name__}: {error}"[:300])
        raise
    rows.update(ended_at=now, done=many, total=many)
    return many
