"""The addresses that a shopper keeps."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from balcao.domains.customers import errors, operations
from balcao.domains.customers.queries import saved_address, saved_addresses
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import ShopperRequest
from balcao.entrypoints.api.contract import shopper
from balcao.entrypoints.api.here import moment
from balcao.entrypoints.api.v1.shopper_shapes import (
    SavedAddressesOut,
    SavedAddressIn,
    SavedAddressOut,
)
from balcao.plumbing.audit import acting

router = Router()


@router.get("/shopper/addresses", response=SavedAddressesOut, **shopper())
def list_shopper_addresses(request: ShopperRequest) -> HttpResponse:
    """Every address kept, the default first."""
    who = request.auth.shopper
    return reply(_all(who.store_id, who.customer_id))


@router.post(
    "/shopper/addresses",
    response={201: SavedAddressOut},
    **shopper(errors.BadAddress, errors.TooManySavedAddresses),
)
def add_shopper_address(request: ShopperRequest, said: SavedAddressIn) -> HttpResponse:
    """Keep an address, once however often it is sent; the first one is the default."""
    who = request.auth.shopper
    with acting(who.email, source="api"):
        made = operations.save_address(
            store_id=who.store_id,
            customer_id=who.customer_id,
            address=said.address.address(),
            is_default=said.is_default,
            now=moment(),
        )
    return _one(request, made, status=201)


@router.put(
    "/shopper/addresses/{address_id}",
    response=SavedAddressOut,
    **shopper(errors.BadAddress, errors.NoSuchSavedAddress),
)
def change_shopper_address(
    request: ShopperRequest, address_id: UUID, said: SavedAddressIn
) -> HttpResponse:
    """Write another address in its place, and make it the default if it is to be."""
    who = request.auth.shopper
    with acting(who.email, source="api"):
        operations.change_address(
            store_id=who.store_id,
            customer_id=who.customer_id,
            address_id=address_id,
            address=said.address.address(),
            is_default=said.is_default,
            now=moment(),
        )
    return _one(request, address_id)


@router.delete(
    "/shopper/addresses/{address_id}",
    response={204: None},
    **shopper(errors.NoSuchSavedAddress),
)
def remove_shopper_address(request: ShopperRequest, address_id: UUID) -> HttpResponse:
    """Keep an address no longer."""
    who = request.auth.shopper
    with acting(who.email, source="api"):
        operations.remove_address(
            store_id=who.store_id,
            customer_id=who.customer_id,
            address_id=address_id,
            now=moment(),
        )
    return HttpResponse(status=204)


def _one(request: ShopperRequest, address_id: UUID, *, status: int = 200) -> HttpResponse:
    who = request.auth.shopper
    found = saved_address(who.store_id, who.customer_id, address_id)
    return reply(SavedAddressOut.model_validate(found), status=status)


def _all(store_id: int, customer_id: int) -> SavedAddressesOut:
    found = saved_addresses(store_id, customer_id)
    return SavedAddressesOut(items=[SavedAddressOut.model_validate(one) for one in found])
