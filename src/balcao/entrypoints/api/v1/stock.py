"""Stock: what there is, why, and what changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import sku_of
from balcao.domains.inventory import errors, operations, queries
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import MOST_ID, Cursor, In, Limit, Moment, Out, Paged
from balcao.plumbing.audit import acting

router = Router()
MOST_UNITS = 10_000_000
CHANGES = (NoSuchVariant, errors.NoSuchLocation, errors.BadQuantity)
LocationId = Annotated[int | None, Query(ge=1, le=MOST_ID)]


class LevelOut(Out):
    """Stock of one variant at one place, in units."""

    variant_id: UUID
    sku: str
    location_id: int
    location: str
    on_hand: int
    reserved: int
    allocated: int
    backorder_limit: int
    sellable: int


class LevelsOut(Out):
    """Stock of one variant at every place."""

    items: list[LevelOut]


class LevelsPageOut(Paged):
    """A page of levels."""

    items: list[LevelOut]


class MovementOut(Out):
    """One line of the ledger; ``balance`` is on-hand after it."""

    id: UUID
    at: Moment
    sku: str
    location_id: int
    quantity: int
    balance: int
    reason: str
    document: str
    actor: str
    note: str


class MovementsOut(Paged):
    """A page of the ledger."""

    items: list[MovementOut]


class LocationOut(Out):
    """A place where stock lies; lower priority is sold from first."""

    id: int
    code: str
    name: str
    priority: int


class LocationsOut(Out):
    """All places."""

    items: list[LocationOut]


class LocationIn(In):
    """What a place is called, and when it is sold from."""

    name: str = Field(min_length=1, max_length=80)
    priority: int = Field(1, ge=0, le=1000)


class ChangeIn(In):
    """Which variant, and where; without a place, where stock is sold from first."""

    variant_id: UUID
    location_id: int | None = Field(None, ge=1, le=MOST_ID)
    note: str = Field("", max_length=300)


class ReceiptIn(ChangeIn):
    """Goods that came in."""

    quantity: int = Field(ge=1, le=MOST_UNITS)
    document: str = Field("", max_length=80, description="Such as the number of a delivery note.")


class WriteOffIn(ChangeIn):
    """Goods that were damaged or lost."""

    quantity: int = Field(ge=1, le=MOST_UNITS)


class CountIn(ChangeIn):
    """What was counted."""

    counted: int = Field(ge=0, le=MOST_UNITS)


@router.get("/stock/levels", response=LevelsPageOut, **staff(Capability.VIEW_STOCK))
def list_levels(request: StaffRequest, cursor: Cursor = None, limit: Limit = 50) -> HttpResponse:
    """All levels by SKU."""
    page = queries.levels_page(store_of(request).id, cursor=cursor, limit=limit)
    return paged(request, page, LevelOut.model_validate)


@router.get(
    "/stock/variants/{variant_id}",
    response=LevelsOut,
    **staff(Capability.VIEW_STOCK, NoSuchVariant),
)
def get_levels(request: StaffRequest, variant_id: UUID) -> HttpResponse:
    """Stock of one variant at every place."""
    sku_of(variant_id)
    levels = queries.levels_of([variant_id])
    return reply(LevelsOut(items=[LevelOut.model_validate(level) for level in levels]))


@router.get(
    "/stock/variants/{variant_id}/movements",
    response=MovementsOut,
    **staff(Capability.VIEW_STOCK, NoSuchVariant),
)
def list_movements(
    request: StaffRequest,
    variant_id: UUID,
    location_id: LocationId = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """The ledger of a variant, latest first: why on-hand is what it is."""
    sku_of(variant_id)
    page = queries.movements_page(
        store_of(request).id,
        variant_id=variant_id,
        location_id=location_id,
        cursor=cursor,
        limit=limit,
    )
    return paged(request, page, MovementOut.model_validate)


@router.post(
    "/stock/receipts",
    response={201: LevelOut},
    **staff(Capability.ADJUST_STOCK, *CHANGES, key=True),
)
def receive_stock(request: StaffRequest, said: ReceiptIn) -> HttpResponse:
    """Goods came in."""
    more = {"quantity": said.quantity, "document": said.document}
    return _change(request, said, operations.receive_stock, **more)


@router.post(
    "/stock/counts",
    response={201: LevelOut},
    **staff(Capability.ADJUST_STOCK, *CHANGES, errors.PromisedAway, key=True),
)
def count_stock(request: StaffRequest, said: CountIn) -> HttpResponse:
    """We had counted wrong: on-hand is what was counted."""
    return _change(request, said, operations.correct_count, counted=said.counted)


@router.post(
    "/stock/write-offs",
    response={201: LevelOut},
    **staff(Capability.ADJUST_STOCK, *CHANGES, errors.PromisedAway, key=True),
)
def write_off_stock(request: StaffRequest, said: WriteOffIn) -> HttpResponse:
    """Goods were damaged or lost."""
    return _change(request, said, operations.write_off, quantity=said.quantity)


@router.get("/stock/locations", response=LocationsOut, **staff(Capability.VIEW_STOCK))
def list_locations(request: StaffRequest) -> HttpResponse:
    """All places, in the order they are sold from."""
    return _places(request)


@router.put("/stock/locations/{code}", response=LocationsOut, **staff(Capability.MANAGE_STORE))
def save_location(
    request: StaffRequest,
    code: Annotated[str, Path(max_length=40, pattern="^[a-z0-9]+([-_][a-z0-9]+)*$")],
    said: LocationIn,
) -> HttpResponse:
    """Make a place, or bring it up to date. Safe to repeat; answers all places."""
    with acting(request.auth.email, source="api"):
        operations.create_location(
            store_id=store_of(request).id, code=code, name=said.name, priority=said.priority
        )
    return _places(request)


def _places(request: StaffRequest) -> HttpResponse:
    places = queries.locations(store_of(request).id)
    return reply(LocationsOut(items=[LocationOut.model_validate(place) for place in places]))


def _change(
    request: StaffRequest, said: ChangeIn, operation: Callable[..., int], **more: Any
) -> HttpResponse:
    """Change what is on hand, once per key; answers the level after it."""
    store_id = store_of(request).id

    def change() -> LevelOut:
        sku_of(said.variant_id)
        place = said.location_id or queries.default_location(store_id).id
        operation(
            store_id=store_id,
            location_id=place,
            variant_id=said.variant_id,
            actor=request.auth.email,
            note=said.note,
            now=moment(),
            **more,
        )
        return LevelOut.model_validate(queries.level_of(place, said.variant_id))

    return write_once(request, said, change, status=201)
