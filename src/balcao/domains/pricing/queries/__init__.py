"""Reads about prices."""

from balcao.domains.pricing.queries.changes import (
    repriced_rows,
    repricing_by_id,
    repricings_of,
    rule_of,
    schedules_of,
)
from balcao.domains.pricing.queries.history import (
    history_of,
    lowest_before,
)
from balcao.domains.pricing.queries.kept import (
    choices_in_force,
    entries_in,
    forget_lists,
    lists_in_force,
)
from balcao.domains.pricing.queries.lists import (
    all_lists,
    entries_of,
    entries_page,
    export_entries,
    list_by_id,
    lists_of,
    tiers_of,
)
from balcao.domains.pricing.queries.naming import naming_group
from balcao.domains.pricing.queries.prices import (
    price_rows_of,
    prices_of,
)
from balcao.domains.pricing.queries.rates import (
    choices_of,
    rate_on,
    rates_of,
)
from balcao.domains.pricing.queries.revision import revision_of
from balcao.domains.pricing.queries.taxes import (
    is_tax_exempt,
    tax_exemptions,
    tax_rates,
    tax_rules_of,
    tax_settings,
    tax_zones,
)
from balcao.domains.pricing.queries.taxids import is_tax_id
from balcao.domains.pricing.queries.taxtables import (
    table_changes,
    tax_table,
    tax_tables,
)
from balcao.domains.pricing.queries.variants import listed_prices
from balcao.domains.pricing.rules.conversion import convert_minor
from balcao.domains.pricing.rules.history import must_show
from balcao.domains.pricing.rules.lists import price_steps, unit_price
from balcao.domains.pricing.rules.repricing import check_rule, new_price
from balcao.domains.pricing.rules.taxwords import note_in_words

__all__ = [
    "all_lists",
    "check_rule",
    "choices_in_force",
    "choices_of",
    "convert_minor",
    "entries_in",
    "entries_of",
    "entries_page",
    "export_entries",
    "forget_lists",
    "history_of",
    "is_tax_exempt",
    "is_tax_id",
    "list_by_id",
    "listed_prices",
    "lists_in_force",
    "lists_of",
    "lowest_before",
    "must_show",
    "naming_group",
    "new_price",
    "note_in_words",
    "price_rows_of",
    "price_steps",
    "prices_of",
    "rate_on",
    "rates_of",
    "repriced_rows",
    "repricing_by_id",
    "repricings_of",
    "revision_of",
    "rule_of",
    "schedules_of",
    "table_changes",
    "tax_exemptions",
    "tax_rates",
    "tax_rules_of",
    "tax_settings",
    "tax_table",
    "tax_tables",
    "tax_zones",
    "tiers_of",
    "unit_price",
]
