"""Changes to prices."""

from balcao.domains.pricing.operations.bulk import delete_prices, save_price_rows
from balcao.domains.pricing.operations.prices import set_prices
from balcao.domains.pricing.operations.revision import rules_changed

__all__ = ["delete_prices", "rules_changed", "save_price_rows", "set_prices"]
