"""Price lists: what they are, for whom and when."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from balcao.domains.pricing import errors, operations, queries
from balcao.domains.pricing.values.lists import PriceListInfo
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.v1 import price_shapes as shapes
from balcao.plumbing.audit import acting

router = Router()
C = Capability
NO_LIST, BAD_LIST = errors.NoSuchPriceList, errors.BadPriceList


@router.get("/price-lists", response=shapes.SellingListsOut, **staff(C.VIEW_CATALOG))
def list_price_lists(request: StaffRequest) -> HttpResponse:
    """All price lists, the highest priority first."""
    found = queries.all_lists(store_of(request).id)
    return reply(shapes.SellingListsOut(items=[_shape(one) for one in found]))


@router.post(
    "/price-lists",
    response={201: shapes.SellingListOut},
    **staff(C.EDIT_PRICES, BAD_LIST, errors.BadRounding, key=True, versioned=True),
)
def create_price_list(request: StaffRequest, said: shapes.SellingListIn) -> HttpResponse:
    """Make a price list; its entries come after."""

    def make() -> shapes.SellingListOut:
        store = store_of(request)
        made = operations.create_list(store_id=store.id, draft=said.draft(), now=moment())
        return _shape(queries.list_by_id(store.id, made))

    return write_once(request, said, make, status=201)


@router.get(
    "/price-lists/{list_id}",
    response=shapes.SellingListOut,
    **staff(C.VIEW_CATALOG, NO_LIST, versioned=True),
)
def get_price_list(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """One price list."""
    return list_reply(request, list_id)


@router.put(
    "/price-lists/{list_id}",
    response=shapes.SellingListOut,
    **staff(
        C.EDIT_PRICES,
        NO_LIST,
        BAD_LIST,
        errors.BadRounding,
        errors.PriceListChanged,
        if_match="required",
    ),
)
def change_price_list(
    request: StaffRequest, list_id: UUID, said: shapes.SellingListIn
) -> HttpResponse:
    """Change a list, if nobody else has since you looked. Its currency and kind stay."""
    seen = seen_number(request)
    with acting(request.auth.email, source="api"):
        operations.change_list(
            store_id=store_of(request).id,
            list_id=list_id,
            draft=said.draft(),
            expected_version=seen,
            now=moment(),
        )
    return list_reply(request, list_id)


@router.delete(
    "/price-lists/{list_id}",
    response={204: None},
    **staff(
        C.EDIT_PRICES,
        NO_LIST,
        errors.PriceListChanged,
        errors.PriceListInUse,
        if_match="required",
    ),
)
def delete_price_list(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """Delete a list that has not begun; one that has is ended, or made inactive."""
    seen = seen_number(request)
    with acting(request.auth.email, source="api"):
        operations.delete_list(
            store_id=store_of(request).id, list_id=list_id, expected_version=seen, now=moment()
        )
    return HttpResponse(status=204)


@router.post(
    "/price-lists/{list_id}/derive",
    response=shapes.SellingListOut,
    **staff(C.EDIT_PRICES, NO_LIST, BAD_LIST, errors.NoRate, versioned=True),
)
def derive_price_list(request: StaffRequest, list_id: UUID, said: shapes.DeriveIn) -> HttpResponse:
    """Work a derived list out anew from base prices. Safe to repeat."""
    now = moment()
    with acting(request.auth.email, source="api"):
        operations.derive_list(
            store_id=store_of(request).id, list_id=list_id, day=said.day or now.date(), now=now
        )
    return list_reply(request, list_id)


def list_reply(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """One list with its version as ETag."""
    found = queries.list_by_id(store_of(request).id, list_id)
    return reply(_shape(found), version=found.version)


def _shape(found: PriceListInfo) -> shapes.SellingListOut:
    said = {name: getattr(found, name) for name in PriceListInfo.__dataclass_fields__}
    return shapes.SellingListOut.model_validate({**said, "state": found.state(moment())})
