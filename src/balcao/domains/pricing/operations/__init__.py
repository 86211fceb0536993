"""Changes to prices."""

from balcao.domains.pricing.operations.bulk import delete_prices, save_price_rows
from balcao.domains.pricing.operations.prices import set_prices
from balcao.domains.pricing.operations.revision import rules_changed
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
    "delete_prices",
    "delete_tax_exemption",
    "delete_tax_rate",
    "delete_tax_zone",
    "load_tax_table",
    "rules_changed",
    "save_price_rows",
    "save_tax_exemption",
    "save_tax_rate",
    "save_tax_settings",
    "save_tax_zone",
    "set_prices",
]
