"""Changes to prices."""

from balcao.domains.pricing.operations.bulk import delete_prices, save_price_rows
from balcao.domains.pricing.operations.prices import set_prices

__all__ = ["delete_prices", "save_price_rows", "set_prices"]
