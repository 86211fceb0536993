"""Applying: the whole file or nothing of it, in one transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from balcao.domains.catalog.operations import hold_products
from balcao.domains.imports.errors import (
    BeingApplied,
    FileHasProblems,
    PlanIsStale,
    WrongState,
)
from balcao.domains.imports.locks import hold_imports_of, lock_run, try_hold_work
from balcao.domains.imports.models import ImportPaper, ImportRun
from balcao.domains.imports.operations.plan import digest_of, keep_plan
from balcao.domains.imports.operations.progress import Progress, Told
from balcao.domains.imports.operations.reading import (
    FileInHand,
    make_plan,
    read_file,
    shop_rows,
)
from balcao.domains.imports.operations.snapshots import (
    before_writing,
    snapshot_now,
    stocked_by,
)
from balcao.domains.imports.operations.writing import Job, work_in, write
from balcao.domains.imports.queries import run_by_id
from balcao.domains.imports.rules.packing import pack
from balcao.domains.imports.states import check_move
from balcao.domains.imports.values.papers import Snapshot
from balcao.domains.imports.values.plan import ImportPlan
from balcao.domains.imports.values.runs import RunInfo, RunState
from balcao.domains.inventory.queries import default_location


def apply_import(
    *, run_id: UUID, actor: str, now: datetime, on_progress: Told | None = None
) -> RunInfo:
    """Bring a planned file into the shop. Everything in it happens, or nothing.

    ``on_progress`` is told steps done and steps in all; the run's row shows the same to others
    while the work lasts, unless the caller has a transaction open. A run that broke off half-way
    is found ``applying``, has changed nothing, and is applied by calling this again.

    :raises RunNotFound: there is no such run.
    :raises AlreadyApplied: it was applied before; nothing is done twice.
    :raises BeingApplied: somebody is applying it at this moment.
    :raises FileHasProblems: rows cannot be imported; the run's findings say which.
    :raises PlanIsStale: the shop has changed since the dry run; the new one is on the run.
    """
    _begin(run_id)
    try:
        with Progress(run_id, on_progress) as progress, transaction.atomic():
            stale = _apply(run_id, actor, now, progress)
    except WrongState:
        raise
    except IntegrityError as error:
        _note_failure(run_id, error)
        raise PlanIsStale from error
    except Exception as error:
        _note_failure(run_id, error)
        raise
    if stale is not None:
        refusal = PlanIsStale() if stale[1].is_sound else FileHasProblems()
        _keep_new_plan(run_id, *stale, now, note=refusal.message)
        raise refusal
    return run_by_id(run_id)


@transaction.atomic
def _begin(run_id: UUID) -> None:
    run = lock_run(run_id)
    check_move(RunState(run.state), RunState.APPLYING)
    if not try_hold_work(run_id):
        raise BeingApplied
    if run.errors:
        raise FileHasProblems(errors=run.errors)
    run.state, run.done, run.total, run.note = RunState.APPLYING.value, 0, 0, ""
    run.save(update_fields=["state", "done", "total", "note"])


def _apply(
    run_id: UUID, actor: str, now: datetime, progress: Progress
) -> tuple[FileInHand, ImportPlan] | None:
    """Do the work; gives back the new plan, and does nothing, when the old one no longer holds."""
    if not try_hold_work(run_id):
        raise BeingApplied
    run = ImportRun.objects.get(pk=run_id)
    check_move(RunState(run.state), RunState.APPLIED)
    hand = read_file(run)
    hold_imports_of(run.store_id)
    hold_products(store_id=run.store_id, handles=hand.handles)
    rows = shop_rows(hand)
    plan = make_plan(hand, rows, now)
    if not plan.is_sound or digest_of(plan) != run.plan_digest:
        return hand, plan
    progress.expect(work_in(plan.writes))
    job = Job(
        store_id=run.store_id,
        location_id=default_location(run.store_id).id,
        document=f"import:{run_id}",
        actor=actor,
        now=now,
        note=run.file_name[:200],
    )
    stock = write(plan.writes, job, progress)
    before = before_writing(plan.writes, rows, stock)
    _keep_papers(run, hand, plan, before)
    _finish(run, actor, now, progress)
    return None


def _keep_papers(run: ImportRun, hand: FileInHand, plan: ImportPlan, before: Snapshot) -> None:
    writes = plan.writes
    after = snapshot_now(
        store_id=run.store_id,
        currency=hand.currency,
        like=writes.catalog,
        priced=[price.variant_id for price in writes.prices],
        stocked=stocked_by(writes),
    )
    ImportPaper.objects.filter(run=run).update(
        plan=pack(plan.steps),
        problems=pack(plan.problems),
        before=pack(before),
        after=pack(after),
    )


def _finish(run: ImportRun, actor: str, now: datetime, progress: Progress) -> None:
    run.state = RunState.APPLIED.value
    run.applied_at, run.actor = now, actor or run.actor
    run.done = run.total = progress.total
    run.save(update_fields=["state", "applied_at", "actor", "done", "total"])


@transaction.atomic
def _keep_new_plan(
    run_id: UUID, hand: FileInHand, plan: ImportPlan, now: datetime, *, note: str
) -> None:
    keep_plan(lock_run(run_id), hand, plan, now, note=note)


def _note_failure(run_id: UUID, error: Exception) -> None:
    """Say on the run why nothing of it was applied."""
    state, note = RunState.FAILED.value, str(error)[:2000]
    ImportRun.objects.filter(pk=run_id, state=RunState.APPLYING).update(state=state, note=note)
