"""Products: what is on sale for everybody, all of it for staff, and changes by staff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from balcao.domains.catalog import errors
from balcao.domains.catalog.operations import create_product, edit_product
from balcao.domains.catalog.queries import product_by_handle, product_by_id, products_page
from balcao.domains.catalog.values import ProductInfo
from balcao.domains.inventory.queries import availability_of
from balcao.domains.pricing.queries import prices_of
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.stores.values import StoreInfo
from balcao.domains.team.errors import NotAllowed
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest, caller_of
from balcao.entrypoints.api.contract import public, staff
from balcao.entrypoints.api.errors import Unauthenticated
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import (
    Cursor,
    Handle,
    Limit,
)
from balcao.entrypoints.api.v1.product_shapes import (
    ProductEditIn,
    ProductIn,
    ProductOut,
    ProductsOut,
    Status,
)
from balcao.plumbing.audit import acting
from balcao.plumbing.keyset import Page

router = Router()


@router.get("/products", response=ProductsOut, **public(NotAllowed, staff_see_more=True))
def list_products(
    request: HttpRequest,
    status: Annotated[Status, Query(description="Other than active only for staff.")] = "active",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Products, newest first. Drafts and the archive need a token with `catalog:read`."""
    store = store_of(request)
    if status != "active":
        _require_staff(request)
    page = products_page(store.id, statuses=[status], cursor=cursor, limit=limit)
    return paged(request, _priced(page, store), ProductOut.model_validate)


@router.post(
    "/products",
    response={201: ProductOut},
    **staff(
        Capability.EDIT_CATALOG,
        errors.BadProduct,
        errors.HandleTaken,
        errors.SkuTaken,
        errors.NoSuchCategory,
        key=True,
        versioned=True,
    ),
)
def create(request: StaffRequest, said: ProductIn) -> HttpResponse:
    """Make a product. Prices and stock are set by calls of their own."""
    store = store_of(request)

    def make() -> ProductOut:
        made = create_product(store_id=store.id, product=said.product(), now=moment())
        return _shape(product_by_id(made), store)

    return write_once(request, said, make, status=201)


@router.get(
    "/products/{product_id}",
    response=ProductOut,
    **public(errors.NoSuchProduct, versioned=True, staff_see_more=True),
)
def get_product(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """One product. What is not on sale is found only with a token with `catalog:read`."""
    return _reply(request, product_by_id(product_id))


@router.get(
    "/products/by-handle/{handle}",
    response=ProductOut,
    **public(errors.NoSuchProduct, versioned=True, staff_see_more=True),
)
def get_product_by_handle(request: HttpRequest, handle: Handle) -> HttpResponse:
    """One product by the name it has in the shop's addresses."""
    return _reply(request, product_by_handle(store_of(request).id, handle))


@router.patch(
    "/products/{product_id}",
    response=ProductOut,
    **staff(
        Capability.EDIT_CATALOG,
        errors.NoSuchProduct,
        errors.ProductChanged,
        errors.BadProduct,
        errors.NoSuchCategory,
        if_match="required",
    ),
)
def edit(request: StaffRequest, product_id: UUID, said: ProductEditIn) -> HttpResponse:
    """Change a product's words or status, if nobody else has changed it since you looked."""
    version, store = seen_number(request), store_of(request)
    with acting(request.auth.email, source="api"):
        edit_product(
            product_id=product_id, expected_version=version, edit=said.edit(), now=moment()
        )
    shape = _shape(product_by_id(product_id), store)
    return reply(shape, version=shape.version)


def _reply(request: HttpRequest, product: ProductInfo) -> HttpResponse:
    if product.status != "active" and not _is_staff(request):
        raise errors.NoSuchProduct(id=str(product.id))
    return reply(_shape(product, store_of(request)), version=product.version)


def _is_staff(request: HttpRequest) -> bool:
    caller = caller_of(request)
    return caller is not None and Capability.VIEW_CATALOG in caller.actor.capabilities


def _require_staff(request: HttpRequest) -> None:
    caller = caller_of(request)
    if caller is None:
        raise Unauthenticated
    caller.actor.require(Capability.VIEW_CATALOG)


def _priced(page: Page[ProductInfo], store: StoreInfo) -> Page[dict[str, Any]]:
    ids = [variant.id for product in page.items for variant in product.variants]
    prices, left = prices_of(ids, store.currency), availability_of(store.id, ids)
    return Page([_with_prices(product, prices, left) for product in page.items], page.next_cursor)


def _shape(product: ProductInfo, store: StoreInfo) -> ProductOut:
    return ProductOut.model_validate(_priced(Page([product], None), store).items[0])


def _with_prices(
    product: ProductInfo, prices: Mapping[UUID, VariantPrice], left: Mapping[UUID, int]
) -> dict[str, Any]:
    said: dict[str, Any] = {
        name: getattr(product, name) for name in ProductOut.model_fields if name != "variants"
    }
    said["variants"] = [
        {
            **{name: getattr(variant, name) for name in variant.__dataclass_fields__},
            "price": price.amount if price else None,
            "compare_at": price.compare_at if price else None,
            "sellable": left.get(variant.id, 0),
        }
        for variant in product.variants
        for price in [prices.get(variant.id)]
    ]
    return said
