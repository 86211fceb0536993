"""Suppliers: who they are, how well they keep what was agreed, and how the store buys."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from balcao.domains.purchasing import errors, operations, queries
from balcao.domains.purchasing.values.suppliers import SupplierInfo
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.errors import BadRequest
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import Cursor, Limit, Search
from balcao.entrypoints.api.v1.supplier_shapes import (
    LeadTimeOut,
    PolicyIn,
    PolicyOut,
    ScorecardOut,
    SupplierIn,
    SupplierOut,
    SuppliersOut,
)
from balcao.plumbing.audit import acting

router = Router()
C = Capability
NO_SUPPLIER = errors.NoSuchSupplier
EARLIEST = date(2000, 1, 1)


@router.get("/suppliers", response=SuppliersOut, **staff(C.VIEW_PURCHASES))
def list_suppliers(
    request: StaffRequest, text: Search = "", cursor: Cursor = None, limit: Limit = 50
) -> HttpResponse:
    """Suppliers by name; `text` finds codes and parts of names."""
    page = queries.suppliers_page(store_of(request).id, text=text, cursor=cursor, limit=limit)
    return paged(request, page, SupplierOut.model_validate)


@router.post(
    "/suppliers",
    response={201: SupplierOut},
    **staff(C.EDIT_PURCHASES, errors.BadSupplier, errors.SupplierExists, key=True, versioned=True),
)
def create_supplier(request: StaffRequest, said: SupplierIn) -> HttpResponse:
    """Make a supplier."""

    def make() -> SupplierOut:
        made = operations.create_supplier(
            store_id=store_of(request).id, edit=said.edit(), now=moment()
        )
        return SupplierOut.model_validate(queries.supplier_by_id(made))

    return write_once(request, said, make, status=201)


@router.get(
    "/suppliers/{supplier_id}",
    response=SupplierOut,
    **staff(C.VIEW_PURCHASES, NO_SUPPLIER, versioned=True),
)
def get_supplier(request: StaffRequest, supplier_id: UUID) -> HttpResponse:
    """One supplier."""
    found = mine(request, supplier_id)
    return reply(SupplierOut.model_validate(found), version=found.version)


@router.put(
    "/suppliers/{supplier_id}",
    response=SupplierOut,
    **staff(
        C.EDIT_PURCHASES,
        NO_SUPPLIER,
        errors.BadSupplier,
        errors.SupplierExists,
        errors.SupplierChanged,
        if_match="required",
    ),
)
def change_supplier(request: StaffRequest, supplier_id: UUID, said: SupplierIn) -> HttpResponse:
    """Change a supplier, if nobody else has since you looked."""
    seen = seen_number(request)
    with acting(request.auth.email, source="api"):
        operations.change_supplier(
            store_id=store_of(request).id,
            supplier_id=supplier_id,
            edit=said.edit(),
            expected_version=seen,
        )
    found = mine(request, supplier_id)
    return reply(SupplierOut.model_validate(found), version=found.version)


@router.get(
    "/suppliers/{supplier_id}/scorecard",
    response=ScorecardOut,
    **staff(C.VIEW_PURCHASES, NO_SUPPLIER, BadRequest),
)
def get_scorecard(
    request: StaffRequest,
    supplier_id: UUID,
    since: Annotated[date | None, Query(description="Included; a year ago without it.")] = None,
    until: Annotated[date | None, Query(description="Excluded; tomorrow without it.")] = None,
) -> HttpResponse:
    """On time, in full, lead time and its spread, price change, returns, over a period."""
    mine(request, supplier_id)
    end = until or moment().date() + timedelta(days=1)
    start = since or end - timedelta(days=365)
    if not EARLIEST <= start < end or end.year > 2200:
        raise BadRequest("A period begins before it ends, between 2000 and 2200.")
    card = queries.scorecard_of(supplier_id, since=start, until=end)
    return reply(ScorecardOut.model_validate(card))


@router.get(
    "/suppliers/{supplier_id}/items/{variant_id}/lead-time",
    response=LeadTimeOut,
    **staff(C.VIEW_PURCHASES, NO_SUPPLIER),
)
def get_lead_time(request: StaffRequest, supplier_id: UUID, variant_id: UUID) -> HttpResponse:
    """Days from order to goods to plan with: as seen in two years, else as promised."""
    mine(request, supplier_id)
    found = queries.lead_time_of(supplier_id, variant_id, now=moment())
    return reply(LeadTimeOut.model_validate(found))


@router.get("/buying-policy", response=PolicyOut, **staff(C.VIEW_PURCHASES))
def get_buying_policy(request: StaffRequest) -> HttpResponse:
    """Up to which amount authors approve their own orders, and how much more may come in."""
    return reply(PolicyOut.model_validate(queries.policy_of(store_of(request).id)))


@router.put("/buying-policy", response=PolicyOut, **staff(C.MANAGE_STORE, errors.BadBuyingPolicy))
def set_buying_policy(request: StaffRequest, said: PolicyIn) -> HttpResponse:
    """Say how the store buys. Safe to repeat."""
    with acting(request.auth.email, source="api"):
        operations.set_buying_policy(store_id=store_of(request).id, **said.model_dump())
    return reply(PolicyOut.model_validate(queries.policy_of(store_of(request).id)))


def mine(request: StaffRequest, supplier_id: UUID) -> SupplierInfo:
    """The supplier, if it belongs to the shop of this address.

    :raises NoSuchSupplier: it does not, or there is none.
    """
    found = queries.supplier_by_id(supplier_id)
    if found.store_id != store_of(request).id:
        raise errors.NoSuchSupplier(id=str(supplier_id))
    return found
