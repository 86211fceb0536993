"""Products: what is on sale for everybody, all of it for staff, and changes by staff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from balcao.domains.catalog import errors
from balcao.domains.catalog.operations import create_product, edit_product
from balcao.domains.catalog.queries import product_by_handle, product_by_id, products_page
from balcao.domains.catalog.values import NewProduct, NewVariant, ProductEdit, ProductInfo
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
    In,
    Limit,
    Line,
    Moment,
    MoneyOut,
    Out,
    Paged,
)
from balcao.plumbing.audit import acting
from balcao.plumbing.keyset import Page

router = Router()
Status = Literal["active", "draft", "archived"]
MOST_HTML = 100_000
HANDLE = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class VariantOut(Out):
    """One thing that can be bought; ``price`` is null when it is not for sale."""

    id: UUID
    sku: str
    option_values: list[str]
    barcode: str
    weight_grams: int
    requires_shipping: bool
    position: int
    price: MoneyOut | None
    compare_at: MoneyOut | None
    sellable: int


class MediaOut(Out):
    """A picture: a path below /media/, or an https address. Sizes in pixels, 0 when unknown."""

    src: str
    alt: str
    width: int
    height: int


class ProductOut(Out):
    """A product with everything that belongs to it."""

    id: UUID
    handle: str
    title: str
    description_html: str
    vendor: str
    category: str | None
    tags: list[str]
    status: str
    option_names: list[str]
    translations: dict[str, Any]
    version: int
    created_at: Moment
    updated_at: Moment
    variants: list[VariantOut]
    media: list[MediaOut]


class ProductsOut(Paged):
    """A page of products."""

    items: list[ProductOut]


class WordsIn(In):
    """A product's words in one language; ``terms`` translates option names and values."""

    title: Line = ""
    description_html: str = Field("", max_length=MOST_HTML)
    terms: dict[Line, Line] = Field({}, max_length=100)


Translations = dict[Annotated[str, Field(pattern=r"^[a-z]{2}(-[a-z]{2})?$")], WordsIn]


class VariantIn(In):
    """A variant; its option values stand in the product's option order."""

    sku: str = Field(min_length=1, max_length=255)
    option_values: list[Line] = Field([], max_length=3)
    barcode: str = Field("", max_length=60)
    weight_grams: int = Field(0, ge=0, le=10_000_000)


class ProductIn(In):
    """A new product with one variant at least."""

    handle: str = Field(pattern=HANDLE, max_length=255)
    title: str = Field(min_length=1, max_length=255)
    variants: list[VariantIn] = Field(min_length=1, max_length=250)
    description_html: str = Field("", max_length=MOST_HTML)
    vendor: Line = ""
    status: Status = "draft"
    tags: list[Line] = Field([], max_length=250)
    category: str = Field("", max_length=80, description="The slug of a category.")
    option_names: list[Line] = Field([], max_length=3)
    translations: Translations = Field({}, max_length=20)

    def product(self) -> NewProduct:
        """The product as the catalog knows it."""
        return NewProduct(
            handle=self.handle,
            title=self.title,
            variants=tuple(
                NewVariant(**{**v.model_dump(), "option_values": tuple(v.option_values)})
                for v in self.variants
            ),
            description_html=self.description_html,
            vendor=self.vendor,
            status=self.status,
            tags=tuple(self.tags),
            category_slug=self.category,
            option_names=tuple(self.option_names),
            translations=_words(self.translations) or {},
        )


class ProductEditIn(In):
    """What changes; what is left out or null stays as it is."""

    title: str | None = Field(None, min_length=1, max_length=255)
    description_html: str | None = Field(None, max_length=MOST_HTML)
    vendor: Line | None = None
    status: Status | None = None
    tags: list[Line] | None = Field(None, max_length=250)
    category: str | None = Field(None, max_length=80, description="A slug; empty for none.")
    translations: Translations | None = Field(None, max_length=20)

    def edit(self) -> ProductEdit:
        """The edit as the catalog knows it."""
        return ProductEdit(
            title=self.title,
            description_html=self.description_html,
            vendor=self.vendor,
            status=self.status,
            tags=None if self.tags is None else tuple(self.tags),
            category_slug=self.category,
            translations=_words(self.translations),
        )


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


def _words(translations: Mapping[str, WordsIn] | None) -> dict[str, Any] | None:
    if translations is None:
        return None
    return {
        tongue: words.model_dump(exclude_defaults=True) for tongue, words in translations.items()
    }


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
