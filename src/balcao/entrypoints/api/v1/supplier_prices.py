"""What suppliers offer, for how much since when, and their price files."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.purchasing import errors, operations, queries
from balcao.domains.purchasing.values.prices import PriceFileInfo
from balcao.domains.purchasing.values.suppliers import ItemInfo
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import Cursor, Limit, Search
from balcao.entrypoints.api.v1.supplier_shapes import (
    ItemIn,
    ItemOut,
    ItemsOut,
    PriceFileOut,
    PriceListIn,
    PriceListOut,
    PriceListsOut,
)
from balcao.entrypoints.api.v1.suppliers import NO_SUPPLIER, mine
from balcao.plumbing.audit import acting

router = Router()
C = Capability


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
