"""Who changed what: the trail that the database writes."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.shapes import Cursor, Limit, Moment, Out, Paged, Search
from balcao.plumbing.audit.trail import read_trail

router = Router()


class FieldChangeOut(Out):
    """One field: what it was and what it became."""

    name: str
    old: str
    new: str


class AuditChangeOut(Out):
    """One change of one row; ``what`` is insert, update or delete."""

    id: int
    at: Moment
    kind: str
    what: str
    object_id: str
    name: str
    actor: str
    source: str
    request_id: str
    fields: list[FieldChangeOut]


class TrailOut(Paged):
    """A page of the trail."""

    items: list[AuditChangeOut]


@router.get("/audit", response=TrailOut, **staff(Capability.VIEW_AUDIT))
def read_audit_trail(
    request: StaffRequest,
    actor: Search = "",
    object_id: Annotated[UUID | None, Query(description="Changes of this row only.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Changes, the latest first; `actor` finds parts of a mail address."""
    wanted = str(object_id) if object_id else ""
    page = read_trail(actor=actor, object_id=wanted, cursor=cursor, limit=limit)
    return paged(request, page, AuditChangeOut.model_validate)
