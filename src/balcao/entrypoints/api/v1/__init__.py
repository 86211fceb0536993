"""Version 1: one router per room of the business."""

from typing import Final

from ninja import Router

from balcao.entrypoints.api.v1 import (
    alerts,
    audit,
    bins,
    browsing,
    carts,
    checkout,
    explained,
    imports,
    labels,
    orders,
    plans,
    prices,
    products,
    promising,
    purchase_steps,
    purchases,
    purchasing,
    receipts,
    selling,
    stock,
    supplier_prices,
    supplier_returns,
    suppliers,
    team,
)

# Addresses are tried in this order, so the busiest come first.
ROUTERS: Final[tuple[tuple[str, Router], ...]] = (
    ("buying", purchases.router),
    ("buying", carts.router),
    ("buying", checkout.router),
    ("store", selling.router),
    ("catalog", browsing.router),
    ("catalog", products.router),
    ("catalog", prices.router),
    ("orders", orders.router),
    ("stock", stock.router),
    ("stock", bins.router),
    ("stock", labels.router),
    ("purchasing", purchasing.router),
    ("purchasing", purchase_steps.router),
    ("purchasing", receipts.router),
    ("purchasing", suppliers.router),
    ("purchasing", supplier_prices.router),
    ("purchasing", supplier_returns.router),
    ("stock", alerts.router),
    ("purchasing", plans.router),
    ("stock", promising.router),
    ("imports", imports.router),
    ("team", team.router),
    ("audit", audit.router),
    ("problems", explained.router),
)
