"""What can be wrong about alerts, notices, forecasts and plans."""

from balcao.domains.replenishment.errors.alerts import BadSnooze, NoSuchAlert
from balcao.domains.replenishment.errors.forecasting import (
    BadHistory,
    BadPolicy,
    BadSalesFile,
    NoForecaster,
    TooLittleHistory,
)
from balcao.domains.replenishment.errors.notices import (
    BadNotice,
    InStockAlready,
    NothingToWaitFor,
    TooManyNotices,
)
from balcao.domains.replenishment.errors.plans import BadPastSale, NothingToOrder

__all__ = [
    "BadHistory",
    "BadNotice",
    "BadPastSale",
    "BadPolicy",
    "BadSalesFile",
    "BadSnooze",
    "InStockAlready",
    "NoForecaster",
    "NoSuchAlert",
    "NothingToOrder",
    "NothingToWaitFor",
    "TooLittleHistory",
    "TooManyNotices",
]
