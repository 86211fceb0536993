"""Where the value of stock comes from and goes to, by reason. Pure.

The names are those of perpetual inventory bookkeeping: what is received waits in
``goods_received`` for the supplier's invoice, what ships becomes cost of goods sold.
"""

from __future__ import annotations

from typing import Final

from balcao.domains.inventory.values import Reason

R = Reason
COST_OF_GOODS: Final = "cost_of_goods_sold"
LANDED_COST: Final = "landed_cost"
ACCOUNT: Final[dict[Reason, str]] = {
    R.RECEIVED: "goods_received",
    R.RECEIPT_REVERSED: "goods_received",
    R.SUPPLIER_RETURN: "goods_received",
    R.SHIPPED: COST_OF_GOODS,
    R.RESTOCKED: COST_OF_GOODS,
    R.TRANSFERRED: "transfer",
    R.REVALUED: LANDED_COST,
    R.IMPORTED: "opening_stock",
    R.SAMPLE: "samples",
    R.DAMAGED: "shrinkage",
    R.REPAIRED: "shrinkage",
    R.SCRAPPED: "shrinkage",
    R.LOST: "shrinkage",
    R.STOLEN: "shrinkage",
    R.EXPIRED: "shrinkage",
    R.FOUND: "shrinkage",
    R.COUNTED: "shrinkage",
    R.CORRECTED: "shrinkage",
}
