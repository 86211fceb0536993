"""What others may know of what should be bought, and what somebody should look at."""

from balcao.domains.replenishment.values.alerts import AlertCounts, AlertInfo, AlertKind
from balcao.domains.replenishment.values.plans import (
    Ordered,
    Outlook,
    PlanInfo,
    PlanningInfo,
    RunInfo,
)

__all__ = [
    "AlertCounts",
    "AlertInfo",
    "AlertKind",
    "Ordered",
    "Outlook",
    "PlanInfo",
    "PlanningInfo",
    "RunInfo",
]
