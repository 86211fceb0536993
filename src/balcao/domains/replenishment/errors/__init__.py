"""What can be wrong about alerts, forecasts and plans."""

from balcao.domains.replenishment.errors.alerts import BadSnooze, NoSuchAlert
from balcao.domains.replenishment.errors.forecasting import (
    BadHistory,
    BadPolicy,
    BadSalesFile,
    NoForecaster,
    TooLittleHistory,
)
from balcao.domains.replenishment.errors.plans import BadPastSale, NothingToOrder

__all__ = [
    "BadHistory",
    "BadPastSale",
    "BadPolicy",
    "BadSalesFile",
    "BadSnooze",
    "NoForecaster",
    "NoSuchAlert",
    "NothingToOrder",
    "TooLittleHistory",
]
