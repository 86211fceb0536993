"""Bins, what a code means, and moving goods between bins."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field, StringConstraints

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import sku_of
from balcao.domains.inventory import errors, operations, queries
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import MOST_ID, Cursor, In, Limit, Out, Paged
from balcao.entrypoints.api.v1.bin_shapes import BinLineOut, BinOut, FoundOut, found_out

router = Router()
MOST_UNITS = 10_000_000
Place = Annotated[int, Query(ge=1, le=MOST_ID)]
BinCode = Annotated[str, StringConstraints(min_length=1, max_length=40)]
MOVES = (
    NoSuchVariant,
    errors.NoSuchLocation,
    errors.NoSuchBin,
    errors.BadBin,
    errors.BadQuantity,
    errors.NotInBin,
)


class BinsPageOut(Paged):
    """A page of bins."""

    items: list[BinOut]


class BinLinesOut(Out):
    """What lies in one bin, by SKU."""

    items: list[BinLineOut]


class BinsIn(In):
    """Bins to be made at one place, by a pattern."""

    location_id: int = Field(ge=1, le=MOST_ID)
    codes: str = Field(
        min_length=1, max_length=2000, description="Such as A-[01-12]-[1-4]; several by commas."
    )


class BinsMadeOut(Out):
    """The bins that the pattern means; those that were there are among them."""

    codes: list[str]


class PutAwayIn(In):
    """Units that go into a bin. Without ``from_bin`` they lay in none."""

    variant_id: UUID
    location_id: int | None = Field(None, ge=1, le=MOST_ID)
    to_bin: BinCode
    from_bin: BinCode | None = None
    quantity: int = Field(ge=1, le=MOST_UNITS)
    note: str = Field("", max_length=300)


class RetireIn(In):
    """A bin that is used no more."""

    location_id: int = Field(ge=1, le=MOST_ID)
    code: BinCode


@router.get(
    "/stock/lookup",
    response=FoundOut,
    **staff(Capability.VIEW_STOCK, errors.BadScan, errors.WrongCheckDigit, errors.UnknownCode),
)
def look_up(
    request: StaffRequest, code: Annotated[str, Query(min_length=1, max_length=300)]
) -> HttpResponse:
    """What a scanned code means: variants, bins, places, lots."""
    found = queries.look_up(store_of(request).id, code, now=moment())
    return reply(found_out(found))


@router.get("/stock/bins", response=BinsPageOut, **staff(Capability.VIEW_STOCK))
def list_bins(
    request: StaffRequest,
    location_id: Annotated[int | None, Query(ge=1, le=MOST_ID)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """All bins by code."""
    page = queries.bins_page(
        store_of(request).id, location_id=location_id, cursor=cursor, limit=limit
    )
    return paged(request, page, BinOut.model_validate)


@router.post(
    "/stock/bins",
    response={201: BinsMadeOut},
    **staff(Capability.ADJUST_STOCK, errors.BadBin, errors.NoSuchLocation, key=True),
)
def make_bins(request: StaffRequest, said: BinsIn) -> HttpResponse:
    """Make the bins of a pattern; those that exist stay as they are."""

    def make() -> BinsMadeOut:
        codes = operations.create_bins(
            store_id=store_of(request).id, location_id=said.location_id, codes=said.codes
        )
        return BinsMadeOut(codes=codes)

    return write_once(request, said, make, status=201)


@router.get(
    "/stock/bins/lines",
    response=BinLinesOut,
    **staff(Capability.VIEW_STOCK, errors.NoSuchBin, errors.BadBin),
)
def bin_lines(
    request: StaffRequest,
    location_id: Place,
    code: Annotated[str, Query(min_length=1, max_length=40)],
) -> HttpResponse:
    """What lies in one bin."""
    store_id = store_of(request).id
    known = queries.bin_of(store_id, location_id, code)
    lines = queries.in_bin(store_id, location_id, known.code)
    return reply(BinLinesOut(items=[BinLineOut.model_validate(line) for line in lines]))


@router.post(
    "/stock/bins/retire",
    response=BinOut,
    **staff(
        Capability.ADJUST_STOCK, errors.NoSuchBin, errors.BadBin, errors.StillStocked, key=True
    ),
)
def retire_bin(request: StaffRequest, said: RetireIn) -> HttpResponse:
    """Use an empty bin no more; making it again takes that back."""

    def retire() -> BinOut:
        place = {"store_id": store_of(request).id, "location_id": said.location_id}
        operations.retire_bin(**place, code=said.code)
        return BinOut.model_validate(queries.bin_of(*place.values(), said.code))

    return write_once(request, said, retire)


@router.post(
    "/stock/put-aways",
    response={201: BinOut},
    **staff(Capability.ADJUST_STOCK, *MOVES, key=True),
)
def put_away(request: StaffRequest, said: PutAwayIn) -> HttpResponse:
    """Put units into a bin, from no bin or from another one; answers the bin after it."""
    store_id = store_of(request).id
    place = said.location_id or queries.default_location(store_id).id
    move = partial(_put_away, store_id, place, said, request.auth.email)
    return write_once(request, said, move, status=201)


def _put_away(store_id: int, place: int, said: PutAwayIn, actor: str) -> BinOut:
    sku_of(said.variant_id)
    common: dict[str, Any] = {
        "store_id": store_id,
        "location_id": place,
        "variant_id": said.variant_id,
        "to_bin": said.to_bin,
        "quantity": said.quantity,
        "note": said.note,
        "actor": actor,
        "now": moment(),
    }
    if said.from_bin:
        operations.move_between_bins(from_bin=said.from_bin, **common)
    else:
        operations.put_away(**common)
    return BinOut.model_validate(queries.bin_of(store_id, place, said.to_bin))
