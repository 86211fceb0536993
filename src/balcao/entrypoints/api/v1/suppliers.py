"""Suppliers: who they are, what they offer for how much, and how well they keep it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Query, Router
from ninja.files import UploadedFile

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.purchasing import errors, operations, queries
from balcao.domains.purchasing.values.prices import PriceFileInfo
from balcao.domains.purchasing.values.suppliers import ItemInfo, SupplierInfo
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.errors import BadRequest
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import Cursor, Limit, Search
from balcao.entrypoints.api.v1.supplier_shapes import (
    ItemIn,
    ItemOut,
    ItemsOut,
    LeadTimeOut,
    PolicyIn,
    PolicyOut,
    PriceFileOut,
    PriceListIn,
    PriceListOut,
    PriceListsOut,
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
    "/suppliers/{supplier_id}/items",
    response=ItemsOut,
    **staff(C.VIEW_PURCHASES, NO_SUPPLIER),
)
def list_supplier_items(
    request: StaffRequest,
    supplier_id: UUID,
    text: Search = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """What a supplier offers, by its own code, with the prices in force."""
    mine(request, supplier_id)
    page = queries.items_page(supplier_id, now=moment(), text=text, cursor=cursor, limit=limit)
    return paged(request, page, ItemOut.model_validate)


@router.put(
    "/suppliers/{supplier_id}/items/{variant_id}",
    response=ItemOut,
    **staff(
        C.EDIT_PURCHASES,
        NO_SUPPLIER,
        NoSuchVariant,
        errors.BadSupplierItem,
        errors.SupplierSkuTaken,
        errors.SupplierChanged,
    ),
)
def save_supplier_item(
    request: StaffRequest, supplier_id: UUID, variant_id: UUID, said: ItemIn
) -> HttpResponse:
    """Say how a supplier sells a variant. Safe to repeat."""
    with acting(request.auth.email, source="api"):
        operations.save_item(
            store_id=store_of(request).id, supplier_id=supplier_id, edit=said.edit(variant_id)
        )
    return reply(ItemOut.model_validate(_item(supplier_id, variant_id)))


@router.get(
    "/suppliers/{supplier_id}/items/{variant_id}/prices",
    response=PriceListsOut,
    **staff(C.VIEW_PURCHASES, NO_SUPPLIER, errors.NoSuchSupplierItem),
)
def list_supplier_prices(
    request: StaffRequest, supplier_id: UUID, variant_id: UUID
) -> HttpResponse:
    """Every price list of an item, latest first."""
    mine(request, supplier_id)
    return reply(_prices(_item(supplier_id, variant_id)))


@router.post(
    "/suppliers/{supplier_id}/items/{variant_id}/prices",
    response={201: PriceListsOut},
    **staff(
        C.EDIT_PURCHASES,
        NO_SUPPLIER,
        errors.NoSuchSupplierItem,
        errors.BadSupplierPrice,
        key=True,
    ),
)
def set_supplier_prices(
    request: StaffRequest, supplier_id: UUID, variant_id: UUID, said: PriceListIn
) -> HttpResponse:
    """Write a new price list; older ones are kept with their dates."""

    def write() -> PriceListsOut:
        mine(request, supplier_id)
        item, now = _item(supplier_id, variant_id), moment()
        operations.set_item_prices(
            store_id=store_of(request).id,
            supplier_id=supplier_id,
            item_id=item.id,
            breaks=[one.step() for one in said.breaks],
            valid_from=said.valid_from or now,
            source="api",
            actor=request.auth.email,
            now=now,
        )
        return _prices(item)

    return write_once(request, said, write, status=201)


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


@router.post(
    "/suppliers/{supplier_id}/price-files",
    response={201: PriceFileOut},
    **staff(C.EDIT_PURCHASES, NO_SUPPLIER, errors.UnreadablePriceFile, errors.PriceFileTooLarge),
)
def upload_price_file(
    request: StaffRequest, supplier_id: UUID, file: Annotated[UploadedFile, File()]
) -> HttpResponse:
    """Hand in a price list as CSV. Nothing is changed: the answer says what it would do."""
    now = moment()
    with acting(request.auth.email, source="api"):
        made = operations.plan_price_file(
            store_id=store_of(request).id,
            supplier_id=supplier_id,
            file_name=file.name or "prices.csv",
            content=file.read(),
            valid_from=now,
            actor=request.auth.email,
            now=now,
        )
    location = f"/api/v1/price-files/{made}"
    shape = PriceFileOut.model_validate(_file(request, made))
    return reply(shape, status=201, Location=location)


@router.get(
    "/price-files/{file_id}",
    response=PriceFileOut,
    **staff(C.VIEW_PURCHASES, errors.NoSuchPriceFile),
)
def get_price_file(request: StaffRequest, file_id: UUID) -> HttpResponse:
    """What a price file would do or did, and what is wrong with it."""
    return reply(PriceFileOut.model_validate(_file(request, file_id)))


@router.post(
    "/price-files/{file_id}/apply",
    response=PriceFileOut,
    **staff(
        C.EDIT_PURCHASES,
        errors.NoSuchPriceFile,
        errors.PriceFileApplied,
        errors.PriceFileHasProblems,
        errors.PriceFileStale,
        errors.SupplierSkuTaken,
    ),
)
def apply_price_file(request: StaffRequest, file_id: UUID) -> HttpResponse:
    """Put the prices in force, all of them or none. A file is applied once, ever."""
    _file(request, file_id)
    with acting(request.auth.email, source="api"):
        operations.apply_price_file(file_id=file_id, actor=request.auth.email, now=moment())
    return reply(PriceFileOut.model_validate(_file(request, file_id)))


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


def _item(supplier_id: UUID, variant_id: UUID) -> ItemInfo:
    found = queries.items_of(supplier_id, [variant_id], now=moment())
    if not found:
        raise errors.NoSuchSupplierItem(variant_id=str(variant_id))
    return found[0]


def _prices(item: ItemInfo) -> PriceListsOut:
    lists = queries.prices_of(item.id)
    return PriceListsOut(items=[PriceListOut.model_validate(one) for one in lists])


def _file(request: StaffRequest, file_id: UUID) -> PriceFileInfo:
    found = queries.price_file_by_id(file_id)
    if found.store_id != store_of(request).id:
        raise errors.NoSuchPriceFile(id=str(file_id))
    return found
