"""Collections: products that belong together, by rule and by hand."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from balcao.domains.catalog import errors, operations, queries
from balcao.domains.catalog.ports import named_by
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.v1.collection_shapes import (
    CollectionChangeIn,
    CollectionIn,
    CollectionOut,
    CollectionProductsIn,
    CollectionProductsOut,
    CollectionsOut,
)
from balcao.entrypoints.api.v1.customer_shapes import GroupUseOut, GroupUsesOut
from balcao.plumbing.audit import acting

router = Router()
C = Capability
NONE = errors.NoSuchCollection
CHANGED = errors.CollectionChanged
BAD = (errors.BadCollection, errors.BadCollectionRule)


@router.get("/collections", response=CollectionsOut, **staff(C.VIEW_CATALOG))
def list_collections(request: StaffRequest) -> HttpResponse:
    """All collections by name."""
    found = queries.collections(store_of(request).id)
    return reply(CollectionsOut(items=[CollectionOut.model_validate(one) for one in found]))


@router.post(
    "/collections",
    response={201: CollectionOut},
    **staff(C.EDIT_CATALOG, *BAD, errors.CollectionExists, key=True, versioned=True),
)
def create_collection(request: StaffRequest, said: CollectionIn) -> HttpResponse:
    """Make a collection; with a rule it begins with the products that meet it."""
    store = store_of(request)

    def make() -> CollectionOut:
        made = operations.create_collection(
            store_id=store.id, edit=said.edit(), slug=said.slug, now=moment()
        )
        return CollectionOut.model_validate(queries.collection_by_id(store.id, made))

    return write_once(request, said, make, status=201)


@router.get(
    "/collections/{collection_id}",
    response=CollectionOut,
    **staff(C.VIEW_CATALOG, NONE, versioned=True),
)
def get_collection(request: StaffRequest, collection_id: UUID) -> HttpResponse:
    """One collection."""
    found = queries.collection_by_id(store_of(request).id, collection_id)
    return reply(CollectionOut.model_validate(found), version=found.version)


@router.put(
    "/collections/{collection_id}",
    response=CollectionOut,
    **staff(C.EDIT_CATALOG, NONE, CHANGED, *BAD, if_match="required"),
)
def change_collection(
    request: StaffRequest, collection_id: UUID, said: CollectionChangeIn
) -> HttpResponse:
    """Change words or rule, if nobody else has since you looked."""
    seen = seen_number(request)
    with acting(request.auth.email, source="api"):
        operations.change_collection(
            store_id=store_of(request).id,
            collection_id=collection_id,
            expected_version=seen,
            edit=said.edit(),
            now=moment(),
        )
    return get_collection(request, collection_id)


@router.delete(
    "/collections/{collection_id}",
    response=CollectionsOut,
    **staff(C.EDIT_CATALOG, NONE, CHANGED, errors.CollectionInUse, if_match="required"),
)
def delete_collection(request: StaffRequest, collection_id: UUID) -> HttpResponse:
    """Remove a collection that nothing names, not its products; answers those that are left."""
    seen = seen_number(request)
    with acting(request.auth.email, source="api"):
        operations.delete_collection(
            store_id=store_of(request).id, collection_id=collection_id, expected_version=seen
        )
    return list_collections(request)


@router.get(
    "/collections/{collection_id}/uses", response=GroupUsesOut, **staff(C.VIEW_CATALOG, NONE)
)
def list_collection_uses(request: StaffRequest, collection_id: UUID) -> HttpResponse:
    """The promotions that name a collection; while there are any it stays."""
    store_id = store_of(request).id
    queries.collection_by_id(store_id, collection_id)
    uses = named_by(store_id, collection_id)
    return reply(GroupUsesOut(items=[GroupUseOut.model_validate(one) for one in uses]))


@router.get(
    "/collections/{collection_id}/products",
    response=CollectionProductsOut,
    **staff(C.VIEW_CATALOG, NONE),
)
def list_collection_products(request: StaffRequest, collection_id: UUID) -> HttpResponse:
    """What is in a collection, at most 5,000 products."""
    queries.collection_by_id(store_of(request).id, collection_id)
    return reply(CollectionProductsOut(product_ids=queries.product_ids_in(collection_id)))


@router.put(
    "/collections/{collection_id}/products",
    response=CollectionOut,
    **staff(
        C.EDIT_CATALOG,
        NONE,
        CHANGED,
        errors.CollectionByRule,
        errors.BadCollection,
        errors.NoSuchProduct,
        if_match="required",
    ),
)
def set_products(
    request: StaffRequest, collection_id: UUID, said: CollectionProductsIn
) -> HttpResponse:
    """Say by hand which products are in it, in order, if nobody else changed it."""
    seen = seen_number(request)
    with acting(request.auth.email, source="api"):
        operations.set_collection_products(
            store_id=store_of(request).id,
            collection_id=collection_id,
            expected_version=seen,
            product_ids=said.product_ids,
            now=moment(),
        )
    return get_collection(request, collection_id)
