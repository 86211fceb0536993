"""Changes to prices."""

from balcao.domains.pricing.operations.bulk import (
    delete_prices,
    hold_prices,
    save_price_rows,
)
from balcao.domains.pricing.operations.entries import load_entries
from balcao.domains.pricing.operations.lists import (
    change_list,
    check_draft,
    check_tiers,
    create_list,
    delete_list,
    derive_list,
    set_entries,
)
from balcao.domains.pricing.operations.prices import set_prices
from balcao.domains.pricing.operations.rates import (
    delete_rate,
    load_rates,
    set_price_choices,
    set_rates,
)
from balcao.domains.pricing.operations.repricing import (
    apply_repricing,
    plan_repricing,
    undo_repricing,
)
from balcao.domains.pricing.operations.revision import rules_changed
from balcao.domains.pricing.operations.schedules import (
    apply_due,
    cancel_schedule,
    schedule_by_rule,
    schedule_price,
)
from balcao.domains.pricing.operations.taxes import (
    delete_tax_exemption,
    delete_tax_rate,
    delete_tax_zone,
    save_tax_exemption,
    save_tax_rate,
    save_tax_settings,
    save_tax_zone,
)
from balcao.domains.pricing.operations.taxtables import (
    load_tax_table,
)

__all__ = [
    "apply_due",
    "apply_repricing",
    "cancel_schedule",
    "change_list",
    "check_draft",
    "check_tiers",
    "create_list",
    "delete_list",
    "delete_prices",
    "delete_rate",
    "delete_tax_exemption",
    "delete_tax_rate",
    "delete_tax_zone",
    "derive_list",
    "hold_prices",
    "load_entries",
    "load_rates",
    "load_tax_table",
    "plan_repricing",
    "rules_changed",
    "save_price_rows",
    "save_tax_exemption",
    "save_tax_rate",
    "save_tax_settings",
    "save_tax_zone",
    "schedule_by_rule",
    "schedule_price",
    "set_entries",
    "set_price_choices",
    "set_prices",
    "set_rates",
    "undo_repricing",
]
