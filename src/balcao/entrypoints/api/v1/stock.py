"""Stock: what there is, why, and what changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import sku_of
from balcao.domains.inventory import errors, operations, queries
from balcao.domains.inventory.values import AdjustmentInfo, AdjustmentState, Reason, Wish
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import MOST_ID, Cursor, In, Limit, Moment, MoneyIn, Out, Paged
from balcao.entrypoints.api.v1.moving_shapes import AdjustmentOut, LotIn

router = Router()
MOST_UNITS = 10_000_000
CHANGES = (NoSuchVariant, errors.NoSuchLocation, errors.BadQuantity, errors.BadLocation)
LOTS = (errors.LotMissing, errors.LotUnwanted, errors.LotDiffers)
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
    safety_stock: int
    incoming: int
    damaged: int
    sellable: int
    value_minor: int = Field(description="By weighted average, in the store's currency.")
    fifo_minor: int = Field(description="First in, first out, in the store's currency.")


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


class ChangeIn(In):
    """Which variant, and where; without a place, where stock is sold from first."""

    variant_id: UUID
    location_id: int | None = Field(None, ge=1, le=MOST_ID)
    note: str = Field("", max_length=300)


class ReceiptIn(ChangeIn):
    """Goods that came in."""

    quantity: int = Field(ge=1, le=MOST_UNITS)
    damaged: int = Field(0, ge=0, le=MOST_UNITS, description="Units that came broken, besides.")
    document: str = Field("", max_length=80, description="Such as the number of a delivery note.")
    unit_cost: MoneyIn | None = Field(None, description="Else the average of what lies there.")
    lots: list[LotIn] = Field([], max_length=1000)


class WriteOffIn(ChangeIn):
    """Goods that are out of the books."""

    quantity: int = Field(ge=1, le=MOST_UNITS)
    reason: Literal["scrapped", "lost", "stolen", "sample", "expired"] = "scrapped"
    lots: list[LotIn] = Field([], max_length=1000)


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
    response={201: LevelOut, 202: AdjustmentOut},
    **staff(Capability.ADJUST_STOCK, *CHANGES, *LOTS, errors.BadValue, key=True),
)
def receive_stock(request: StaffRequest, said: ReceiptIn) -> HttpResponse:
    """Goods came in without a purchase order; 202 when somebody else must approve first."""
    units = said.quantity + said.damaged
    value = said.unit_cost.money() * units if said.unit_cost else None
    lots = tuple(lot.units() for lot in said.lots)
    more = {"damaged": said.damaged, "value": value, "document": said.document, "lots": lots}
    return _change(request, said, Reason.RECEIVED, said.quantity, **more)


@router.post(
    "/stock/counts",
    response={201: LevelOut, 202: AdjustmentOut},
    **staff(Capability.ADJUST_STOCK, *CHANGES, errors.PromisedAway, errors.LotMissing, key=True),
)
def count_stock(request: StaffRequest, said: CountIn) -> HttpResponse:
    """We had counted wrong: on-hand is what was counted; 202 when somebody must approve first."""
    store_id = store_of(request).id

    def adjust(place: int) -> AdjustmentInfo | None:
        return operations.adjust_to_count(
            store_id=store_id,
            location_id=place,
            variant_id=said.variant_id,
            counted=said.counted,
            actor=request.auth.email,
            now=moment(),
            note=said.note,
        )

    return _once(request, said, adjust)


@router.post(
    "/stock/write-offs",
    response={201: LevelOut, 202: AdjustmentOut},
    **staff(
        Capability.ADJUST_STOCK,
        *CHANGES,
        errors.PromisedAway,
        errors.OutOfStock,
        errors.NoSuchLot,
        errors.LotUnwanted,
        key=True,
    ),
)
def write_off_stock(request: StaffRequest, said: WriteOffIn) -> HttpResponse:
    """Goods are out of the books; 202 when somebody else must approve first."""
    lots = tuple(lot.units() for lot in said.lots)
    return _change(request, said, Reason(said.reason), -said.quantity, lots=lots)


def _change(
    request: StaffRequest, said: ChangeIn, reason: Reason, quantity: int, **more: Any
) -> HttpResponse:
    """Adjust stock for a reason, once per key."""
    store_id = store_of(request).id

    def adjust(place: int) -> AdjustmentInfo:
        wish = Wish(place, said.variant_id, reason, quantity, note=said.note, **more)
        who = {"actor": request.auth.email, "now": moment()}
        return operations.adjust_stock(store_id=store_id, wish=wish, **who)

    return _once(request, said, adjust)


def _once(
    request: StaffRequest, said: ChangeIn, adjust: Callable[[int], AdjustmentInfo | None]
) -> HttpResponse:
    """Adjust once per key; answers the level after it, or the adjustment that waits."""
    store_id = store_of(request).id

    def change() -> LevelOut | AdjustmentOut:
        sku_of(said.variant_id)
        place = said.location_id or queries.default_location(store_id).id
        done = adjust(place)
        if done is not None and done.state == AdjustmentState.WAITING:
            return AdjustmentOut.model_validate(done)
        return LevelOut.model_validate(queries.level_of(place, said.variant_id))

    def status(out: BaseModel) -> int:
        return 202 if isinstance(out, AdjustmentOut) else 201

    return write_once(request, said, change, status=status)
