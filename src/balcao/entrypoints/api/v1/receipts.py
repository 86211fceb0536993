"""What comes in for purchase orders, and what it cost to get it here."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from balcao.domains.inventory.errors import (
    BadQuantity,
    LotDiffers,
    LotMissing,
    LotUnwanted,
    NoSuchLevel,
    NoSuchLot,
    OutOfStock,
    PromisedAway,
)
from balcao.domains.purchasing import errors, operations, queries
from balcao.domains.purchasing.values.orders import ReceiptView
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply, seen_number_if_any
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import key_of, write_once
from balcao.entrypoints.api.v1.purchasing import mine as my_order
from balcao.entrypoints.api.v1.purchasing_shapes import ReasonIn
from balcao.entrypoints.api.v1.receipt_shapes import (
    LandedCostIn,
    PurchaseReceiptIn,
    PurchaseReceiptOut,
)

router = Router()
C = Capability
LOTS = (LotMissing, LotUnwanted, LotDiffers, BadQuantity, NoSuchLevel)


@router.post(
    "/purchase-orders/{purchase_id}/receipts",
    response={201: PurchaseReceiptOut},
    **staff(
        C.ADJUST_STOCK,
        errors.NoSuchPurchaseOrder,
        errors.PurchaseOrderChanged,
        errors.WrongPurchaseState,
        errors.BadReceipt,
        errors.MoreThanOrdered,
        errors.DeliveryNoteKnown,
        errors.ReceiptKeyReused,
        *LOTS,
        key=True,
        if_match="optional",
    ),
)
def receive_purchase_order(
    request: StaffRequest, purchase_id: UUID, said: PurchaseReceiptIn
) -> HttpResponse:
    """Goods came in. They are in stock at once, exactly once for each key."""
    my_order(request, purchase_id)

    def receive() -> PurchaseReceiptOut:
        made = operations.receive_purchase(
            order_id=purchase_id,
            # Keys of different tokens are different keys.
            key=f"{request.auth.mark}:{key_of(request)}",
            lines=[line.line() for line in said.lines],
            by=request.auth.email,
            now=moment(),
            delivery_note=said.delivery_note,
            note_text=said.note,
            expected_version=seen_number_if_any(request),
        )
        return PurchaseReceiptOut.model_validate(queries.receipt_by_id(made))

    return write_once(request, said, receive, status=201)


@router.get(
    "/purchase-receipts/{receipt_id}",
    response=PurchaseReceiptOut,
    **staff(C.VIEW_PURCHASES, errors.NoSuchReceipt),
)
def get_purchase_receipt(request: StaffRequest, receipt_id: UUID) -> HttpResponse:
    """One delivery with the costs on it."""
    return reply(PurchaseReceiptOut.model_validate(_mine(request, receipt_id)))


@router.post(
    "/purchase-receipts/{receipt_id}/reverse",
    response=PurchaseReceiptOut,
    **staff(
        C.ADJUST_STOCK,
        errors.NoSuchReceipt,
        errors.ReceiptReversed,
        errors.ReceiptHasCosts,
        OutOfStock,
        PromisedAway,
        NoSuchLot,
        key=True,
    ),
)
def reverse_purchase_receipt(
    request: StaffRequest, receipt_id: UUID, said: ReasonIn
) -> HttpResponse:
    """Take a mistaken receipt back, if its units are still there."""
    _mine(request, receipt_id)

    def reverse() -> PurchaseReceiptOut:
        operations.reverse_receipt(
            receipt_id=receipt_id, reason=said.reason, by=request.auth.email, now=moment()
        )
        return PurchaseReceiptOut.model_validate(_mine(request, receipt_id))

    return write_once(request, said, reverse)


@router.post(
    "/purchase-receipts/{receipt_id}/landed-costs",
    response={201: PurchaseReceiptOut},
    **staff(
        C.EDIT_PURCHASES,
        errors.NoSuchReceipt,
        errors.ReceiptReversed,
        errors.BadLandedCost,
        errors.BadExchangeRate,
        key=True,
    ),
)
def add_landed_cost(request: StaffRequest, receipt_id: UUID, said: LandedCostIn) -> HttpResponse:
    """Spread freight, duty or the like over what came in, to the cent."""
    _mine(request, receipt_id)

    def add() -> PurchaseReceiptOut:
        operations.add_landed_cost(
            receipt_id=receipt_id,
            kind=said.kind,
            basis=said.basis,
            amount=said.amount.money(),
            rate=said.rate,
            document=said.document,
            by=request.auth.email,
            now=moment(),
        )
        return PurchaseReceiptOut.model_validate(_mine(request, receipt_id))

    return write_once(request, said, add, status=201)


@router.post(
    "/landed-costs/{cost_id}/reverse",
    response=PurchaseReceiptOut,
    **staff(
        C.EDIT_PURCHASES,
        errors.NoSuchLandedCost,
        errors.LandedCostReversed,
        errors.ReceiptReversed,
        key=True,
    ),
)
def reverse_landed_cost(request: StaffRequest, cost_id: UUID) -> HttpResponse:
    """Undo a landed cost by the opposite entry, once."""
    receipt = queries.receipt_of_cost(cost_id)
    if receipt is None or receipt.store_id != store_of(request).id:
        raise errors.NoSuchLandedCost(id=str(cost_id))

    def reverse() -> PurchaseReceiptOut:
        operations.reverse_landed_cost(cost_id=cost_id, by=request.auth.email, now=moment())
        return PurchaseReceiptOut.model_validate(queries.receipt_by_id(receipt.id))

    return write_once(request, None, reverse)


def _mine(request: StaffRequest, receipt_id: UUID) -> ReceiptView:
    """The receipt, if it belongs to the shop of this address.

    :raises NoSuchReceipt: it does not, or there is none.
    """
    found = queries.receipt_by_id(receipt_id)
    if found.store_id != store_of(request).id:
        raise errors.NoSuchReceipt(id=str(receipt_id))
    return found
