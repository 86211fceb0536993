"""Shoppers: who they are, what they spent, their tags and tax number."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Router

from balcao.domains.customers import errors, operations, queries
from balcao.domains.customers.values import CustomerFilter, CustomerSort
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import MOST_ID, Cursor, Limit, Search
from balcao.entrypoints.api.v1.customer_shapes import (
    CustomerEditIn,
    CustomerIn,
    CustomerOut,
    CustomersOut,
)
from balcao.plumbing.audit import acting

router = Router()
C = Capability
CustomerId = Annotated[int, Path(ge=1, le=MOST_ID)]


@router.get("/customers", response=CustomersOut, **staff(C.VIEW_CUSTOMERS))
def list_customers(
    request: StaffRequest,
    text: Search = "",
    tag: Search = "",
    segment: Search = "",
    sort: CustomerSort = CustomerSort.NEWEST,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Shoppers by text, tag or the slug of a segment.

    The latest known come first; by `last_order` or `spend` only those who have bought are listed,
    spend in the store's currency.
    """
    store = store_of(request)
    page = queries.customers_page(
        store.id,
        wanted=CustomerFilter(text=text, tag=tag, segment=segment),
        sort=sort,
        currency=store.currency,
        cursor=cursor,
        limit=limit,
    )
    return paged(request, page, CustomerOut.model_validate)


@router.post(
    "/customers",
    response={201: CustomerOut},
    **staff(
        C.EDIT_CUSTOMERS,
        errors.BadAddress,
        errors.BadCustomer,
        errors.CustomerExists,
        key=True,
        versioned=True,
    ),
)
def create_customer(request: StaffRequest, said: CustomerIn) -> HttpResponse:
    """Put down somebody who has not bought yet."""
    store = store_of(request)

    def make() -> CustomerOut:
        made = operations.add_customer(
            store_id=store.id,
            email=said.email,
            name=said.name,
            locale=said.locale or store.language,
            tags=said.tags,
            tax_id=said.tax_id,
            now=moment(),
        )
        return CustomerOut.model_validate(queries.customer_by_id(store.id, made))

    return write_once(request, said, make, status=201)


@router.get(
    "/customers/{customer_id}",
    response=CustomerOut,
    **staff(C.VIEW_CUSTOMERS, errors.NoSuchCustomer, versioned=True),
)
def get_customer(request: StaffRequest, customer_id: CustomerId) -> HttpResponse:
    """One shopper."""
    found = queries.customer_by_id(store_of(request).id, customer_id)
    return reply(CustomerOut.model_validate(found), version=found.version)


@router.patch(
    "/customers/{customer_id}",
    response=CustomerOut,
    **staff(
        C.EDIT_CUSTOMERS,
        errors.NoSuchCustomer,
        errors.CustomerChanged,
        errors.BadCustomer,
        if_match="required",
    ),
)
def change_customer(
    request: StaffRequest, customer_id: CustomerId, said: CustomerEditIn
) -> HttpResponse:
    """Change tags or tax number, if nobody else has since you looked."""
    seen = seen_number(request)
    with acting(request.auth.email, source="api"):
        operations.change_customer(
            store_id=store_of(request).id,
            customer_id=customer_id,
            expected_version=seen,
            tags=said.tags,
            tax_id=said.tax_id,
            now=moment(),
        )
    return get_customer(request, customer_id)
