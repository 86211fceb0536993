"""What can be wrong about alerts, forecasts and plans."""

from balcao.domains.replenishment.errors.alerts import BadSnooze, NoSuchAlert
from balcao.domains.replenishment.errors.forecasting import (
    BadHistory,
    BadPolicy,
    BadSalesFile,
    NoForecaster,
    TooLittleHistory,
)

__all__ = [
    "BadHistory",
    "BadPolicy",
    "BadSalesFile",
    "BadSnooze",
    "NoForecaster",
    "NoSuchAlert",
    "TooLittleHistory",
]
