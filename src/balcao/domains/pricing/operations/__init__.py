"""Changes to prices."""

from balcao.domains.pricing.operations.bulk import (
    delete_prices,
    hold_prices,
    save_price_rows,
)
from balcao.domains.pricing.operations.lists import 
from balcao.domains.pricing.operations.prices import set_prices
from balcao.domains.pricing.operations.rates import (
    set_price_choices,
    set_rates,
)
from balcao.domains.pricing.operations.repricing import 
from balcao.domains.pricing.operations.revision import rules_changed
from balcao.domains.pricing.operations.schedules import 
from balcao.domains.pricing.operations.taxes import 
from balcao.domains.pricing.operations.taxtables import 

__all__ = [
    "delete_prices",
    "hold_prices",
    "rules_changed",
    "save_price_rows",
    "set_price_choices",
    "set_prices",
    "set_rates",
]
