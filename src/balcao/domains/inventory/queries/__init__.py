"""Reads about stock."""

from balcao.domains.inventory.queries.accuracy import accuracy_by_month, accuracy_of, counts_due
from balcao.domains.inventory.queries.adjustments import (
    adjustment_by_id,
    adjustments_page,
    count_waiting_adjustments,
    reasons,
    signed_units,
)
from balcao.domains.inventory.queries.allocation import ranking_for
from balcao.domains.inventory.queries.bins import (
    bin_of,
    bins_by_code,
    bins_page,
    in_bin,
    waiting_at,
)
from balcao.domains.inventory.queries.booking import worth_of_movements, worth_told
from balcao.domains.inventory.queries.costs import average_costs, costs_of_sales
from balcao.domains.inventory.queries.counts import count_by_id, counts_page
from balcao.domains.inventory.queries.lookup import look_up
from balcao.domains.inventory.queries.past import (
    document_movements,
    stock_then,
    valuation,
    value_by_account,
)
from balcao.domains.inventory.queries.selling import (
    buffers_of,
    kit_of,
    promises_of,
    selling_of,
    set_aside_for,
)
from balcao.domains.inventory.queries.settings import stock_settings
from balcao.domains.inventory.queries.stock import (
    availability_of,
    committed_variants,
    default_location,
    level_of,
    levels_of,
    levels_page,
    location_of,
    locations,
    movements_page,
    variants_elsewhere,
)
from balcao.domains.inventory.queries.transfers import (
    transfer_by_id,
    transfer_by_number,
    transfers_page,
)
from balcao.domains.inventory.queries.units import (
    bins_holding,
    bins_of,
    lots_of,
    supply_of,
    tracking_of,
)

__all__ = [
    "accuracy_by_month",
    "accuracy_of",
    "adjustment_by_id",
    "adjustments_page",
    "availability_of",
    "average_costs",
    "bin_of",
    "bins_by_code",
    "bins_holding",
    "bins_of",
    "bins_page",
    "buffers_of",
    "committed_variants",
    "costs_of_sales",
    "count_by_id",
    "count_waiting_adjustments",
    "counts_due",
    "counts_page",
    "default_location",
    "document_movements",
    "in_bin",
    "kit_of",
    "level_of",
    "levels_of",
    "levels_page",
    "location_of",
    "locations",
    "look_up",
    "lots_of",
    "movements_page",
    "promises_of",
    "ranking_for",
    "reasons",
    "selling_of",
    "set_aside_for",
    "signed_units",
    "stock_settings",
    "stock_then",
    "supply_of",
    "tracking_of",
    "transfer_by_id",
    "transfer_by_number",
    "transfers_page",
    "valuation",
    "value_by_account",
    "variants_elsewhere",
    "waiting_at",
    "worth_of_movements",
    "worth_told",
]
