"""The only row locks of this domain.

In this order: supplier, purchase order, return; the stock levels are locked after them by
inventory. A receipt or a landed cost is changed under the lock of its order.
"""

from __future__ import annotations

from uuid import UUID

from balcao.domains.purchasing.errors import (
    NoSuchPriceFile,
    NoSuchPurchaseOrder,
    NoSuchSupplier,
    NoSuchSupplierReturn,
)
from balcao.domains.purchasing.models import (
    PriceFile,
    PurchaseLine,
    PurchaseOrder,
    Supplier,
    SupplierReturn,
)


def lock_supplier(supplier_id: UUID) -> Supplier:
    """Hold one supplier and what it offers until commit.

    :raises NoSuchSupplier: there is none with this id.
    """
    row = Supplier.objects.select_for_update().filter(pk=supplier_id).first()
    if row is None:
        raise NoSuchSupplier(id=str(supplier_id))
    return row


def lock_purchase(order_id: UUID) -> PurchaseOrder:
    """Hold one purchase order, its lines and its receipts until commit.

    :raises NoSuchPurchaseOrder: there is none with this id.
    """
    row = PurchaseOrder.objects.select_for_update().filter(pk=order_id).first()
    if row is None:
        raise NoSuchPurchaseOrder(id=str(order_id))
    return row


def lock_lines(order: PurchaseOrder) -> dict[int, PurchaseLine]:
    """Hold the lines of a locked order until commit, by number."""
    rows = PurchaseLine.objects.select_for_update().filter(order=order).order_by("pk")
    return {row.line_no: row for row in rows}


def lock_return(return_id: UUID) -> SupplierReturn:
    """Hold one return until commit.

    :raises NoSuchSupplierReturn: there is none with this id.
    """
    row = SupplierReturn.objects.select_for_update().filter(pk=return_id).first()
    if row is None:
        raise NoSuchSupplierReturn(id=str(return_id))
    return row


def lock_price_file(file_id: UUID) -> PriceFile:
    """Hold one price file until commit.

    :raises NoSuchPriceFile: there is none with this id.
    """
    row = PriceFile.objects.select_for_update().filter(pk=file_id).first()
    if row is None:
        raise NoSuchPriceFile(id=str(file_id))
    return row
