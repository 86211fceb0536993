"""What staff see and do of shoppers' accounts: addresses, consents, sessions."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Router

from balcao.domains.customers import errors, operations, queries
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.v1.customers import CustomerId
from balcao.entrypoints.api.v1.shopper_shapes import (
    ConsentIn,
    ConsentOut,
    ConsentsOut,
    EndedOut,
    SavedAddressesOut,
    SavedAddressOut,
)
from balcao.plumbing.audit import acting

router = Router()
C = Capability


@router.get(
    "/customers/{customer_id}/addresses",
    response=SavedAddressesOut,
    **staff(C.VIEW_CUSTOMERS, errors.NoSuchCustomer),
)
def list_customer_addresses(request: StaffRequest, customer_id: CustomerId) -> HttpResponse:
    """The addresses a shopper keeps, the default first."""
    found = queries.customer_by_id(store_of(request).id, customer_id)
    rows = queries.saved_addresses(found.store_id, found.id)
    return reply(SavedAddressesOut(items=[SavedAddressOut.model_validate(one) for one in rows]))


@router.get(
    "/customers/{customer_id}/consents",
    response=ConsentsOut,
    **staff(C.VIEW_CUSTOMERS, errors.NoSuchCustomer),
)
def list_customer_consents(request: StaffRequest, customer_id: CustomerId) -> HttpResponse:
    """What a shopper agreed to or took back, the latest first."""
    found = queries.customer_by_id(store_of(request).id, customer_id)
    rows = queries.consents_of(found.store_id, found.email)
    return reply(ConsentsOut(items=[ConsentOut.model_validate(one) for one in rows]))


@router.put(
    "/customers/{customer_id}/consents",
    response=ConsentsOut,
    **staff(C.EDIT_CUSTOMERS, errors.NoSuchCustomer),
)
def say_customer_consent(
    request: StaffRequest, customer_id: CustomerId, said: ConsentIn
) -> HttpResponse:
    """Write down what a shopper said on another way, under the name of who writes it."""
    found = queries.customer_by_id(store_of(request).id, customer_id)
    with acting(request.auth.email, source="api"):
        operations.record_consent(
            store_id=found.store_id,
            email=found.email,
            kind=said.kind,
            is_given=said.is_given,
            words=said.words(),
            source="api",
            actor=request.auth.email,
            now=moment(),
        )
    return list_customer_consents(request, customer_id)


@router.delete(
    "/customers/{customer_id}/sessions",
    response=EndedOut,
    **staff(C.EDIT_CUSTOMERS, errors.NoSuchCustomer),
)
def end_customer_sessions(request: StaffRequest, customer_id: CustomerId) -> HttpResponse:
    """Sign a shopper out on every device, such as after a lost phone."""
    found = queries.customer_by_id(store_of(request).id, customer_id)
    with acting(request.auth.email, source="api"):
        ended = operations.sign_out_everywhere(store_id=found.store_id, customer_id=found.id)
    return reply(EndedOut(ended=ended))
