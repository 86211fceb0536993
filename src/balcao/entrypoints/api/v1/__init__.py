"""Version 1: one router per room of the business."""

from typing import Final

from ninja import Router

from balcao.entrypoints.api.v1 import (
    audit,
    browsing,
    carts,
    explained,
    imports,
    orders,
    prices,
    products,
    purchases,
    selling,
    stock,
    team,
)

ROUTERS: Final[tuple[tuple[str, Router], ...]] = (
    ("store", selling.router),
    ("catalog", browsing.router),
    ("catalog", products.router),
    ("catalog", prices.router),
    ("buying", carts.router),
    ("buying", purchases.router),
    ("orders", orders.router),
    ("stock", stock.router),
    ("imports", imports.router),
    ("team", team.router),
    ("audit", audit.router),
    ("problems", explained.router),
)
