"""Reads about buying."""

from balcao.domains.purchasing.queries.orders import (
    count_purchases,
    purchase_by_id,
    purchase_by_number,
    purchase_warnings,
    purchases_page,
    receipt_by_id,
    receipt_of_cost,
)
from balcao.domains.purchasing.queries.prices import (
    price_file_by_id,
    price_files_of,
    prices_paid,
)
from balcao.domains.purchasing.queries.returns import return_by_id, returns_page
from balcao.domains.purchasing.queries.scorecard import (
    lead_time_of,
    lead_times_of,
    scorecard_of,
)
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
    "count_purchases",
    "items_of",
    "items_page",
    "lead_time_of",
    "lead_times_of",
    "offers_of",
    "policy_of",
    "price_file_by_id",
    "price_files_of",
    "prices_of",
    "prices_paid",
    "purchase_by_id",
    "purchase_by_number",
    "purchase_warnings",
    "purchases_page",
    "receipt_by_id",
    "receipt_of_cost",
    "return_by_id",
    "returns_page",
    "scorecard_of",
    "supplier_by_id",
    "suppliers_page",
]
