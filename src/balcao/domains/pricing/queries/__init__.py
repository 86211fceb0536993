"""Reads about prices."""

from balcao.domains.pricing.queries.lists import (
    all_lists,
    entries_of,
    list_by_id,
    lists_of,
    tiers_of,
)
from balcao.domains.pricing.queries.prices import price_rows_of, prices_of
from balcao.domains.pricing.queries.revision import revision_of
from balcao.domains.pricing.queries.taxes import (
    is_tax_exempt,
    tax_exemptions,
    tax_rates,
    tax_rules_of,
    tax_settings,
    tax_zones,
)
from balcao.domains.pricing.queries.taxtables import (
    tax_table,
    tax_tables,
)

__all__ = [
    "all_lists",
    "entries_of",
    "is_tax_exempt",
    "list_by_id",
    "lists_of",
    "price_rows_of",
    "prices_of",
    "revision_of",
    "tax_exemptions",
    "tax_rates",
    "tax_rules_of",
    "tax_settings",
    "tax_table",
    "tax_tables",
    "tax_zones",
    "tiers_of",
]
