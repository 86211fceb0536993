"""Reads about buying."""

from balcao.domains.purchasing.queries.suppliers import (
    items_of,
    items_page,
    offers_of,
    policy_of,
    prices_of,
    supplier_by_id,
    suppliers_page,
)

__all__ = [
    "items_of",
    "items_page",
    "offers_of",
    "policy_of",
    "prices_of",
    "supplier_by_id",
    "suppliers_page",
]
