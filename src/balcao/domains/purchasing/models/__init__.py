"""Tables of buying. The CHECK constraints in them are the last word."""

from balcao.domains.purchasing.models.orders import (
    Dispatch,
    PurchaseEntry,
    PurchaseLine,
    PurchaseOrder,
)
from balcao.domains.purchasing.models.receipts import (
    LandedCost,
    LandedShare,
    Receipt,
    ReceiptLine,
)
from balcao.domains.purchasing.models.returns import ReturnEntry, ReturnLine, SupplierReturn
from balcao.domains.purchasing.models.suppliers import (
    BuyingPolicy,
    PriceFile,
    Supplier,
    SupplierItem,
    SupplierPrice,
)

__all__ = [
    "BuyingPolicy",
    "Dispatch",
    "LandedCost",
    "LandedShare",
    "PriceFile",
    "PurchaseEntry",
    "PurchaseLine",
    "PurchaseOrder",
    "Receipt",
    "ReceiptLine",
    "ReturnEntry",
    "ReturnLine",
    "Supplier",
    "SupplierItem",
    "SupplierPrice",
    "SupplierReturn",
]
