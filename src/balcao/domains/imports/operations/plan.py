"""The dry run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.imports.errors import BeingApplied
from balcao.domains.imports.locks import lock_run, try_hold_work
from balcao.domains.imports.models import ImportPaper, ImportRun
from balcao.domains.imports.operations.reading import (
    FileInHand,
    make_plan,
    read_file,
    shop_rows,
)
from balcao.domains.imports.rules.packing import pack
from balcao.domains.imports.rules.showing import LABELS
from balcao.domains.imports.states import check_move
from balcao.domains.imports.values.plan import ImportPlan
from balcao.domains.imports.values.runs import RunState
from balcao.kernel.changes import FieldChange

# Stock moves while people buy; a plan does not go stale because something was sold.
MOVING: Final = (LABELS["on_hand"], LABELS["backorder_limit"])


@transaction.atomic
def plan_import(*, run_id: UUID, now: datetime) -> ImportPlan:
    """Compare the file with the shop and keep the result on the run. Changes nothing else.

    Findings are in the plan, not raised: a file with errors has a plan that is not sound.

    :raises RunNotFound: there is no such run.
    :raises AlreadyApplied: it was applied; upload the file again to compare it anew.
    :raises BeingApplied: it is being applied at this moment.
    """
    run = lock_run(run_id)
    check_move(RunState(run.state), RunState.PLANNED)
    if not try_hold_work(run_id):
        raise BeingApplied
    hand = read_file(run)
    plan = make_plan(hand, shop_rows(hand), now)
    keep_plan(run, hand, plan, now)
    return plan


def keep_plan(
    run: ImportRun, hand: FileInHand, plan: ImportPlan, now: datetime, *, note: str = ""
) -> None:
    """Write a plan and its findings down; the run's row must be held."""
    errors = sum(problem.is_error for problem in plan.problems)
    run.state = RunState.PLANNED.value
    run.planned_at = now
    run.encoding = hand.file.encoding
    run.rows = hand.file.rows
    run.counts = asdict(plan.counts)
    run.errors = errors
    run.warnings = len(plan.problems) - errors
    run.unused_columns = list(hand.file.unused_columns)
    run.plan_digest = digest_of(plan)
    run.done = run.total = 0
    run.note = note
    run.save()
    papers = ImportPaper.objects.filter(run=run)
    papers.update(plan=pack(plan.steps), problems=pack(plan.problems))


def digest_of(plan: ImportPlan) -> str:
    """What was agreed to: every step and change but those of stock."""
    lines: list[tuple[str, str, Sequence[FieldChange]]] = []
    for step in plan.steps:
        # Long texts are shown shortened; the version tells any edit between the two.
        version = step.version if step.changes else 0
        lines.append((step.kind, f"{step.handle} {version}", step.changes))
        for variant in step.variants:
            changes = [change for change in variant.changes if change.name not in MOVING]
            created = variant.kind if variant.kind == "create" else ""
            lines.append((created, variant.sku, changes))
    return sha256(repr(lines).encode()).hexdigest()
