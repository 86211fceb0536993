"""What is in a price list: by page, by variant, and as CSV."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Final
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from ninja import File, Router
from ninja.files import UploadedFile

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import find_variants, skus_of
from balcao.domains.pricing import errors, operations, queries
from balcao.domains.pricing.values.lists import ListEntry
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.shapes import Cursor, Limit, Search
from balcao.entrypoints.api.v1 import price_shapes as shapes
from balcao.entrypoints.api.v1.price_lists import BAD_LIST, NO_LIST, list_reply
from balcao.plumbing.audit import acting

router = Router()
C = Capability
MOST_BYTES: Final = 5 * 1024 * 1024


@router.get(
    "/price-lists/{list_id}/entries",
    response=shapes.ListEntriesOut,
    **staff(C.VIEW_CATALOG, NO_LIST),
)
def list_price_entries(
    request: StaffRequest, list_id: UUID, q: Search = "", cursor: Cursor = None, limit: Limit = 50
) -> HttpResponse:
    """The entries of a list; `q` is a part of a SKU or of a product's title."""
    store_id = store_of(request).id
    queries.list_by_id(store_id, list_id)
    some = [card.id for card in find_variants(store_id, q, limit=200)] if q.strip() else None
    page = queries.entries_page(list_id, variant_ids=some, cursor=cursor, limit=limit)
    skus = skus_of([one.variant_id for one in page.items])
    return paged(request, page, lambda one: _entry(one, skus))


@router.get(
    "/price-lists/{list_id}/entries/export",
    response=str,
    **staff(C.VIEW_CATALOG, NO_LIST),
)
def export_price_entries(request: StaffRequest, list_id: UUID) -> StreamingHttpResponse:
    """All entries as CSV, with a point in decimals; it can be imported again."""
    return StreamingHttpResponse(
        queries.export_entries(store_of(request).id, list_id),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="prices.csv"'},
    )


@router.post(
    "/price-lists/{list_id}/entries/imports",
    response=shapes.PricesLoadedOut,
    **staff(C.EDIT_PRICES, NO_LIST, errors.BadPriceRows),
)
def import_price_entries(
    request: StaffRequest,
    list_id: UUID,
    file: Annotated[UploadedFile, File()],
    *,
    is_whole: bool = False,
) -> HttpResponse:
    """Set entries from CSV with the columns sku, quantity, price, compare_at, all or none.

    A SKU without a price is taken out; with `is_whole` so is every SKU that the file does not name.
    Safe to repeat.
    """
    with acting(request.auth.email, source="api"):
        said = operations.load_entries(
            store_id=store_of(request).id,
            list_id=list_id,
            text=text_of(file),
            is_whole=is_whole,
            now=moment(),
        )
    return reply(shapes.PricesLoadedOut(skus=said))


@router.put(
    "/price-lists/{list_id}/entries",
    response=shapes.SellingListOut,
    **staff(
        C.EDIT_PRICES,
        NO_LIST,
        BAD_LIST,
        NoSuchVariant,
        errors.PriceListChanged,
        if_match="required",
    ),
)
def set_price_entries(request: StaffRequest, list_id: UUID, said: shapes.EntriesIn) -> HttpResponse:
    """Replace what a list says about some variants, if nobody else has changed it."""
    seen = seen_number(request)
    with acting(request.auth.email, source="api"):
        operations.set_entries(
            store_id=store_of(request).id,
            list_id=list_id,
            tiers=said.tiers(),
            expected_version=seen,
            now=moment(),
        )
    return list_reply(request, list_id)


def _entry(one: ListEntry, skus: Mapping[UUID, str]) -> shapes.ListEntryOut:
    return shapes.ListEntryOut(**asdict(one), sku=skus.get(one.variant_id, ""))


def text_of(file: UploadedFile) -> str:
    """The text of an uploaded file. :raises BadPriceRows: it is too long, or none in UTF-8."""
    if (file.size or 0) > MOST_BYTES:
        raise errors.BadPriceRows("A file has at most 5 MB; split it.", field="file")
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise errors.BadPriceRows(
            "This is not a text file; save it as CSV in UTF-8.", field="file"
        ) from None
