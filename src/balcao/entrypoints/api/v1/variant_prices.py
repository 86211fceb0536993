"""Everything that decides what one variant costs, and what it cost before."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import facts_of
from balcao.domains.pricing import queries
from balcao.domains.stores.values import StoreInfo
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.v1 import price_shapes as shapes

router = Router()
C = Capability


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
