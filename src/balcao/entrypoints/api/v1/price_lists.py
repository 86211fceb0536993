"""Price lists, their entries, and everything that decides what one variant costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Final
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from ninja import File, Router
from ninja.files import UploadedFile

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import facts_of, find_variants, skus_of
from balcao.domains.pricing import errors, operations, queries
from balcao.domains.pricing.values.lists import ListEntry, PriceListInfo
from balcao.domains.stores.values import StoreInfo
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import Cursor, Limit, Search
from balcao.entrypoints.api.v1 import price_shapes as shapes
from balcao.plumbing.audit import acting

router = Router()
C = Capability
MOST_BYTES: Final = 5 * 1024 * 1024
NO_LIST, BAD_LIST = errors.NoSuchPriceList, errors.BadPriceList


@router.get("/price-lists", response=shapes.PriceListsOut, **staff(C.VIEW_CATALOG))
def list_price_lists(request: StaffRequest) -> HttpResponse:
    """All price lists, the highest priority first."""
    found = queries.all_lists(store_of(request).id)
    return reply(shapes.PriceListsOut(items=[_shape(one) for one in found]))


@router.post(
    "/price-lists",
    response={201: shapes.PriceListOut},
    **staff(C.EDIT_PRICES, BAD_LIST, errors.BadRounding, key=True, versioned=True),
)
def create_price_list(request: StaffRequest, said: shapes.PriceListIn) -> HttpResponse:
    """Make a price list; its entries come after."""

    def make() -> shapes.PriceListOut:
        store = store_of(request)
        made = operations.create_list(store_id=store.id, draft=said.draft(), now=moment())
        return _shape(queries.list_by_id(store.id, made))

    return write_once(request, said, make, status=201)


@router.get(
    "/price-lists/{list_id}",
    response=shapes.PriceListOut,
    **staff(C.VIEW_CATALOG, NO_LIST, versioned=True),
)
def get_price_list(request: StaffRequest, list_id: UUID) -> HttpResponse:
    """One price list."""
    return _list(request, list_id)


@router.put(
    "/price-lists/{list_id}",
    response=shapes.PriceListOut,
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
    request: StaffRequest, list_id: UUID, said: shapes.PriceListIn
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
    return _list(request, list_id)


@router.get(
    "/price-lists/{list_id}/entries",
    response=shapes.EntriesOut,
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
    response=shapes.LoadedOut,
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
    return reply(shapes.LoadedOut(skus=said))


@router.put(
    "/price-lists/{list_id}/entries",
    response=shapes.PriceListOut,
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
    return _list(request, list_id)


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
    response=shapes.PriceListOut,
    **staff(C.EDIT_PRICES, NO_LIST, BAD_LIST, errors.NoRate, versioned=True),
)
def derive_price_list(request: StaffRequest, list_id: UUID, said: shapes.DeriveIn) -> HttpResponse:
    """Work a derived list out anew from base prices. Safe to repeat."""
    now = moment()
    with acting(request.auth.email, source="api"):
        operations.derive_list(
            store_id=store_of(request).id, list_id=list_id, day=said.day or now.date(), now=now
        )
    return _list(request, list_id)


@router.get(
    "/variants/{variant_id}/price-history",
    response=shapes.HistoryOut,
    **staff(C.VIEW_CATALOG, NoSuchVariant),
)
def get_price_history(request: StaffRequest, variant_id: UUID) -> HttpResponse:
    """What the prices of a variant were, in the shop's currency."""
    store = _mine(request, variant_id)
    lowest = queries.lowest_before([variant_id], store.currency, moment()).get(variant_id)
    points = queries.history_of(store.id, variant_id, store.currency)
    shape = shapes.HistoryOut(
        currency=store.currency,
        lowest_before_minor=lowest.minor if lowest else None,
        items=[shapes.PointOut.model_validate(point) for point in points],
    )
    return reply(shape)


@router.get(
    "/variants/{variant_id}/price",
    response=shapes.VariantPriceOut,
    **staff(C.VIEW_CATALOG, NoSuchVariant),
)
def get_variant_price(request: StaffRequest, variant_id: UUID) -> HttpResponse:
    """The base price of a variant with cost and margin, and what every list says about it."""
    store, now = _mine(request, variant_id), moment()
    rows = queries.price_rows_of(
        store_id=store.id, currency=store.currency, variant_ids=[variant_id]
    )
    row = rows[0] if rows else None
    lowest = queries.lowest_before([variant_id], store.currency, now).get(variant_id)
    listed = queries.listed_prices(store.id, variant_id, store.currency, now)
    shape = shapes.VariantPriceOut(
        currency=store.currency,
        amount_minor=row.amount_minor if row else None,
        compare_at_minor=row.compare_at_minor if row else None,
        cost_minor=row.cost_minor if row else None,
        margin_ppm=row.margin_ppm if row else None,
        lowest_before_minor=lowest.minor if lowest else None,
        lists=[shapes.ListedOut.model_validate(one) for one in listed],
    )
    return reply(shape)


def _mine(request: StaffRequest, variant_id: UUID) -> StoreInfo:
    store = store_of(request)
    if variant_id not in facts_of(store.id, [variant_id]):
        raise NoSuchVariant(id=str(variant_id))
    return store


def _entry(one: ListEntry, skus: Mapping[UUID, str]) -> shapes.EntryOut:
    return shapes.EntryOut(**asdict(one), sku=skus.get(one.variant_id, ""))


def _list(request: StaffRequest, list_id: UUID) -> HttpResponse:
    found = queries.list_by_id(store_of(request).id, list_id)
    return reply(_shape(found), version=found.version)


def _shape(found: PriceListInfo) -> shapes.PriceListOut:
    said = {name: getattr(found, name) for name in PriceListInfo.__dataclass_fields__}
    return shapes.PriceListOut.model_validate({**said, "state": found.state(moment())})


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
