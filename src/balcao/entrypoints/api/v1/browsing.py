"""What shoppers browse: shelves, and listings found by words."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from balcao.domains.catalog.operations import save_category
from balcao.domains.catalog.queries import categories
from balcao.domains.search.queries import browse
from balcao.domains.search.values import Listing, Sort
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import public, staff
from balcao.entrypoints.api.here import language_of, moment, store_of
from balcao.entrypoints.api.shapes import (
    MOST_ID,
    Cursor,
    In,
    Language,
    MoneyOut,
    Out,
    Paged,
)
from balcao.plumbing.audit import acting
from balcao.plumbing.keyset import BadCursor, Page, decode_cursor, encode_cursor

router = Router()
LAST_PAGE: Final = 10_000


class CategoryOut(Out):
    """A shelf; ``products`` counts what is on sale."""

    id: UUID
    slug: str
    name: str
    description: str
    image: str
    products: int


class CategoriesOut(Out):
    """All shelves, in order."""

    items: list[CategoryOut]


class CategoryWordsIn(In):
    """A shelf's words in one language."""

    name: str = Field("", max_length=80)
    description: str = Field("", max_length=300)


class CategoryIn(In):
    """A shelf."""

    name: str = Field(min_length=1, max_length=80)
    description: str = Field("", max_length=300)
    image: str = Field("", max_length=500, description="A path below /media/.")
    position: int = Field(0, ge=0, le=MOST_ID)
    translations: dict[
        Annotated[str, Field(pattern=r"^[a-z]{2}(-[a-z]{2})?$")], CategoryWordsIn
    ] = Field({}, max_length=20)


class CardOut(Out):
    """A product in a listing; ``price`` is that of its cheapest variant."""

    handle: str
    title: str
    vendor: str
    image: str
    image_alt: str
    price: MoneyOut
    compare_at: MoneyOut | None
    has_range: bool
    sellable: int


class CardsOut(Paged):
    """A page of a listing."""

    items: list[CardOut]


@router.get("/categories", response=CategoriesOut, **public())
def list_categories(request: HttpRequest, language: Language = None) -> HttpResponse:
    """The shelves of the shop, in order."""
    return _shelves(request, language)


@router.put("/categories/{slug}", response=CategoriesOut, **staff(Capability.EDIT_CATALOG))
def put_category(
    request: StaffRequest,
    slug: Annotated[str, Path(max_length=80, pattern="^[a-z0-9]+(-[a-z0-9]+)*$")],
    said: CategoryIn,
) -> HttpResponse:
    """Make a shelf, or bring it up to date. Safe to repeat; answers all shelves."""
    with acting(request.auth.email, source="api"):
        save_category(store_id=store_of(request).id, slug=slug, **said.model_dump())
    return _shelves(request, None)


@router.get("/search", response=CardsOut, **public())
def search_products(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=100, description="Words; without any, everything.")] = "",
    category: Annotated[UUID | None, Query(description="The id of a shelf.")] = None,
    sort: Sort = Sort.NEWEST,
    language: Language = None,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 24,
) -> HttpResponse:
    """Products on sale as a listing shows them, found by words in titles, descriptions and tags.

    A ranked listing has no key to page by, so its cursor counts pages: keep `limit` the same.
    """
    listing = browse(
        **_here(request, language),
        category=category,
        text=q or None,
        sort=sort,
        **_page(cursor, limit),
    )
    return _listed(request, listing)


def _here(request: HttpRequest, language: str | None) -> dict[str, Any]:
    store = store_of(request)
    return {
        "store_id": store.id,
        "currency": store.currency,
        "language": language_of(store, language),
        "now": moment(),
    }


def _listed(request: HttpRequest, listing: Listing) -> HttpResponse:
    onward = encode_cursor(listing.page + 1) if listing.page < listing.pages else None
    return paged(request, Page(listing.cards, onward), CardOut.model_validate)


def _page(cursor: str | None, limit: int) -> dict[str, int]:
    (page,) = decode_cursor(cursor, int) or [1]
    if not 1 <= page <= LAST_PAGE:
        raise BadCursor(field="cursor")
    return {"page": int(page), "per_page": limit}


def _shelves(request: HttpRequest, language: str | None) -> HttpResponse:
    store = store_of(request)
    found = categories(store.id, language_of(store, language))
    return reply(CategoriesOut(items=[CategoryOut.model_validate(row) for row in found]))
