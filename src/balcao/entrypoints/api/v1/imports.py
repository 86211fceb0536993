"""Bringing a file of products in: upload, look at the plan, apply, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Query, Router
from ninja.files import UploadedFile

from balcao.domains.imports import errors, operations, queries
from balcao.domains.imports.values.runs import RunInfo
from balcao.domains.inventory.errors import NoSuchLocation
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.shapes import Cursor, Limit, Moment, Out, Paged
from balcao.plumbing.audit import acting

router = Router()
StepKind = Literal["create", "change", "leave"]
BUSY = (errors.RunNotFound, errors.WrongState, errors.BeingApplied)


class CountsOut(Out):
    """How many products and variants are created, changed and left as they are."""

    products_created: int
    products_changed: int
    products_left: int
    variants_created: int
    variants_changed: int
    variants_left: int


class RunOut(Out):
    """One import. ``errors`` stand against applying it, ``warnings`` do not."""

    id: UUID
    state: str
    file_name: str
    size: int
    sha256: str
    encoding: str
    rows: int
    counts: CountsOut
    errors: int
    warnings: int
    unused_columns: list[str]
    percent: int
    note: str
    actor: str
    can_apply: bool
    can_undo: bool
    created_at: Moment
    planned_at: Moment | None
    applied_at: Moment | None
    undone_at: Moment | None


class RunsOut(Paged):
    """A page of imports."""

    items: list[RunOut]


class ChangeOut(Out):
    """One field: what it is and what it becomes."""

    name: str
    old: str
    new: str


class VariantStepOut(Out):
    """What happens to one variant; ``line`` is its row in the file."""

    kind: str
    line: int
    sku: str
    options: list[str]
    changes: list[ChangeOut]


class StepOut(Out):
    """What happens to one product."""

    kind: str
    line: int
    handle: str
    title: str
    changes: list[ChangeOut]
    variants: list[VariantStepOut]


class FindingOut(Out):
    """What is wrong in the file: line (1 is the header), column, and what to do about it."""

    line: int
    column: str
    wrong: str
    remedy: str
    severity: str


class PlanOut(Out):
    """A part of what an import would do, or did, and of what was found wrong with its file."""

    run: RunOut
    steps: list[StepOut]
    problems: list[FindingOut]
    offset: int
    total_steps: int
    total_problems: int
    kinds: dict[str, int]


@router.get("/imports", response=RunsOut, **staff(Capability.IMPORT_PRODUCTS))
def list_imports(request: StaffRequest, cursor: Cursor = None, limit: Limit = 50) -> HttpResponse:
    """Imports, latest first."""
    page = queries.runs_page(store_of(request).id, cursor=cursor, limit=limit)
    return paged(request, page, RunOut.model_validate)


@router.post(
    "/imports",
    response={201: RunOut},
    **staff(Capability.IMPORT_PRODUCTS, errors.FileTooLarge),
)
def upload_import(request: StaffRequest, file: Annotated[UploadedFile, File()]) -> HttpResponse:
    """Hand in a product CSV. Nothing happens to the shop; the next call is its plan."""
    with acting(request.auth.email, source="api"):
        run_id = operations.upload_products_file(
            store_id=store_of(request).id,
            file_name=file.name or "products.csv",
            size=file.size or 0,
            stream=file.file,
            actor=request.auth.email,
            now=moment(),
        )
    location = f"/api/v1/imports/{run_id}"
    return reply(RunOut.model_validate(_mine(request, run_id)), status=201, Location=location)


@router.get(
    "/imports/{run_id}", response=RunOut, **staff(Capability.IMPORT_PRODUCTS, errors.RunNotFound)
)
def get_import(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """One import; cheap enough to ask again every second for its progress."""
    return reply(RunOut.model_validate(_mine(request, run_id)))


@router.get(
    "/imports/{run_id}/plan",
    response=PlanOut,
    **staff(Capability.IMPORT_PRODUCTS, errors.RunNotFound),
)
def get_plan(
    request: StaffRequest,
    run_id: UUID,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    kind: Annotated[tuple[StepKind, ...], Query()] = (),
) -> HttpResponse:
    """A part of what the import would do, or did, and of what is wrong with the file."""
    _mine(request, run_id)
    page = queries.plan_page(run_id, offset=offset, limit=limit, kinds=kind)
    return reply(PlanOut.model_validate(page))


@router.post(
    "/imports/{run_id}/plan",
    response=RunOut,
    **staff(
        Capability.IMPORT_PRODUCTS, *BUSY, errors.AlreadyApplied, errors.BrokenFile, NoSuchLocation
    ),
)
def plan_import(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Compare the file with the shop. Changes nothing; may be repeated until it is applied."""
    return _do(request, run_id, lambda: operations.plan_import(run_id=run_id, now=moment()))


@router.post(
    "/imports/{run_id}/apply",
    response=RunOut,
    **staff(
        Capability.IMPORT_PRODUCTS,
        *BUSY,
        errors.AlreadyApplied,
        errors.AlreadyUndone,
        errors.FileHasProblems,
        errors.PlanIsStale,
        errors.BrokenFile,
    ),
)
def apply_import(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Bring the planned file in, all of it or nothing. An import is applied once, ever."""
    by = request.auth.email
    return _do(
        request,
        run_id,
        lambda: operations.apply_import(run_id=run_id, actor=by, now=moment()),
    )


@router.post(
    "/imports/{run_id}/undo",
    response=RunOut,
    **staff(Capability.IMPORT_PRODUCTS, *BUSY, errors.AlreadyUndone, errors.CannotUndo),
)
def undo_import(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Put everything back as it was before, if nothing of it was changed or sold since."""
    by = request.auth.email
    return _do(
        request,
        run_id,
        lambda: operations.undo_import(run_id=run_id, actor=by, now=moment()),
    )


def _do(request: StaffRequest, run_id: UUID, step: Callable[[], Any]) -> HttpResponse:
    _mine(request, run_id)
    with acting(request.auth.email, source="api"):
        step()
    return reply(RunOut.model_validate(_mine(request, run_id)))


def _mine(request: StaffRequest, run_id: UUID) -> RunInfo:
    """The import, if it belongs to the shop of this address.

    :raises RunNotFound: it does not, or there is none.
    """
    run = queries.run_by_id(run_id)
    if run.store_id != store_of(request).id:
        raise errors.RunNotFound(id=str(run_id))
    return run
