"""Reads about imports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from balcao.domains.imports.errors import RunNotFound
from balcao.domains.imports.models import ImportPaper, ImportRun
from balcao.domains.imports.rules.packing import unpack
from balcao.domains.imports.values.plan import Counts, ProductStep
from balcao.domains.imports.values.problems import Problem
from balcao.domains.imports.values.runs import PlanPage, RunInfo, RunState
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page


def runs_page(store_id: int, *, cursor: str | None = None, limit: int = 50) -> Page[RunInfo]:
    """Imports, latest first, a page at a time; at most 200.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = ImportRun.objects.filter(store_id=store_id)
    key = decode_cursor(cursor, datetime.fromisoformat, UUID)
    if key:
        rows = rows.filter(Q(created_at__lt=key[0]) | Q(created_at=key[0], id__lt=key[1]))
    limit = within_page(limit)
    found = list(rows.order_by("-created_at", "-id")[: limit + 1])
    return cut_page(found, limit, key=lambda row: (row.created_at.isoformat(), row.pk), show=_info)


def run_by_id(run_id: UUID) -> RunInfo:
    """One import; cheap enough to ask again every second for its progress.

    :raises RunNotFound: there is none with this id.
    """
    row = ImportRun.objects.filter(pk=run_id).first()
    if row is None:
        raise RunNotFound(id=str(run_id))
    return _info(row)


def plan_page(
    run_id: UUID, *, offset: int = 0, limit: int = 50, kinds: Collection[str] = ()
) -> PlanPage:
    """A part of what an import would do, or did, and of what was found wrong with its file.

    ``kinds`` keeps steps of some kinds only: a product's step is of the kind ``change`` also when
    only one of its variants is created or changed.

    :raises RunNotFound: there is none with this id.
    """
    run = run_by_id(run_id)
    packed = ImportPaper.objects.values_list("plan", "problems").get(run_id=run_id)
    steps: tuple[ProductStep, ...] = unpack(packed[0], tuple[ProductStep, ...])
    problems: tuple[Problem, ...] = unpack(packed[1], tuple[Problem, ...])
    counted = Counter(_kind(step) for step in steps)
    chosen = [step for step in steps if not kinds or _kind(step) in kinds]
    end = offset + within_page(limit)
    return PlanPage(
        run=run,
        steps=tuple(chosen[offset:end]),
        problems=problems[offset:end],
        offset=offset,
        total_steps=len(chosen),
        total_problems=len(problems),
        kinds=dict(counted),
    )


def _kind(step: ProductStep) -> str:
    quiet = all(variant.kind == "leave" for variant in step.variants)
    return "change" if step.kind == "leave" and not quiet else str(step.kind)


def _info(row: ImportRun) -> RunInfo:
    return RunInfo(
        id=row.pk,
        store_id=row.store_id,
        kind=row.kind,
        state=RunState(row.state),
        file_name=row.file_name,
        size=row.size,
        sha256=row.sha256,
        encoding=row.encoding,
        rows=row.rows,
        counts=Counts(**row.counts),
        errors=row.errors,
        warnings=row.warnings,
        unused_columns=tuple(row.unused_columns),
        done=row.done,
        total=row.total,
        note=row.note,
        actor=row.actor,
        created_at=row.created_at,
        planned_at=row.planned_at,
        applied_at=row.applied_at,
        undone_at=row.undone_at,
    )
