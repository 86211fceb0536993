"""The domains, lowest first; each is a Django app. The order of imports is in ``.importlinter``."""

from __future__ import annotations

from typing import Final

DOMAINS: Final = (
    "stores",
    "customers",
    "team",
    "catalog",
    "inventory",
    "pricing",
    "promotions",
    "cart",
    "drafts",
    "search",
    "payments",
    "wallet",
    "shipping",
    "purchasing",
    "orders",
    "checkout",
    "imports",
    "ledger",
    "replenishment",
    "reconciliation",
    "risk",
    "analytics",
)
