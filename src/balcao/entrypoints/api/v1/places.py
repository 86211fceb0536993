"""Places, what a store has decided about its stock, and what stock is and was worth."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Path, Query, Router

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import sku_of
from balcao.domains.inventory import errors, operations, queries
from balcao.domains.inventory.values import LocationKind, Tracking
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.shapes import MOST_ID
from balcao.entrypoints.api.v1.moving_shapes import At
from balcao.entrypoints.api.v1.place_shapes import (
    AccountOut,
    AccountsOut,
    LocationIn,
    LocationOut,
    LocationsOut,
    LotLineOut,
    LotsOut,
    SafetyIn,
    SettingsIn,
    SettingsOut,
    ThenOut,
    ThensOut,
    TrackingIn,
    WorthOut,
    WorthsOut,
)
from balcao.plumbing.audit import acting

router = Router()
C = Capability
Code = Annotated[str, Path(max_length=40, pattern="^[a-z0-9]+([-_][a-z0-9]+)*$")]
PlaceId = Annotated[int, Path(ge=1, le=MOST_ID)]


@router.get("/stock/locations", response=LocationsOut, **staff(C.VIEW_STOCK))
def list_locations(request: StaffRequest) -> HttpResponse:
    """All places, in the order they are sold from."""
    return _places(request)


@router.put(
    "/stock/locations/{code}",
    response=LocationsOut,
    **staff(C.MANAGE_STORE, errors.BadLocation, errors.BadValue),
)
def save_location(request: StaffRequest, code: Code, said: LocationIn) -> HttpResponse:
    """Make a place, or bring it up to date. Safe to repeat; answers all places."""
    store = store_of(request)
    if said.handling and said.handling.currency != store.currency:
        raise errors.BadValue(field="handling.currency")
    with acting(request.auth.email, source="api"):
        operations.create_location(
            store_id=store.id,
            code=code,
            name=said.name,
            priority=said.priority,
            kind=LocationKind(said.kind),
            sells=said.sells,
            address=said.address(),
            coordinates=said.coordinates(),
            handling=said.handling.money() if said.handling else None,
        )
    return _places(request)


@router.get("/stock/settings", response=SettingsOut, **staff(C.VIEW_STOCK))
def get_stock_settings(request: StaffRequest) -> HttpResponse:
    """What the store has decided about its stock."""
    return reply(SettingsOut.model_validate(queries.stock_settings(store_of(request).id)))


@router.patch("/stock/settings", response=SettingsOut, **staff(C.MANAGE_STORE, errors.BadQuantity))
def save_stock_settings(request: StaffRequest, said: SettingsIn) -> HttpResponse:
    """Decide some of it anew. Both ways of valuing are always kept; safe to repeat."""
    changes = said.model_dump(exclude_none=True)
    with acting(request.auth.email, source="api"):
        rules = operations.save_stock_settings(store_id=store_of(request).id, changes=changes)
    return reply(SettingsOut.model_validate(rules))


@router.get("/stock/valuation", response=WorthsOut, **staff(C.VIEW_STOCK, errors.BadPeriod))
def get_valuation(
    request: StaffRequest,
    at: Annotated[At | None, Query(description="A moment of the past; else now.")] = None,
) -> HttpResponse:
    """What lies at each place and is worth, by both methods, beside the sum of the ledger."""
    if at is not None and at > moment():
        raise errors.BadPeriod("This moment is in the future.", field="at")
    found = queries.valuation(store_of(request).id, at=at)
    return reply(WorthsOut(items=[WorthOut.model_validate(one) for one in found]))


@router.get(
    "/stock/value-by-account", response=AccountsOut, **staff(C.VIEW_STOCK, errors.BadPeriod)
)
def get_value_by_account(
    request: StaffRequest, since: Annotated[At, Query()], until: Annotated[At, Query()]
) -> HttpResponse:
    """What stock gained and lost by account from a moment on, until before another."""
    if since >= until:
        raise errors.BadPeriod(field="since")
    found = queries.value_by_account(store_of(request).id, since=since, until=until)
    rows = [AccountOut(account=key, value=one[0], fifo=one[1]) for key, one in found.items()]
    return reply(AccountsOut(items=rows))


@router.get(
    "/stock/variants/{variant_id}/then",
    response=ThensOut,
    **staff(C.VIEW_STOCK, NoSuchVariant, errors.BadPeriod),
)
def get_stock_then(
    request: StaffRequest, variant_id: UUID, at: Annotated[At, Query()]
) -> HttpResponse:
    """What lay of a variant at every place at a moment of the past, and was worth."""
    sku_of(variant_id)
    if at > moment():
        raise errors.BadPeriod("This moment is in the future.", field="at")
    found = queries.stock_then(store_of(request).id, variant_id, at=at)
    return reply(ThensOut(items=[ThenOut.model_validate(one) for one in found]))


@router.get(
    "/stock/variants/{variant_id}/lots",
    response=LotsOut,
    **staff(C.VIEW_STOCK, NoSuchVariant),
)
def get_lots(request: StaffRequest, variant_id: UUID) -> HttpResponse:
    """How the units of a variant are told apart, and the lots in stock, what expires first."""
    return _lots(request, variant_id)


@router.put(
    "/stock/variants/{variant_id}/tracking",
    response=LotsOut,
    **staff(C.ADJUST_STOCK, NoSuchVariant, errors.StillStocked),
)
def set_tracking(request: StaffRequest, variant_id: UUID, said: TrackingIn) -> HttpResponse:
    """Tell the units of a variant apart by lot or serial number, or stop doing so."""
    sku_of(variant_id)
    with acting(request.auth.email, source="api"):
        operations.set_tracking(
            store_id=store_of(request).id,
            variant_id=variant_id,
            tracking=Tracking(said.tracking),
            now=moment(),
        )
    return _lots(request, variant_id)


@router.put(
    "/stock/locations/{location_id}/variants/{variant_id}/safety-stock",
    response={204: None},
    **staff(C.ADJUST_STOCK, NoSuchVariant, errors.NoSuchLocation),
)
def set_safety_stock(
    request: StaffRequest, location_id: PlaceId, variant_id: UUID, said: SafetyIn
) -> HttpResponse:
    """Keep so many units of a level from being promised to shoppers. Safe to repeat."""
    sku_of(variant_id)
    with acting(request.auth.email, source="api"):
        operations.set_safety_stock(
            store_id=store_of(request).id,
            location_id=location_id,
            variant_id=variant_id,
            units=said.units,
        )
    return HttpResponse(status=204)


def _lots(request: StaffRequest, variant_id: UUID) -> HttpResponse:
    sku_of(variant_id)
    found = queries.lots_of(store_of(request).id, variant_id)
    return reply(
        LotsOut(
            variant_id=variant_id,
            tracking=queries.tracking_of(variant_id).value,
            items=[LotLineOut.model_validate(one) for one in found],
        )
    )


def _places(request: StaffRequest) -> HttpResponse:
    places = queries.locations(store_of(request).id)
    return reply(LocationsOut(items=[LocationOut.model_validate(place) for place in places]))
