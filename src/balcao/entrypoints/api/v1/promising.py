"""How stock is sold: before it is there, as a kit, kept back from a channel, and from where."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import AwareDatetime, Field

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import sku_of
from balcao.domains.inventory import errors, operations, queries
from balcao.domains.inventory.ports import strategies
from balcao.domains.inventory.values import Component, Selling, SellingRule
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.shapes import MOST_ID, In, Moment, Out
from balcao.plumbing.audit import acting

router = Router()
MOST_UNITS = 1_000_000
CHANNEL = "^[a-z0-9]+([-_][a-z0-9]+)*$"


class SellingIn(In):
    """Whether a variant is sold before it is there, how far beyond stock, and when it is sent."""

    policy: Selling
    limit: int = Field(0, ge=0, le=MOST_UNITS, description="Units beyond stock at most.")
    releases_at: AwareDatetime | None = Field(None, description="When a preorder is sent.")
    lead_days: int = Field(14, ge=0, le=730, description="For supply nobody has ordered yet.")


class SellingOut(Out):
    """How a variant is sold; ``next_at`` is when the next units can be sent, if not at once."""

    policy: str
    limit: int
    releases_at: Moment | None
    lead_days: int
    sellable: int
    next_at: Moment | None


class ComponentIn(In):
    """So many units of a variant in one kit."""

    variant_id: UUID
    quantity: int = Field(ge=1, le=999)


class KitIn(In):
    """What a kit is made of; nothing makes it a variant with stock of its own."""

    items: list[ComponentIn] = Field(max_length=20)


class ComponentOut(Out):
    """So many units of a variant in one kit."""

    variant_id: UUID
    sku: str
    quantity: int


class KitOut(Out):
    """What a kit is made of; nothing for a variant that is none."""

    items: list[ComponentOut]


class BufferIn(In):
    """Units kept back from a channel; without a variant, of each variant at the place."""

    location_id: int = Field(ge=1, le=MOST_ID)
    channel: str = Field(max_length=40, pattern=CHANNEL)
    units: int = Field(ge=0, le=MOST_UNITS, description="0 keeps nothing back.")
    variant_id: UUID | None = None


class BufferOut(Out):
    """Units kept back from a channel."""

    location_id: int
    channel: str
    units: int
    variant_id: UUID | None
    sku: str


class BuffersOut(Out):
    """All buffers."""

    items: list[BufferOut]


class StrategyOut(Out):
    """A way to choose from where orders are served."""

    code: str
    label: str
    is_used: bool


class StrategiesOut(Out):
    """All ways that are installed."""

    items: list[StrategyOut]


class StrategyIn(In):
    """The way to use from now on."""

    code: str = Field(max_length=40)


@router.get(
    "/stock/variants/{variant_id}/selling",
    response=SellingOut,
    **staff(Capability.VIEW_STOCK, NoSuchVariant),
)
def get_selling(request: StaffRequest, variant_id: UUID) -> HttpResponse:
    """Whether a variant is sold before it is there, and when its next units can be sent."""
    sku_of(variant_id)
    return _selling(request, variant_id)


@router.put(
    "/stock/variants/{variant_id}/selling",
    response=SellingOut,
    **staff(
        Capability.ADJUST_STOCK,
        NoSuchVariant,
        errors.NoSuchLocation,
        errors.BadSelling,
        errors.PromisedAway,
    ),
)
def put_selling(request: StaffRequest, variant_id: UUID, said: SellingIn) -> HttpResponse:
    """Say whether a variant is sold before it is there. Safe to repeat."""
    sku_of(variant_id)
    rule = SellingRule(said.policy, said.limit, said.releases_at, said.lead_days)
    with acting(request.auth.email, source="api"):
        operations.set_selling(store_id=store_of(request).id, variant_id=variant_id, rule=rule)
    return _selling(request, variant_id)


@router.get(
    "/stock/variants/{variant_id}/kit",
    response=KitOut,
    **staff(Capability.VIEW_STOCK, NoSuchVariant),
)
def get_kit(request: StaffRequest, variant_id: UUID) -> HttpResponse:
    """What a kit is made of."""
    sku_of(variant_id)
    return _kit(request, variant_id)


@router.put(
    "/stock/variants/{variant_id}/kit",
    response=KitOut,
    **staff(Capability.EDIT_CATALOG, NoSuchVariant, errors.NoSuchLevel, errors.BadKit),
)
def put_kit(request: StaffRequest, variant_id: UUID, said: KitIn) -> HttpResponse:
    """Make a variant a kit of these components. Safe to repeat; earlier orders stay as they are."""
    sku_of(variant_id)
    parts = [Component(part.variant_id, part.quantity) for part in said.items]
    with acting(request.auth.email, source="api"):
        operations.set_kit(store_id=store_of(request).id, kit_id=variant_id, components=parts)
    return _kit(request, variant_id)


@router.get("/stock/buffers", response=BuffersOut, **staff(Capability.VIEW_STOCK))
def list_buffers(request: StaffRequest) -> HttpResponse:
    """What is kept back from channels."""
    return _buffers(request)


@router.put(
    "/stock/buffers",
    response=BuffersOut,
    **staff(Capability.ADJUST_STOCK, errors.NoSuchLocation, errors.NoSuchLevel, errors.BadBuffer),
)
def put_buffer(request: StaffRequest, said: BufferIn) -> HttpResponse:
    """Keep units back from a channel. Safe to repeat; answers all buffers."""
    with acting(request.auth.email, source="api"):
        operations.set_buffer(store_id=store_of(request).id, **said.model_dump())
    return _buffers(request)


@router.get("/stock/strategies", response=StrategiesOut, **staff(Capability.VIEW_STOCK))
def list_strategies(request: StaffRequest) -> HttpResponse:
    """The ways to choose from where orders are served, and which one is used."""
    return _strategies(request)


@router.put(
    "/stock/strategies",
    response=StrategiesOut,
    **staff(Capability.MANAGE_STORE, errors.NoSuchStrategy),
)
def put_strategy(request: StaffRequest, said: StrategyIn) -> HttpResponse:
    """Choose how orders are served from now on. Other processes follow within ten seconds."""
    changes: dict[str, Any] = {"allocation_strategy": said.code}
    with acting(request.auth.email, source="api"):
        operations.save_stock_settings(store_id=store_of(request).id, changes=changes)
    return _strategies(request)


def _selling(request: StaffRequest, variant_id: UUID) -> HttpResponse:
    store_id = store_of(request).id
    rule = queries.selling_of(store_id, variant_id)
    promise = queries.promises_of(store_id, {variant_id: 1}, now=moment()).get(variant_id)
    shown = SellingOut(
        policy=rule.policy,
        limit=rule.limit,
        releases_at=rule.releases_at,
        lead_days=rule.lead_days,
        sellable=queries.availability_of(store_id, [variant_id]).get(variant_id, 0),
        next_at=promise.at if promise else None,
    )
    return reply(shown)


def _kit(request: StaffRequest, variant_id: UUID) -> HttpResponse:
    parts = queries.kit_of(store_of(request).id, variant_id)
    return reply(KitOut(items=[ComponentOut.model_validate(part) for part in parts]))


def _buffers(request: StaffRequest) -> HttpResponse:
    found = queries.buffers_of(store_of(request).id)
    return reply(BuffersOut(items=[BufferOut.model_validate(buffer) for buffer in found]))


def _strategies(request: StaffRequest) -> HttpResponse:
    used = queries.stock_settings(store_of(request).id).allocation_strategy
    return reply(
        StrategiesOut(
            items=[
                StrategyOut(code=one.code, label=one.label(), is_used=one.code == used)
                for one in strategies()
            ]
        )
    )
