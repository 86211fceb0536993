"""Segments: groups of shoppers, by rule and by hand."""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from django.http import HttpResponse
from ninja import Path, Router

from balcao.domains.customers import errors, operations, queries
from balcao.domains.customers.ports import named_by
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import MOST_ID, Cursor, Limit
from balcao.entrypoints.api.v1.customer_shapes import (
    AddedOut,
    GroupUseOut,
    GroupUsesOut,
    MemberOut,
    MembersIn,
    MembersOut,
    PreviewOut,
    RuleIn,
    SegmentChangeIn,
    SegmentIn,
    SegmentOut,
    SegmentsOut,
)
from balcao.plumbing.audit import acting

router = Router()
C = Capability
LANGUAGES: Final = ("pt-br", "en")


@router.get("/segments", response=SegmentsOut, **staff(C.VIEW_CUSTOMERS))
def list_segments(request: StaffRequest) -> HttpResponse:
    """All segments by name."""
    found = queries.segments(store_of(request).id)
    return reply(SegmentsOut(items=[SegmentOut.model_validate(one) for one in found]))


@router.post(
    "/segments",
    response={201: SegmentOut},
    **staff(
        C.EDIT_CUSTOMERS,
        errors.BadSegment,
        errors.BadSegmentRule,
        errors.SegmentExists,
        key=True,
        versioned=True,
    ),
)
def create_segment(request: StaffRequest, said: SegmentIn) -> HttpResponse:
    """Make a segment; who is in it by its rule is worked out soon after."""
    store = store_of(request)

    def make() -> SegmentOut:
        made = operations.create_segment(
            store_id=store.id,
            edit=said.edit(),
            slug=said.slug,
            currency=store.currency,
            now=moment(),
        )
        return SegmentOut.model_validate(queries.segment_by_id(store.id, made))

    return write_once(request, said, make, status=201)


@router.post(
    "/segments/preview",
    response=PreviewOut,
    **staff(C.VIEW_CUSTOMERS, errors.BadSegmentRule),
)
def preview_segment(request: StaffRequest, said: RuleIn) -> HttpResponse:
    """Count whom a drafted rule would find; nothing is saved."""
    store = store_of(request)
    seen = queries.preview(store.id, said.rule, currency=store.currency, now=moment())
    words = {tongue: queries.in_words(said.rule, language=tongue) for tongue in LANGUAGES}
    return reply(PreviewOut(found=seen.found, of=seen.of, some=list(seen.some), words=words))


@router.get(
    "/segments/{segment_id}",
    response=SegmentOut,
    **staff(C.VIEW_CUSTOMERS, errors.NoSuchSegment, versioned=True),
)
def get_segment(request: StaffRequest, segment_id: UUID) -> HttpResponse:
    """One segment."""
    found = queries.segment_by_id(store_of(request).id, segment_id)
    return reply(SegmentOut.model_validate(found), version=found.version)


@router.put(
    "/segments/{segment_id}",
    response=SegmentOut,
    **staff(
        C.EDIT_CUSTOMERS,
        errors.NoSuchSegment,
        errors.SegmentChanged,
        errors.BadSegment,
        errors.BadSegmentRule,
        if_match="required",
    ),
)
def change_segment(request: StaffRequest, segment_id: UUID, said: SegmentChangeIn) -> HttpResponse:
    """Change words or rule, if nobody else has since you looked."""
    seen, store = seen_number(request), store_of(request)
    with acting(request.auth.email, source="api"):
        operations.change_segment(
            store_id=store.id,
            segment_id=segment_id,
            expected_version=seen,
            edit=said.edit(),
            currency=store.currency,
            now=moment(),
        )
    return get_segment(request, segment_id)


@router.delete(
    "/segments/{segment_id}",
    response=SegmentsOut,
    **staff(
        C.EDIT_CUSTOMERS,
        errors.NoSuchSegment,
        errors.SegmentChanged,
        errors.SegmentInUse,
        if_match="required",
    ),
)
def delete_segment(request: StaffRequest, segment_id: UUID) -> HttpResponse:
    """Remove a segment that nothing names, not its shoppers; answers those that are left."""
    seen = seen_number(request)
    with acting(request.auth.email, source="api"):
        operations.delete_segment(
            store_id=store_of(request).id, segment_id=segment_id, expected_version=seen
        )
    return list_segments(request)


@router.get(
    "/segments/{segment_id}/uses",
    response=GroupUsesOut,
    **staff(C.VIEW_CUSTOMERS, errors.NoSuchSegment),
)
def list_segment_uses(request: StaffRequest, segment_id: UUID) -> HttpResponse:
    """The promotions and price lists that name a segment; while there are any it stays."""
    found = queries.segment_by_id(store_of(request).id, segment_id)
    uses = named_by(found.store_id, found.slug)
    return reply(GroupUsesOut(items=[GroupUseOut.model_validate(one) for one in uses]))


@router.get(
    "/segments/{segment_id}/members",
    response=MembersOut,
    **staff(C.VIEW_CUSTOMERS, errors.NoSuchSegment),
)
def list_members(
    request: StaffRequest, segment_id: UUID, cursor: Cursor = None, limit: Limit = 50
) -> HttpResponse:
    """Who is in a segment, by mail address."""
    store = store_of(request)
    queries.segment_by_id(store.id, segment_id)
    page = queries.members_page(store.id, segment_id, cursor=cursor, limit=limit)
    return paged(request, page, MemberOut.model_validate)


@router.post(
    "/segments/{segment_id}/members",
    response=AddedOut,
    **staff(
        C.EDIT_CUSTOMERS,
        errors.NoSuchSegment,
        errors.SegmentByRule,
        errors.NoSuchCustomer,
        errors.BadSegment,
    ),
)
def add_members(request: StaffRequest, segment_id: UUID, said: MembersIn) -> HttpResponse:
    """Put shoppers into a segment by hand, all or none. Safe to repeat."""
    with acting(request.auth.email, source="api"):
        added = operations.add_members(
            store_id=store_of(request).id,
            segment_id=segment_id,
            emails=said.emails,
            now=moment(),
        )
    return reply(AddedOut(added=added))


@router.delete(
    "/segments/{segment_id}/members/{customer_id}",
    response=SegmentOut,
    **staff(C.EDIT_CUSTOMERS, errors.NoSuchSegment, errors.SegmentByRule),
)
def remove_member(
    request: StaffRequest, segment_id: UUID, customer_id: Annotated[int, Path(ge=1, le=MOST_ID)]
) -> HttpResponse:
    """Take a shopper out by hand. Safe to repeat; answers the segment."""
    with acting(request.auth.email, source="api"):
        operations.remove_member(
            store_id=store_of(request).id, segment_id=segment_id, customer_id=customer_id
        )
    return get_segment(request, segment_id)
