"""Codes of promotions: one at a time, in batches, from and into files."""

from __future__ import annotations

import codecs
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from ninja import File, Path, Query, Router
from ninja.files import UploadedFile

from balcao.domains.promotions import errors, operations, queries
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import Cursor, Limit
from balcao.entrypoints.api.v1.promotion_shapes import (
    BatchesOut,
    BatchIn,
    BatchOut,
    CodeIn,
    CodeOut,
    CodesOut,
)
from balcao.entrypoints.jobs.promoting import queue_codes
from balcao.plumbing.audit import acting

router = Router()
C = Capability
NONE = errors.NoSuchPromotion
MAKING = (NONE, errors.WrongPromotionState, errors.BadCode)
CodeText = Annotated[str, Query(max_length=80, description="The code with this text.")]
CodeId = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("/promotions/{promotion_id}/codes", response=CodesOut, **staff(C.VIEW_PROMOTIONS, NONE))
def list_codes(
    request: StaffRequest,
    promotion_id: UUID,
    batch_id: UUID | None = None,
    text: CodeText = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Codes of a promotion, latest first."""
    store = store_of(request)
    queries.promotion_by_id(store.id, promotion_id)
    page = queries.codes_page(
        store.id, promotion_id, batch_id=batch_id, text=text, cursor=cursor, limit=limit
    )
    return paged(request, page, CodeOut.model_validate)


@router.post(
    "/promotions/{promotion_id}/codes",
    response={201: CodeOut},
    **staff(C.EDIT_PROMOTIONS, *MAKING, errors.CodeTaken, key=True),
)
def add_code(request: StaffRequest, promotion_id: UUID, said: CodeIn) -> HttpResponse:
    """Add one code. Case, spaces and dashes do not count."""

    def add() -> CodeOut:
        store = store_of(request)
        made = operations.add_code(
            store_id=store.id, promotion_id=promotion_id, now=moment(), **said.__dict__
        )
        return CodeOut.model_validate(queries.code_by_id(store.id, made))

    return write_once(request, said, add, status=201)


@router.post(
    "/codes/{code_id}/revoke",
    response=CodeOut,
    **staff(C.EDIT_PROMOTIONS, errors.NoSuchCode, key=True),
)
def revoke_code(request: StaffRequest, code_id: CodeId) -> HttpResponse:
    """Let a code unlock nothing any more."""

    def revoke() -> CodeOut:
        store = store_of(request)
        operations.revoke_code(store_id=store.id, code_id=code_id, now=moment())
        return CodeOut.model_validate(queries.code_by_id(store.id, code_id))

    return write_once(request, None, revoke)


@router.get(
    "/promotions/{promotion_id}/batches", response=BatchesOut, **staff(C.VIEW_PROMOTIONS, NONE)
)
def list_batches(request: StaffRequest, promotion_id: UUID) -> HttpResponse:
    """Batches of codes of a promotion, latest first, with how far each is."""
    store = store_of(request)
    queries.promotion_by_id(store.id, promotion_id)
    found = queries.batches_of(store.id, promotion_id)
    return reply(BatchesOut(items=[BatchOut.model_validate(one) for one in found]))


@router.post(
    "/promotions/{promotion_id}/batches",
    response={201: BatchOut},
    **staff(C.EDIT_PROMOTIONS, *MAKING, errors.BadBatch, key=True),
)
def order_batch(request: StaffRequest, promotion_id: UUID, said: BatchIn) -> HttpResponse:
    """Ask for so many codes; they are made beside this request, ask again for the progress."""

    def order() -> BatchOut:
        store = store_of(request)
        made = operations.order_batch(
            store_id=store.id,
            promotion_id=promotion_id,
            by=request.auth.email,
            now=moment(),
            **said.__dict__,
        )
        queue_codes(made)
        return BatchOut.model_validate(queries.batch_by_id(store.id, made))

    return write_once(request, said, order, status=201)


@router.post(
    "/promotions/{promotion_id}/codes/imports",
    response={201: BatchOut},
    **staff(C.EDIT_PROMOTIONS, NONE, errors.WrongPromotionState, errors.BadCodeFile),
)
def import_codes(
    request: StaffRequest, promotion_id: UUID, file: Annotated[UploadedFile, File()]
) -> HttpResponse:
    """Take all codes of a CSV (code, uses_limit, expires_at), or none and say which rows are bad.

    Sent twice it is refused the second time, as its codes are there already.
    """
    store = store_of(request)
    with acting(request.auth.email, source="api"):
        made = operations.import_codes(
            store_id=store.id,
            promotion_id=promotion_id,
            name=file.name or "codes.csv",
            lines=codecs.getreader("utf-8-sig")(file.file),
            by=request.auth.email,
            now=moment(),
        )
    return reply(BatchOut.model_validate(queries.batch_by_id(store.id, made)), status=201)


@router.get(
    "/promotions/{promotion_id}/codes/export",
    response=str,
    **staff(C.VIEW_PROMOTIONS, NONE),
)
def export_codes(
    request: StaffRequest, promotion_id: UUID, batch_id: UUID | None = None
) -> StreamingHttpResponse:
    """All codes of a promotion, or of one batch, as CSV."""
    store = store_of(request)
    queries.promotion_by_id(store.id, promotion_id)
    parts = queries.export_codes(store.id, promotion_id, batch_id=batch_id)
    return StreamingHttpResponse(
        parts,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="codes.csv"'},
    )


@router.get(
    "/code-batches/{batch_id}",
    response=BatchOut,
    **staff(C.VIEW_PROMOTIONS, errors.NoSuchBatch),
)
def get_batch(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    """One batch; cheap enough to ask again every second for its progress."""
    return reply(BatchOut.model_validate(queries.batch_by_id(store_of(request).id, batch_id)))


@router.post(
    "/code-batches/{batch_id}/revoke",
    response=BatchOut,
    **staff(C.EDIT_PROMOTIONS, errors.NoSuchBatch, key=True),
)
def revoke_batch(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    """Let no code of a batch unlock anything any more; one in the making stops."""

    def revoke() -> BatchOut:
        store = store_of(request)
        operations.revoke_batch(store_id=store.id, batch_id=batch_id, now=moment())
        return BatchOut.model_validate(queries.batch_by_id(store.id, batch_id))

    return write_once(request, None, revoke)
