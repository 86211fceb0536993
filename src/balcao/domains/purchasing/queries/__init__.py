"""Reads about buying."""

from balcao.domains.purchasing.queries.forecasting import back_test, forecast_demand
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
    "back_test",
    "forecast_demand",
    "items_of",
    "items_page",
    "offers_of",
    "policy_of",
    "prices_of",
    "supplier_by_id",
    "suppliers_page",
]
