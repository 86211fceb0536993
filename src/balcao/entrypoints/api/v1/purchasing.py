"""Purchase orders: written, approved, sent, received, closed."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from balcao.domains.inventory.errors import NoSuchLocation
from balcao.domains.inventory.queries import default_location
from balcao.domains.purchasing import errors, operations, queries
from balcao.domains.purchasing.values.orders import PurchaseOrderView
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.printed import printed
from balcao.entrypoints.api.shapes import Cursor, Limit, Search
from balcao.entrypoints.api.v1.purchasing_shapes import (
    DraftIn,
    NewPurchaseIn,
    PurchaseOrderOut,
    PurchaseRowOut,
    PurchasesOut,
)
from balcao.entrypoints.emails.purchase_papers import paper_of
from balcao.entrypoints.papers.answer import as_pdf
from balcao.entrypoints.papers.purchase_order import purchase_order
from balcao.plumbing.audit import acting

router = Router()
C = Capability
State = Literal["draft", "approved", "sent", "partly_received", "closed", "cancelled"]
Late = Annotated[Literal["yes", "no"], Query(description="Only what should be here by now.")]
STEP = (errors.NoSuchPurchaseOrder, errors.PurchaseOrderChanged, errors.WrongPurchaseState)


@router.get("/purchase-orders", response=PurchasesOut, **staff(C.VIEW_PURCHASES))
def list_purchase_orders(
    request: StaffRequest,
    state: Annotated[tuple[State, ...], Query(description="Repeat it for several.")] = (),
    supplier_id: Annotated[UUID | None, Query()] = None,
    variant_id: Annotated[UUID | None, Query()] = None,
    late: Late = "no",
    text: Search = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Purchase orders, latest first; `text` finds numbers and suppliers."""
    wanted = {"supplier_id": supplier_id, "variant_id": variant_id, "only_late": late == "yes"}
    part = {"states": state, "text": text, "cursor": cursor, "limit": limit}
    page = queries.purchases_page(store_of(request).id, now=moment(), **wanted, **part)
    return paged(request, page, PurchaseRowOut.model_validate)


@router.post(
    "/purchase-orders",
    response={201: PurchaseOrderOut},
    **staff(
        C.EDIT_PURCHASES,
        errors.NoSuchSupplier,
        errors.SupplierInactive,
        errors.BadPurchaseOrder,
        NoSuchLocation,
        key=True,
        versioned=True,
    ),
)
def create_purchase_order(request: StaffRequest, said: NewPurchaseIn) -> HttpResponse:
    """Write a draft. Lines without a price get what the supplier asks now."""
    store_id = store_of(request).id

    def write() -> PurchaseOrderOut:
        made = operations.create_purchase(
            store_id=store_id,
            supplier_id=said.supplier_id,
            location_id=said.location_id or default_location(store_id).id,
            lines=[line.line() for line in said.lines],
            author=request.auth.email,
            now=moment(),
            expected_at=said.expected_at,
            tolerance_percent=said.tolerance_percent,
            note_text=said.note,
        )
        return PurchaseOrderOut.model_validate(queries.purchase_by_id(made))

    return write_once(request, said, write, status=201)


@router.get(
    "/purchase-orders/{purchase_id}",
    response=PurchaseOrderOut,
    **staff(C.VIEW_PURCHASES, errors.NoSuchPurchaseOrder, versioned=True),
)
def get_purchase_order(request: StaffRequest, purchase_id: UUID) -> HttpResponse:
    """One purchase order with its receipts, costs and timeline."""
    found = mine(request, purchase_id)
    return reply(PurchaseOrderOut.model_validate(found), version=found.version)


@router.get(
    "/purchase-orders/{purchase_id}/pdf", **printed(C.VIEW_PURCHASES, errors.NoSuchPurchaseOrder)
)
def print_purchase_order(request: StaffRequest, purchase_id: UUID) -> HttpResponse:
    """The order on paper, as the supplier gets it."""
    found = mine(request, purchase_id)
    return as_pdf(purchase_order(paper_of(found)), f"{found.number}.pdf")


@router.put(
    "/purchase-orders/{purchase_id}",
    response=PurchaseOrderOut,
    **staff(
        C.EDIT_PURCHASES, *STEP, errors.NotADraft, errors.BadPurchaseOrder, if_match="required"
    ),
)
def change_purchase_order(request: StaffRequest, purchase_id: UUID, said: DraftIn) -> HttpResponse:
    """Write a draft anew, if nobody else has since you looked."""
    before, seen = mine(request, purchase_id), seen_number(request)
    tolerance = said.tolerance_percent
    with acting(request.auth.email, source="api"):
        operations.change_purchase(
            order_id=purchase_id,
            lines=[line.line() for line in said.lines],
            by=request.auth.email,
            now=moment(),
            expected_at=said.expected_at,
            tolerance_percent=before.tolerance_percent if tolerance is None else tolerance,
            note_text=said.note,
            expected_version=seen,
        )
    found = mine(request, purchase_id)
    return reply(PurchaseOrderOut.model_validate(found), version=found.version)


def mine(request: StaffRequest, purchase_id: UUID) -> PurchaseOrderView:
    """The order, if it belongs to the shop of this address.

    :raises NoSuchPurchaseOrder: it does not, or there is none.
    """
    found = queries.purchase_by_id(purchase_id)
    if found.store_id != store_of(request).id:
        raise errors.NoSuchPurchaseOrder(id=str(purchase_id))
    return found
