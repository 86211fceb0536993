"""Changes to prices."""

from balcao.domains.pricing.operations.prices import set_prices

__all__ = ["set_prices"]
